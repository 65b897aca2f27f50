"""The sites that a data folder and the profiles know of: what timers and ``due`` are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portalcrawl.crawl.targets import resolve_target
from portalcrawl.errors import PortalcrawlError, ProfileError
from portalcrawl.sites.profile import Profile, load_profile

MAX_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSite:
    """A site, and what ``portalcrawl crawl`` takes for it.

    ``target`` is None for a site that was crawled by a profile which is not there any more.
    """

    profile: Profile
    target: str | None

    @property
    def site(self) -> str:
        """Its id."""
        return self.profile.site


def load_profiles(sites_dir: Path) -> tuple[dict[str, Profile], list[ProfileError]]:
    """The profiles below *sites_dir* by the name of their file, and what is wrong with others."""
    profiles, errors = {}, []
    for path in sorted(sites_dir.glob("*.toml")):
        try:
            profiles[path.stem] = load_profile(path)
        except ProfileError as error:
            errors.append(error)
    return profiles, errors


def known_sites(
    profiles: Mapping[str, Profile], homes: Mapping[str, str], *, sites_dir: Path
) -> list[KnownSite]:
    """All sites, by id: those with a profile, and those that were crawled (*homes*: id → home)."""
    found = {p.site: KnownSite(profile=p, target=name) for name, p in profiles.items()}
    for site, home in homes.items():
        if site not in found:
            target = _target(site, home, sites_dir=sites_dir)
            found[site] = KnownSite(profile=Profile(site=site, url=home), target=target)
    return [found[site] for site in sorted(found)]


def _target(site: str, home: str, *, sites_dir: Path) -> str | None:
    """What leads to just this site: its id, or its home page where that is not http."""
    for target in (site, home):
        try:
            profile = resolve_target(target, sites_dir=sites_dir)
        except PortalcrawlError:
            continue
        if (profile.site, profile.url) == (site, home):
            return target
    return None


def chosen_sites(known: Sequence[KnownSite], names: Iterable[str]) -> list[KnownSite]:
    """Those that *names* say, by id or by target; all where there are no names.

    Raises PortalcrawlError for a name that is none.
    """
    by_name = {s.target: s for s in known if s.target} | {s.site: s for s in known}
    chosen = {}
    for name in names:
        if name not in by_name:
            there = ", ".join(s.site for s in known[:MAX_NAMED]) or "none"
            more = ", …" if len(known) > MAX_NAMED else ""
            raise PortalcrawlError(
                f"site {name!r} has no profile and was not crawled; there are: {there}{more}"
            )
        chosen[by_name[name].site] = by_name[name]
    return list(chosen.values()) or list(known)

"""From what a person types to the profile that is crawled."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from portalcrawl.errors import ProfileError
from portalcrawl.sites.profile import Profile, load_profile, profile_of_url
from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.scope import Scope


def resolve_target(target: str, *, sites_dir: Path) -> Profile:
    """The profile of *target*: an address, a site with a profile in *sites_dir*, or a .toml file.

    Raises UrlError or ProfileError.
    """
    if target.endswith(".toml"):
        return load_profile(Path(target))
    profile = sites_dir / f"{target}.toml"
    if "/" not in target and profile.is_file():
        return load_profile(profile)
    if "." in target or ":" in target:
        return profile_of_url(target)
    raise ProfileError(f"{target!r} is no address, and there is no profile {profile}")


def with_arguments(profile: Profile, arguments: Mapping[str, str]) -> Profile:
    """*profile* with what the command line says: ``delay``, ``concurrency``, ``hosts``.

    Raises ProfileError for values that are none.
    """
    try:
        if arguments.get("delay"):
            profile = replace(profile, delay_secs=max(0.0, _finite(arguments["delay"])))
        if arguments.get("concurrency"):
            profile = replace(profile, concurrency=max(1, int(arguments["concurrency"])))
    except ValueError as error:
        raise ProfileError(f"--delay and --concurrency take numbers: {error}") from error
    hosts = tuple(host.strip() for host in arguments.get("hosts", "").split(",") if host.strip())
    return replace(profile, hosts=(*profile.hosts, *hosts))


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text!r} is not finite")
    return number


def stored_target(target: str, homes: Mapping[str, str], *, sites_dir: Path) -> Profile:
    """As ``resolve_target``; *target* may be the id of a crawled site (*homes*: id → home page).

    A profile is asked first: it knows more.
    """
    if target in homes and not (sites_dir / f"{target}.toml").is_file():
        return Profile(site=target, url=homes[target])
    return resolve_target(target, sites_dir=sites_dir)


def site_of_stored(url: str, homes: Mapping[str, str]) -> Profile:
    """The crawled site that *url* is in the scope of, else its own host as a site.

    >>> site_of_stored("http://a.gov.cn/1.html", {"county": "http://www.a.gov.cn/"}).site
    'county'
    >>> site_of_stored("http://a.gov.cn/1.html", {}).url
    'http://a.gov.cn/'
    """
    host = host_of(url)
    for site, home in homes.items():
        if Scope.of_home(home).has_host(host):
            return Profile(site=site, url=home)
    return profile_of_url("/".join(url.split("/")[:3]))

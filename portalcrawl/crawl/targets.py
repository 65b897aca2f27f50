"""From what a person types to the profile that is crawled."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from portalcrawl.errors import ProfileError
from portalcrawl.sites.profile import Profile, load_profile, profile_of_url


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

"""Is this address one that the crawl may ask for? Always with a named reason.

>>> scope = Scope.of_home("http://www.a.gov.cn/", hosts=["zwgk.a.gov.cn"])
>>> decide("http://a.gov.cn/x.html", scope=scope)
Verdict(accept=True, reason='in_scope')
>>> decide("http://www.b.gov.cn/", scope=scope)
Verdict(accept=False, reason='off_site')
>>> decide("http://www.a.gov.cn/count.asp?id=7", scope=scope)
Verdict(accept=False, reason='view_counter')
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from portalcrawl.urls.absolute import host_of

# RFC 9110 section 4.1 asks for 8000 octets at least; no portal page seen has more than 1,000, and
# longer ones come from loops that append to themselves.
MAX_URL_CHARS = 2000
# /a/b/a/b/a/b/a/b/: a relative link on a page that answers for any path below itself. A segment
# comes two or three times in honest paths (/2020/2020/), not four.
MAX_SAME_SEGMENTS = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to ask, and why (``in_scope`` or the reason of the refusal)."""

    accept: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a crawl may go.

    ``hosts``: exact ``host[:port]``. ``any_port_hosts``: host names taken on every port.
    ``domains``: names whose sub-domains are all in. ``deny``: patterns of the site's profile.
    """

    hosts: frozenset[str]
    any_port_hosts: frozenset[str] = frozenset()
    domains: tuple[str, ...] = ()
    deny: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def of_home(cls, home: str, *, hosts: Iterable[str] = (), deny: Iterable[str] = ()) -> Scope:
        """The scope of the portal at *home*: its host, with and without ``www.``, and *hosts*.

        In *hosts*, ``a.cn`` means any port, ``a.cn:8080`` that port, ``*.a.cn`` all sub-domains.
        """
        exact, any_port, domains = {host_of(home), _www_twin(host_of(home))}, set(), []
        for host in (entry.strip().lower() for entry in hosts):
            if host.startswith("*."):
                domains.append(f".{_as_in_urls(host[2:])}")
            elif ":" in host:
                exact.add(_as_in_urls(host))
            elif host:
                any_port.add(_as_in_urls(host))
        return cls(
            hosts=frozenset(exact),
            any_port_hosts=frozenset(any_port),
            domains=tuple(domains),
            deny=tuple(re.compile(pattern) for pattern in deny),
        )

    def has_host(self, host: str) -> bool:
        """Whether ``host[:port]`` is one of this scope's."""
        if host in self.hosts:
            return True
        name = host.partition(":")[0]
        return name in self.any_port_hosts or name.endswith(self.domains)


IN_SCOPE = Verdict(accept=True, reason="in_scope")
OFF_SITE = Verdict(accept=False, reason="off_site")
TOO_LONG = Verdict(accept=False, reason="too_long")
REPEATED_SEGMENTS = Verdict(accept=False, reason="repeated_segments")
DENIED_BY_PROFILE = Verdict(accept=False, reason="denied_by_profile")


def decide(url: str, *, scope: Scope) -> Verdict:
    """Whether the absolute *url* may be asked for, and the reason. Never raises."""
    if len(url) > MAX_URL_CHARS:
        return TOO_LONG
    if not scope.has_host(_host_of_any(url)):
        return OFF_SITE
    if (match := _default_deny().search(url)) is not None:
        return Verdict(accept=False, reason=_reason(match))
    if any(pattern.search(url) for pattern in scope.deny):
        return DENIED_BY_PROFILE
    if _has_repeated_segments(url):
        return REPEATED_SEGMENTS
    return IN_SCOPE


def deny_rules() -> list[dict[str, Any]]:
    """The built-in rules of ``deny.toml``: ``reason``, ``pattern``, and examples of both kinds."""
    text = resources.files("portalcrawl.urls").joinpath("deny.toml").read_text("utf-8")
    rules: list[dict[str, Any]] = tomllib.loads(text)["rule"]
    return rules


@lru_cache(maxsize=1)
def _default_deny() -> re.Pattern[str]:
    parts = (
        f"(?P<r{number}__{r['reason']}>{r['pattern']})" for number, r in enumerate(deny_rules())
    )
    return re.compile("|".join(parts), re.IGNORECASE | re.VERBOSE)


def _reason(match: re.Match[str]) -> str:
    assert match.lastgroup is not None
    return match.lastgroup.partition("__")[2]


def _host_of_any(text: str) -> str:
    """The host of a URL, empty for what is none."""
    try:
        return host_of(text)
    except ValueError:
        return ""


def _as_in_urls(host: str) -> str:
    """*host* as ``host_of`` gives it: a Chinese name in its ASCII form, no default port."""
    return _host_of_any(f"http://{host}/") or host


def _www_twin(host: str) -> str:
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"


def _has_repeated_segments(url: str) -> bool:
    segments = [s for s in url.partition("?")[0].split("/")[3:] if s]
    if len(segments) < MAX_SAME_SEGMENTS:
        return False
    return max(segments.count(s) for s in set(segments)) >= MAX_SAME_SEGMENTS

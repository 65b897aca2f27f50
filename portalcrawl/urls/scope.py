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
from collections.abc import Iterable
from dataclasses import dataclass

from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.deny import copies_of, reason_to_deny

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
    ``copies``: reasons of built-in rules that do not hold here, because the home page or a host
    that a person named is such a copy itself (a portal's telephone edition).
    """

    hosts: frozenset[str]
    any_port_hosts: frozenset[str] = frozenset()
    domains: tuple[str, ...] = ()
    deny: tuple[re.Pattern[str], ...] = ()
    copies: frozenset[str] = frozenset()

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
            copies=copies_of(home, *(f"http://{host}/" for host in (*exact, *any_port))),
        )

    def has_host(self, host: str) -> bool:
        """Whether ``host[:port]`` is one of this scope's."""
        if host in self.hosts:
            return True
        name = host.partition(":")[0]
        return name in self.any_port_hosts or name.endswith(self.domains)


_HOW_LISTS_ARE_PAGED = frozenset({"search_results", "tag_page"})
IN_SCOPE = Verdict(accept=True, reason="in_scope")
OFF_SITE = Verdict(accept=False, reason="off_site")
TOO_LONG = Verdict(accept=False, reason="too_long")
REPEATED_SEGMENTS = Verdict(accept=False, reason="repeated_segments")
DENIED_BY_PROFILE = Verdict(accept=False, reason="denied_by_profile")


def decide(url: str, *, scope: Scope, is_list_page: bool = False) -> Verdict:
    """Whether the absolute *url* may be asked for, and the reason. Never raises.

    *is_list_page*: the pager of a list that is in scope leads there. Some systems page their
    columns by a search, or call a part of a page a tag.
    """
    if len(url) > MAX_URL_CHARS:
        return TOO_LONG
    if not scope.has_host(_host_of_any(url)):
        return OFF_SITE
    except_for = scope.copies | _HOW_LISTS_ARE_PAGED if is_list_page else scope.copies
    if (reason := reason_to_deny(url, except_for=except_for)) is not None:
        return Verdict(accept=False, reason=reason)
    if any(pattern.search(url) for pattern in scope.deny):
        return DENIED_BY_PROFILE
    if _has_repeated_segments(url):
        return REPEATED_SEGMENTS
    return IN_SCOPE


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

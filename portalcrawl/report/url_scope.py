"""Whether an address is in a site's scope, and which rule says so.

>>> scope = Scope.of_home("http://www.a.gov.cn/", deny=["/bbs/"])
>>> explain_scope("http://www.a.gov.cn/bbs/1.html", scope=scope)["rule"]
"the profile's pattern /bbs/"
>>> explain_scope("http://www.b.cn/", scope=scope)["rule"]
'www.b.cn is no host of the site: a.gov.cn, www.a.gov.cn'
"""

from __future__ import annotations

from collections import Counter
from typing import Any, TypeAlias

from portalcrawl.errors import UrlError
from portalcrawl.sites.families import article_key
from portalcrawl.sites.identity import document_key, item_key, twin_key
from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.deny import MAX_SEARCHED_CHARS, deny_rules
from portalcrawl.urls.keys import canonical_url
from portalcrawl.urls.patterns import pattern_of
from portalcrawl.urls.scope import MAX_URL_CHARS, Scope, decide
from portalcrawl.urls.shape import url_shape

Json: TypeAlias = dict[str, Any]
# The fields of a pattern's count that a reader can use.
_COUNTS = ("taken", "new", "in_vain", "streak", "refused", "reason", "example")


def explain_scope(url: str, *, scope: Scope, is_list_page: bool = False) -> Json:
    """The verdict on *url*, its reason, and the ``rule`` with what it found.

    ``as_list_page`` is the verdict if the pager of a list leads there.
    """
    verdict = decide(url, scope=scope, is_list_page=is_list_page)
    as_page = decide(url, scope=scope, is_list_page=True)
    return {
        "accept": verdict.accept,
        "reason": verdict.reason,
        **_rule(url, verdict.reason, scope),
        "as_list_page": {"accept": as_page.accept, "reason": as_page.reason},
    }


def explain_keys(url: str) -> Json:
    """The keys of *url*, each of which says when two addresses are one. Raises UrlError.

    >>> explain_keys("http://www.a.gov.cn/info/1036/12441.htm")["article"]
    {'family': 'vsb', 'number': '12441'}
    """
    canonical = canonical_url(url)
    article = article_key(canonical)
    return {
        "canonical_url": canonical,
        "document_key": document_key(url),
        "item_key": item_key(url),
        "twin_key": twin_key(url),
        "article": {"family": article[0], "number": article[1]} if article else None,
        "shape": url_shape(url),
    }


def explain_budget(url: str, budgets: Json | None) -> Json:
    """What a run's *budgets* (``Budgets.as_dict``) have counted for the pattern of *url*."""
    pattern = pattern_of(url)
    rows = (budgets or {}).get("patterns", ())
    row = next((row for row in rows if row.get("pattern") == pattern.text), None)
    counts = {name: row.get(name) for name in _COUNTS} if row is not None else None
    return {"pattern": pattern.text, "endless": pattern.endless, "counts": counts}


def _rule(url: str, reason: str, scope: Scope) -> Json:
    if reason == "in_scope":
        return {"rule": f"{host_of(url)} is a host of the site"}
    if reason == "too_long":
        return {"rule": f"{len(url)} characters; at most {MAX_URL_CHARS} are asked for"}
    if reason == "off_site":
        return {"rule": f"{_host(url)} is no host of the site: {', '.join(_hosts(scope))}"}
    if reason == "denied_by_profile":
        pattern = next(pattern for pattern in scope.deny if pattern.search(url))
        return {"rule": f"the profile's pattern {pattern.pattern}", "pattern": pattern.pattern}
    if reason == "repeated_segments":
        segments = Counter(s for s in url.partition("?")[0].split("/")[3:] if s)
        segment, times = segments.most_common(1)[0]
        return {"rule": f"/{segment}/ comes {times} times: relative links that never end"}
    return _deny_rule(url, reason)


def _deny_rule(url: str, reason: str) -> Json:
    lower = url[:MAX_SEARCHED_CHARS].lower()
    for rule in deny_rules():
        if rule.reason == reason and (match := rule.pattern.search(lower)) is not None:
            return {
                "rule": f"{reason} in urls/deny.toml, by {match[0]!r}",
                "pattern": " ".join(rule.pattern.pattern.split()),
            }
    return {"rule": reason}


def _host(url: str) -> str:
    try:
        return host_of(url)
    except (UrlError, ValueError):
        return url


def _hosts(scope: Scope) -> list[str]:
    domains = [f"*{domain}" for domain in scope.domains]
    return [*sorted(scope.hosts | scope.any_port_hosts), *domains]

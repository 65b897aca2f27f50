"""``<meta http-equiv=refresh content=...>`` as a browser reads it.

>>> parse_refresh("0; url='/zwgk/index.html'"), parse_refresh("30"), parse_refresh("soon")
((0, '/zwgk/index.html'), (30, ''), None)

The rule is the WHATWG HTML standard, "shared declarative refresh steps".
"""

from __future__ import annotations

import re

from portalcrawl.page.spans import UrlSpan

# More digits than this are more years than anyone waits (and int() refuses thousands of them).
_MAX_DIGITS = 9
_REFRESH = re.compile(
    r"""[\t\n\f\r ]*+
    (?: ([0-9]++) | (?=\.) ) [0-9.]*+        # whole seconds; a fraction is read and dropped
    (?: \Z | (?=[;,\t\n\f\r ]) )
    [\t\n\f\r ]*+ [;,]?+ [\t\n\f\r ]*+
    (?: [uU][rR][lL] [\t\n\f\r ]*+ = [\t\n\f\r ]*+ )?+
    (?: "([^"]*+) | '([^']*+) | (.*+) )""",
    re.VERBOSE | re.DOTALL,
)


def parse_refresh(content: str) -> tuple[int, str] | None:
    """The seconds to wait and the URL as written, ``""`` for the same page; None: no refresh."""
    match = _REFRESH.match(content)
    if match is None:
        return None
    digits = (match[1] or "").lstrip("0")
    return int(digits[:_MAX_DIGITS] or "0"), _url_span(match).url


def refresh_span(content: str) -> UrlSpan | None:
    """Where the URL stands in *content*; None if there is no refresh or it has no URL."""
    match = _REFRESH.match(content)
    span = _url_span(match) if match is not None else None
    return span if span is not None and span.url else None


def _url_span(match: re.Match[str]) -> UrlSpan:
    assert match.lastindex is not None
    group = match.lastindex
    url = match[group].rstrip("\t\n\f\r ")
    start = match.start(group)
    return UrlSpan(start, start + len(url), url)

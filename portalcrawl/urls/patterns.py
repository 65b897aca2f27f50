"""The pattern of an address: what it shares with all pages of its kind, for counting them.

>>> pattern_of("http://a.cn/Item/7189.aspx").text
'a.cn/Item/{n}.aspx'
>>> pattern_of("http://a.cn/zw/dj/zw/dj/x.html").text
'a.cn/…/zw/…'
>>> pattern_of("http://a.cn/list.asp?sort=date&page=3&kind=a")
UrlPattern(host='a.cn', text='a.cn/list.asp?kind&page&sort', endless='query_explosion')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Longer addresses are out of scope; here it bounds the work.
MAX_CHARS = 2000
# Folders below the host in honest addresses: nine at most seen. What lies deeper counts as one.
MAX_DEPTH = 12
# From so many parameters on their combinations may be endless.
MANY_PARAMS = 3
# What differs between the pages of a kind: numbers, long hexadecimal ids, escaped characters.
_VARYING = re.compile(
    r"(?P<h>(?<![0-9A-Za-z])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|(?<![0-9A-Za-z])(?=[a-fA-F]*[0-9])[0-9a-fA-F]{16,})|(?P<e>(?:%[0-9A-Fa-f]{2})+)|(?P<n>\d+)"
)
# A day, a month or a year as a parameter: by its name, or by a value that is one.
_DATE_NAME = re.compile(
    r"(?:(?:(?:start|end|begin|from|s|e|c|cal)_?|to_)?(?:date|day|month|year|riqi|rq)\d?|ym|ymd|y|yyyy|mm"
    r"|nian|yue|week)$",
    re.IGNORECASE,
)
_DATE_VALUE = re.compile(
    r"(?:19|20)\d\d(?:[-/.](?:0?[1-9]|1[0-2])(?:[-/.]\d{1,2})?|[01]\d[0-3]\d)$"
)
_CALENDAR_PATH = re.compile(r"/(?:calendar|rili|events?)/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UrlPattern:
    """The pattern as a text, and why its addresses may be endless; None where nothing says so."""

    host: str
    text: str
    endless: str | None


def pattern_of(url: str) -> UrlPattern:
    """The pattern of an absolute *url*; names of parameters are sorted, values left out."""
    address = url[:MAX_CHARS].partition("#")[0].partition("://")[2]
    place, _, query = address.partition("?")
    host, _, path = place.partition("/")
    params = [param.partition("=") for param in query.split("&") if param]
    names = sorted({_classed(name) for name, _, _ in params})
    folders = path.split("/")
    repeated = _repeated(folders[:-1])
    endless = None
    if repeated is not None:
        # Menus of relative links on pages that answer for any path: every order of the folders.
        path, endless = f"…/{repeated}/…", "repeated_folders"
    elif len(folders) > MAX_DEPTH:
        path, endless = "/".join(folders[:MAX_DEPTH]) + "/…", "too_deep"
    elif _is_dated(place, params):
        endless = "endless_dates"
    elif len(names) >= MANY_PARAMS:
        endless = "query_explosion"
    text = f"{host}/{_classed(path)}" + ("?" if names else "") + "&".join(names)
    return UrlPattern(host, text, endless)


def _repeated(folders: list[str]) -> str | None:
    """The first folder that is in the path again; years and days (/2020/05/05/) are none."""
    seen: set[str] = set()
    for folder in folders:
        if folder in seen:
            return folder
        if folder and not folder.isdigit():
            seen.add(folder)
    return None


def _is_dated(place: str, params: list[tuple[str, str, str]]) -> bool:
    return _CALENDAR_PATH.search(place) is not None or any(
        _DATE_NAME.match(name) or _DATE_VALUE.match(value) for name, _, value in params
    )


def _classed(text: str) -> str:
    return _VARYING.sub(lambda match: f"{{{match.lastgroup}}}", text)

"""The shape of an address: what the pages of one template have in common.

>>> address_shape("http://a.cn/art/2024/3/art_17_9023.html?id=7&page=2")
'a.cn/art/0/0/art_0_0.html?id&page'
>>> address_shape("http://a.cn/app/#/detail?id=7")
'a.cn/app/#/detail?id'
"""

from __future__ import annotations

import re

from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.routes import route_of, without_route

MAX_SHAPE_CHARS = 300
_NUMBER = re.compile(r"\d+")
# Ids that are no numbers: UUIDs, digests.
_HEX = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{8}[0-9a-fA-F-]{4,40}(?![0-9A-Za-z])")


def address_shape(url: str) -> str:
    """The absolute *url* with its numbers as 0, ids as 0 and the values of its query left out."""
    path, _, query = without_route(url).partition("?")
    path = path.partition("://")[2].partition("/")[2]
    shape = f"{host_of(url)}/{_with_query(path, query)}"
    if route := route_of(url):
        head, _, route_query = route.partition("?")
        shape += _with_query(head, route_query)
    return shape[:MAX_SHAPE_CHARS]


def _with_query(path: str, query: str) -> str:
    path = _NUMBER.sub("0", _HEX.sub("0", path[: 2 * MAX_SHAPE_CHARS]))
    names = sorted({pair.partition("=")[0] for pair in query[:1000].split("&") if pair})
    return f"{path}?{'&'.join(names)}" if names else path

"""Hanweb's newer platform: the parts of a page are built by the server when its script asks.

>>> html = '''<script url="/api-gateway/jpaas-publish-server/front/page/build/unit"
... queryData="{'webId':'7','pageId':'9','tagId':'列表'}"></script>'''
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/col/index.html")
>>> find_jpaas(page, Scripts.of_page(page)).next.url.partition("unit?")[2]
'webId=7&pageId=9&tagId=%E5%88%97%E8%A1%A8&paramJson=%7B%22pageNo%22%3A1%2C%22pageSize%22%3A50%7D'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.paging.expression_reader import read_expression
from portalcrawl.extract.lists.paging.expressions import as_text
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.page.document import Page

MECHANISM = "jpaas_unit"
MARKS = ("queryData", "querydata", "querydata".upper())
DEFAULT_PATH = "/api-gateway/jpaas-publish-server/front/page/build/unit"
# Where the page does not say: from the first item on any number will do.
PAGE_SIZE = 50
MAX_UNITS = 50
MAX_QUERY_CHARS = 3000
_SIZE = re.compile(r"(?<![\w$])[\"']?pageSize[\"']?\s{0,3}[:=]\s{0,3}[\"']?([1-9]\d{0,2})(?!\d)")
_PATH_END = "/front/page/build/unit"
_PATH = re.compile(r"[\w:./-]{1,200}$")
MAX_PATH_CHARS = 200
# Other units are menus, banners and hits.
_LIST = re.compile(r"列表|分页|list|page", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A part of the page: what its script asks for, of which server, and whether it is there."""

    query: dict[str, str]
    address: str
    has_rows: bool


def find_jpaas(page: Page, scripts: Scripts) -> Paging | None:
    """The first pages of the units that are lists; of the only unit, whatever its name."""
    units = list(_units(page))
    lists = [unit for unit in units if _LIST.search(unit.query.get("tagId", ""))]
    if not lists and len(units) == 1:
        lists = units
    said = _SIZE.search(scripts.text)
    size = int(said[1]) if said else 0
    steps = [step for unit in lists if (step := _step(page, unit, size)) is not None]
    if not steps:
        return None
    return Paging(mechanism=MECHANISM, next=steps[0], more=tuple(steps[1:]))


def _units(page: Page) -> Iterator[_Unit]:
    for node in page.tree.css("[querydata]")[:MAX_UNITS]:
        attributes = node.attributes
        text = attributes.get("querydata") or ""
        data = read_expression(text) if len(text) <= MAX_QUERY_CHARS else None
        if not isinstance(data, dict):
            continue
        texts = {name: as_text(value) for name, value in data.items()}
        query = {name: text for name, text in texts.items() if text is not None}
        holder = node.parent if node.tag == "script" else node
        has_rows = holder is not None and holder.css_first("li a[href], td a[href]") is not None
        if "pageId" in query:
            yield _Unit(query, attributes.get("url") or "", has_rows)


def _step(page: Page, unit: _Unit, size: int) -> Step | None:
    """The first page that is not there; without a page's size it is not known where that begins."""
    number = 2 if unit.has_rows and size else 1
    path = _path(unit.address) or _path(page.decoded.text) or DEFAULT_PATH
    fields = [(name, value) for name, value in unit.query.items() if name != "paramJson"]
    fields.append(("paramJson", f'{{"pageNo":{number},"pageSize":{size or PAGE_SIZE}}}'))
    pairs = "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in fields)
    url = page.absolute(f"{path}?{pairs}")
    return Step(url=url, number=number) if url else None


def _path(text: str) -> str | None:
    """The address of the server's builder in *text*."""
    end = text.find(_PATH_END)
    before = _PATH.search(text[max(0, end - MAX_PATH_CHARS) : end]) if end >= 0 else None
    return f"{before[0]}{_PATH_END}" if before else None


def _escaped(text: str) -> str:
    return quote(text, safe="", errors="replace")

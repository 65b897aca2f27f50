"""The plainest reader of each portal: its links, and the one mechanism that it documents."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import parse_qsl, quote, urlencode

from tests.portal.reading import decoded, links, links_in
from tests.portal.site import Site

Read = Callable[[Site, str], Iterator[str]]

_ZERO_BASED = re.compile(r'createPageHTML\((\d+), (\d+), "(\w+)", "(\w+)"\)')


def read_t2(site: Site, page: str) -> Iterator[str]:
    """Links, and the next page that a call of createPageHTML counts from 0."""
    yield from links(site, page)
    if site.find(page).is_page and (call := _ZERO_BASED.search(decoded(site, page))):
        total, current, name, extension = call.groups()
        if int(current) + 1 < int(total):
            yield f"{page.rpartition('/')[0]}/{name}_{int(current) + 1}.{extension}"


_FROM_ONE = re.compile(r"createPageHTML\((?:'\w+',)?(\d+), ?(\d+), ?'(\w+)', ?'(\w+)'")
_CHANNEL = re.compile(r'<meta name="channelid" content="(\w+)"')
_SEARCH = re.compile(r'channelId \+ "(\?[^"]*)" \+ page')


def read_t3(site: Site, page: str) -> Iterator[str]:
    """Links, the next page that a call counts from 1, and the pages of the JSON list."""
    if page.startswith("/searchList/"):
        data = json.loads(site.find(page).body)["data"]
        yield from (result["url"] for result in data["results"])
        asked = dict(parse_qsl(page.partition("?")[2]))
        if int(asked["page"]) * int(asked["_pageSize"]) < data["total"]:
            yield re.sub(r"(&page=)(\d+)", lambda m: f"{m[1]}{int(m[2]) + 1}", page)
        return
    yield from links(site, page)
    if not site.find(page).is_page:
        return
    markup = decoded(site, page)
    if call := _FROM_ONE.search(markup):
        total, current, name, extension = call.groups()
        if int(current) < int(total):
            yield f"{page.rpartition('/')[0]}/{name}_{int(current) + 1}.{extension}"
    if channel := _CHANNEL.search(markup):
        yield f"/searchList/{channel[1]}{_SEARCH.search(markup)[1]}1"


_JPAGE = re.compile(r"totalRecord:(\d+),.*groupSize:(\d+),proxyUrl:'([^']+)',perPage:(\d+)")
_AJAX_PARAM = re.compile(r"(\w+):'?([^',}]*)'?[,}]")
_QUERY_DATA = re.compile(r'queryData="([^"]*)" unitUrl="([^"]*)"')
_UNIT_ORDER = ("parseType", "webId", "tplSetId", "pageType", "tagId", "editType", "pageId")


def read_t4(site: Site, page: str) -> Iterator[str]:
    """Links in markup, in its scripts, in XML and in JSON; the next window, group or page."""
    if "/build/unit?" in page:
        rows = _unit_rows(site, page)
        yield from rows
        if rows and rows != _unit_rows(site, _unit(page, -1)):
            yield _unit(page, 1)
    elif page.startswith("/col/") or "/dataproxy.jsp?" in page:
        markup = decoded(site, page)
        yield from links_in(markup, site, page)
        yield from _next_window(markup, page)
        yield from _first_unit(markup)
    else:
        yield from links(site, page)


def _unit(page: str, step: int) -> str:
    return re.sub(r"(pageNo%22%3A)(\d+)", lambda m: f"{m[1]}{int(m[2]) + step}", page)


def _unit_rows(site: Site, page: str) -> list[str]:
    return list(links_in(json.loads(decoded(site, page))["data"]["html"], site, page))


def _next_window(markup: str, page: str) -> Iterator[str]:
    if call := _JPAGE.search(markup):
        total, groups, proxy, per_page = call[1], int(call[2]), call[3], int(call[4])
        param = dict(_AJAX_PARAM.findall(markup.partition("ajaxParam:{")[2].partition("});")[0]))
        start = per_page * groups + 1
    elif (total_said := re.search(r"<totalrecord>(\d+)", markup)) and "startrecord=" in page:
        asked = dict(parse_qsl(page.partition("?")[2]))
        total, proxy, per_page = total_said[1], page.partition("?")[0], int(asked["perpage"])
        start = int(asked["endrecord"]) + 1
        groups = (start - int(asked["startrecord"])) // per_page
        names = ("startrecord", "endrecord", "perpage")
        param = {name: value for name, value in asked.items() if name not in names}
    else:
        return
    if start <= int(total):
        end = start + per_page * groups - 1
        place = {"startrecord": start, "endrecord": end, "perpage": per_page}
        yield f"{proxy}?{urlencode(place | param, quote_via=quote, safe='')}"


def _first_unit(markup: str) -> Iterator[str]:
    if block := _QUERY_DATA.search(markup):
        data = json.loads(unescape(block[1]).replace("'", '"')) | {"editType": "null"}
        size = json.loads(re.search(r"paramJson = ({.*?});", markup)[1])["pageSize"]
        query = {name: data[name] for name in _UNIT_ORDER}
        query["paramJson"] = f'{{"pageNo":1,"pageSize":{size}}}'
        yield f"{block[2]}?{urlencode(query, quote_via=quote, safe='')}"


READERS: dict[str, Read] = {"t2": read_t2, "t3": read_t3, "t4": read_t4}

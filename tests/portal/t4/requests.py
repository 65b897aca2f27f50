"""The requests that T4's lists make for data, as the scripts of its pages write them."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

from tests.portal.parts.columns import Column
from tests.portal.t4.columns import RECORD, WEB_ID, hex_id, unit_id

PROXY = "/module/web/jpage/dataproxy.jsp"
# One template is older than the others.
OLD_PROXY = "/module/jslib/jquery/jpage/dataproxy.jsp"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def proxy_of(column: Column) -> str:
    return OLD_PROXY if column.system == "array" else PROXY


def ajax_param(column: Column) -> dict[str, str]:
    """What jpage is told to send with each request."""
    return {
        "col": "1",
        "appid": "1",
        "webid": WEB_ID,
        "path": "/",
        "columnid": column.code,
        "sourceContentType": "1",
        "unitid": unit_id(column),
        "webname": RECORD.name,
        "permissiontype": "0",
    }


def window_path(column: Column, start: int, size: int) -> str:
    """Records *start* to *start* + *size* - 1, counted from 1."""
    place = {"startrecord": start, "endrecord": start + size - 1, "perpage": column.per_page}
    query = urlencode(place | ajax_param(column), quote_via=quote, safe="")
    return f"{proxy_of(column)}?{query}"


def group_path(column: Column, number: int) -> str:
    """The group after *number* others. The name of the site is escaped twice."""
    webname = quote(quote(RECORD.name))
    return (
        f"{PROXY}?page={number}&appid=1&appid=1&webid={WEB_ID}&path=/&columnid={column.code}"
        f"&unitid={unit_id(column)}&webname={webname}&permissiontype=0"
    )


def query_data(column: Column) -> dict[str, str]:
    """What a jpaas block says of itself in its attribute queryData."""
    return {
        "webId": hex_id("web", WEB_ID),
        "pageId": hex_id("page", column.code),
        "parseType": "bulidstatic",
        "pageType": "column",
        "tagId": "当前栏目_list",
        "tplSetId": hex_id("tpl", column.code),
    }


def unit_path(column: Column, number: int) -> str:
    """A jpaas list's page, counted from 1."""
    data = query_data(column)
    param = json.dumps({"pageNo": number, "pageSize": column.per_page}, separators=(",", ":"))
    names = ("parseType", "webId", "tplSetId", "pageType", "tagId")
    query = {name: data[name] for name in names}
    query |= {"editType": "null", "pageId": data["pageId"], "paramJson": param}
    return f"{UNIT}?{urlencode(query, quote_via=quote, safe='')}"

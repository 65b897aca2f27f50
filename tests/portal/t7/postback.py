"""What T7's server makes of a form that comes back."""

from __future__ import annotations

from urllib.parse import parse_qsl

from tests.portal.campus.content import Content
from tests.portal.campus.scheme import Column
from tests.portal.site import Asked, Resource
from tests.portal.t7.columns import COLUMNS, SCHEME
from tests.portal.t7.lists import NOTHING, edition, list_page_html, listing_html
from tests.portal.t7.pager import asked_page
from tests.portal.t7.state import read_state

_ERROR = """<html><head><title>验证视图状态 MAC 失败。</title></head>
<body bgcolor="white"><h1>“/”应用程序中的服务器错误。<hr></h1>
<h2><i>验证视图状态 MAC 失败。</i></h2></body></html>"""
_NO_LOGIN = "<script>alert('用户名或密码错误！');</script>"


def list_script(content: Content, asked: Asked) -> Resource | None:
    """The answer to a post-back; a GET is left to the pages that are there."""
    column = next((c for c in COLUMNS if SCHEME.first(c) == asked.path), None)
    if asked.method != "POST" or column is None or column.kind == "page":
        return None
    sent = asked.body.decode("utf-8", "replace")
    fields = dict(parse_qsl(sent, keep_blank_values=True))
    html = _answer(content, column, fields)
    if html is None:
        return Resource(_ERROR.encode(), "text/html; charset=utf-8", status=500)
    return SCHEME.charset.page(html)


def _answer(content: Content, column: Column, fields: dict[str, str]) -> str | None:
    """A page; None where the server breaks down.

    Fields of another page of the column give page 1, those of another column or changed ones break
    the server, and without a view state it is not a post-back at all.
    """
    if "__VIEWSTATE" not in fields:
        return listing_html(content, column, 1)
    state = read_state(fields)
    if state is None or state.column != column.key or "hidColumn" not in fields:
        return None
    if "btnLogin" in fields:
        return list_page_html(content, column, 1, _NO_LOGIN)
    if "btnSearch" in fields or fields.get("txtKey"):
        return list_page_html(content, column, 1, NOTHING)
    if state.edition != edition(content):
        return listing_html(content, column, 1)
    pages = len(content.pages(column))
    return listing_html(content, column, asked_page(column.pager, fields, state.number, pages))

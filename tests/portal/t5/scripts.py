"""T5's scripts: articles and lists by query, downloads that look at the Referer, the counter."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from tests.portal.campus.content import Content
from tests.portal.site import Asked, Resource, Script
from tests.portal.t5.columns import PARTY, SCHEME, TREE, content_jsp, static_path
from tests.portal.t5.frame import COUNTER

DOWNLOAD = "/system/_content/download.jsp"
_LOGIN = """<html><head><title>系统提示</title></head><body><h3>系统提示</h3>
<p>您没有权限访问该页面，请先登录。</p>
<form method="post" action="/system/caslogin.jsp">
<input name="user"><input type="password" name="pw">
<input type="submit" value="登录"></form></body></html>"""
_CAPTCHA = """<html><head><title>附件下载</title></head><body><p>请输入验证码后下载：</p>
<form method="post" action="/system/_content/download.jsp">
<img src="/system/resource/code/vcode.jsp">
<input name="codeValue" size="4"><input type="submit" value="下载"></form></body></html>"""


def scripts(content: Content, pages: Mapping[str, Resource]) -> dict[str, Script]:
    """By path; *pages* are all that the site has, the dynamic ones among them."""
    return {
        "/content.jsp": lambda asked: _article(asked, content, pages),
        "/list.jsp": lambda asked: _list(asked, content, pages),
        DOWNLOAD: lambda asked: _download(asked, content),
        COUNTER: lambda _asked: Resource(b"document.write('2528')", "application/javascript"),
    }


def _article(asked: Asked, content: Content, pages: Mapping[str, Resource]) -> Resource:
    """The article, whatever the order of the query; what is not published asks for a login."""
    query = _query(asked)
    for article in content.live:
        post = article.post
        if (
            str(post.id) == query.get("wbnewsid")
            and post.column.kind != "page"
            and str(TREE[post.column.name]) == query.get("wbtreeid")
        ):
            return pages[content_jsp(post)]
    return SCHEME.charset.page(_LOGIN)


def _list(asked: Asked, content: Content, pages: Mapping[str, Resource]) -> Resource:
    """A page of the dynamic column; beyond the last comes the last again."""
    query = _query(asked)
    if query.get("wbtreeid") != str(TREE[PARTY.name]):
        return SCHEME.charset.page(_LOGIN)
    number = query.get("PAGENUM", "1")
    paths = content.list_paths(PARTY)
    place = min(max(int(number), 1), len(paths)) if number.isdigit() else 1
    return pages[paths[place - 1]]


def _download(asked: Asked, content: Content) -> Resource | None:
    """The file, for who comes from the article that offers it; else a form."""
    referer = urlsplit(asked.headers.get("referer", ""))
    came_from = f"{referer.path}?{referer.query}" if referer.query else referer.path
    for article in content.live:
        if came_from in (article.path, static_path(article.post), content_jsp(article.post)):
            files = {file.path: file.resource for file in article.files}
            return files.get(asked.path)
    return SCHEME.charset.page(_CAPTCHA)


def _query(asked: Asked) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}

"""Answers to judge, from little markup."""

from __future__ import annotations

from portalcrawl.page.document import Page
from portalcrawl.page.state import Case

URL = "http://a.cn/zw/1.html"
SENTENCE = "县里召开春耕动员会，安排备耕、农资供应和农机检修，要求各乡镇抢抓农时、不误农事。"
MENU = "".join(
    f"<li><a href='/c{n}/'>栏目{'甲乙丙丁戊己庚辛壬癸子丑'[n]}</a></li>" for n in range(12)
)
# A page of the portal that is no article and no list.
HUB = f"<title>清源县</title><ul>{MENU}</ul><h2>专题</h2><p>{SENTENCE * 20}</p>"


def page(html: str, url: str = URL) -> Page:
    return Page.of_bytes(html.encode(), url=url)


def case(
    html: str | None, status: int | None = 200, *, url: str = URL, headers=(), **facts
) -> Case:
    """The answer with *html*; None stands for a body that is no page."""
    pairs = tuple(headers.items()) if isinstance(headers, dict) else tuple(headers)
    body = (html or "").encode()
    read = Page.of_bytes(body, url=url) if html is not None else None
    return Case(url, status, headers=pairs, body=body, page=read, **facts)

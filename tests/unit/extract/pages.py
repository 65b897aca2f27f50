"""Pages as portals build them, put together from their parts."""

from __future__ import annotations

from portalcrawl.extract.parts import Parts
from portalcrawl.extract.read_parts import read_parts
from portalcrawl.page.document import Page

URL = "http://www.a.gov.cn/zw/2024/5.html"
TITLE = "县里召开春季植树动员会"
PARAGRAPHS = (
    "今天上午，全县春季植树动员会在人民广场召开，各乡镇和有关部门的负责人参加。",
    "会议要求抓紧备苗整地，落实管护责任，确保成活率，让群众得到实惠。",
)
CRUMBS = "<div>您当前的位置：<a href=/>首页</a> &gt; <a href=/zw/>政务动态</a> &gt; 正文</div>"
INFO = "<p>来源：县林草局 作者：王小明 阅读：12 时间：2024-03-05</p>"
BODY = "<div id=body>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</div>"
NEIGHBOURS = "<p>上一篇：<a href=4.html>县里部署防汛工作</a></p><p>下一篇：没有了</p>"
FOOT = "<div>版权所有：清源县人民政府<br>陇ICP备00000001号</div>"
ROWS = "".join(
    f"<li><a href={n}.html>县里第{n}次召开全县工作会议</a><span>2024-03-{n:02}</span></li>"
    for n in range(1, 21)
)
MENU = "".join(f"<li><a href=/c{n}/>栏目{n}</a></li>" for n in range(1, 13))


def article_html(  # each part may be left out or replaced
    *, title: str = TITLE, crumbs: str = CRUMBS, info: str = INFO, body: str = BODY,
    neighbours: str = NEIGHBOURS, head: str = "",
) -> str:  # fmt: skip
    return (
        f"<html><head><title>{title}_清源县</title>{head}</head><body><ul>{MENU}</ul>{crumbs}"
        f"<div id=main><h1>{title}</h1>{info}{body}{neighbours}</div>{FOOT}</body></html>"
    )


def page_of(html: str, *, url: str = URL) -> Page:
    return Page.of_bytes(html.encode(), url=url)


def parts_of(html: str) -> tuple[Page, Parts]:
    page = page_of(html)
    return page, read_parts(page)

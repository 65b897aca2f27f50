"""T1's home page and its two single pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.portal.t1.article import Article
from tests.portal.t1.columns import CADRES, GRASSROOTS, MODELS, NOTICES, STUDY, Column
from tests.portal.t1.content import Listing
from tests.portal.t1.frame import PAGES, page_html, position
from tests.portal.t1.lists import link
from tests.portal.t1.record import RECORD

# Hosts that must never be asked. The domain .invalid does not exist (RFC 6761).
FRIENDS = {
    "www.example.invalid": "平水党建网",
    "gov.example.invalid": "清源县人民政府",
    "news.example.invalid": "清源新闻网",
    "xx.example.invalid": "党员干部远程教育",
}
# The script that prints the number of visitors counts one more.
_COUNT = (
    '<p class="count">您是第<script type="text/javascript" src="/count.asp?site=1"></script>'
    "位访客</p>"
)
# The program wrote the column's name into this link as it is: the browser must escape it in
# the page's encoding.
_MORE_NOTICES = f"list.asp?lbm={NOTICES.name}"


def home_html(listings: Mapping[str, Listing], *, charset: str) -> str:
    """The home page, from the articles of each column, newest first."""
    newest = listings[GRASSROOTS.name].rows
    first, *others = newest[:6]
    content = "\n".join(
        (
            _headline(first),
            f'<div class="mq"><marquee scrollamount="3">{_marquee(listings)}</marquee></div>',
            '<div class="boxes">',
            _box(GRASSROOTS, others, GRASSROOTS.link),
            _box(CADRES, listings[CADRES.name].rows[:6], CADRES.path),
            _box(NOTICES, listings[NOTICES.name].rows[:6], _MORE_NOTICES),
            _box(STUDY, listings[STUDY.name].rows[:6], f"{STUDY.folder}/"),
            _box(MODELS, listings[MODELS.name].rows, MODELS.link),
            "</div>",
            _friends(),
            _COUNT,
        )
    )
    banner = [article.post.path.lstrip("/") for article in newest[:4]]
    return page_html(
        title=RECORD.name, content=content, charset=charset, banner_links=[*banner, ""]
    )


def _headline(article: Article) -> str:
    path = article.post.path.lstrip("/")
    start = article.paragraphs[0][:60] if article.paragraphs else ""
    return (
        f'<div class="top1"><h1><a href="{path}">{article.title}</a></h1>'
        f'<p>{start}…<a href="{path}">[详细]</a></p></div>'
    )


def _marquee(listings: Mapping[str, Listing]) -> str:
    posts = [*listings[NOTICES.name].rows[:2], *listings[CADRES.name].rows[:1]]
    return "".join(f'<a href="{post.post.path}">★{post.title}</a>　　' for post in posts)


def _box(column: Column, articles: Sequence[Article], more: str) -> str:
    rows = "\n".join(
        f"<li><span>{article.post.posted:%m-%d}</span>{link(column, '/', article)}</li>"
        for article in articles
    )
    head = f'<h3><a class="more" href="{more}">更多&gt;&gt;</a>{column.name}</h3>'
    return f'<div class="box">{head}\n<ul>\n{rows}\n</ul></div>'


def _friends() -> str:
    links = "\n".join(
        f'<a href="http://{host}/" target="_blank">{name}</a>' for host, name in FRIENDS.items()
    )
    first = next(iter(FRIENDS))
    return (
        f'<div class="links"><b>友情链接</b> {links} <a href="http://{first}/">'
        f'<img src="http://{first}/images/link.gif" width="88" height="31" /></a></div>'
    )


_STAFF = (
    ("办公室", "文秘、机要、财务"),
    ("组织股", "基层组织、党员教育"),
    ("干部股", "干部考察、任免"),
)


def single_page_html(path: str, *, charset: str) -> str:
    """机构设置 or 联系我们."""
    name = PAGES[path]
    rows = (
        _STAFF
        if name == "机构设置"
        else (("地址", RECORD.address), ("邮编", RECORD.postcode), ("电话", "0000-5550118"))
    )
    table = "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in rows)
    content = (
        f'{position([("首页", "/"), (name, "")])}\n<h2 class="bt">{name}</h2>\n'
        f'<table class="sz" border="1" width="70%" align="center">{table}</table>'
    )
    return page_html(title=f"{name}_{RECORD.name}", content=content, charset=charset)

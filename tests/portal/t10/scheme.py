"""T10's columns and addresses. Bureau and county are invented."""

from __future__ import annotations

from urllib.parse import quote

from tests.portal.charsets import GBK
from tests.portal.stories.scheme import Column, Post, Scheme
from tests.portal.truth import SiteRecord

RECORD = SiteRecord(
    name="青坪县水利局信息网",
    owner="青坪县水利局",
    address="甘肃省平水市青坪县南关镇兴水路6号",
    postcode="749998",
    icp="陇ICP备00000098号",
    public_security="甘公网安备 62119902000098号",
)
FRIEND = "slt.example.invalid"
# The two sessions that the server has given to who came without a cookie.
SESSIONS = ("A81C0DE5F7B24E1A9C3B", "0C5DD2E91FA84B7793E4")


def gbk_escaped(text: str) -> str:
    return quote(text, safe="", encoding="gbk")


NEWS = Column("水利要闻", "水利要闻")
NOTICES = Column("通知公告", "通知公告", form="notice_title")
PARTY = Column("党建园地", "党建园地", form="essay_title")
# A part of the site that another firm made: Java, with the session in its addresses.
RULES = Column("政策法规", "/zcfg/list.jsp", form="notice_title")
VIDEOS = Column("水利视频", "水利视频", kind="empty")
DUTIES = Column(
    "单位职能", f"/ReadNews.asp?ID=3400&BigClassName={gbk_escaped('单位职能')}", kind="page"
)
BUREAU = Column("省水利厅", f"http://{FRIEND}/", kind="external")


def _article(post: Post) -> str:
    if post.column == RULES:
        return f"/zcfg/show.jsp?id={post.id}"
    return f"/ReadNews.asp?ID={post.id}&BigClassName={gbk_escaped(post.column.name)}"


def _list_page(column: Column, number: int) -> str:
    if column == RULES:
        return column.key if number == 1 else f"{column.key}?page={number}"
    path = f"/lists.asp?lbm={gbk_escaped(column.key)}"
    return path if number == 1 else f"{path}&page={number}"


def in_session(path: str, session: str) -> str:
    """The address of a Java page for a visitor without cookies."""
    file, mark, query = path.partition("?")
    return f"{file};jsessionid={session}{mark}{query}"


SCHEME = Scheme(
    record=RECORD,
    columns=(NEWS, NOTICES, PARTY, RULES, VIDEOS, DUTIES, BUREAU),
    cycle=(NEWS, NOTICES, NEWS, RULES, NOTICES, PARTY, NEWS),
    article=_article,
    list_page=_list_page,
    charset=GBK,
    rows_per_page=8,
)

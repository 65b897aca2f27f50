"""The columns of T4, the articles that are special, and how everything is addressed."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

from tests.portal.parts.columns import Column, Menu
from tests.portal.parts.plan import Post, special_cases
from tests.portal.parts.story import Addresses
from tests.portal.truth import SiteRecord

RECORD = SiteRecord(
    name="平水市政府信息公开平台",
    owner="平水市人民政府办公室",
    address="甘肃省平水市安和区滨河路9号",
    postcode="748888",
    icp="陇ICP备00000044号",
    public_security="甘公网安备 62119802000044号",
)
SITE_CODE = "6298000044"
DOMAIN = "zwgk.pingshui.example.invalid"
HALL_HOST = "zwfw.example.invalid"
OLD_HOST = "xxgk.pingshui.example.invalid"
WEB_ID = "110"

NEWS = Column(
    name="政务动态", path="/col/col1001/index.html", system="datastore", per_page=15, code="1001"
)
CITY = Column(
    name="市级要闻",
    path="/col/col1002/index.html",
    parent=NEWS.name,
    share=6,
    system="array",
    per_page=5,
    code="1002",
)
OFFICES = Column(
    name="部门信息",
    path="/col/col1003/index.html",
    parent=NEWS.name,
    share=7,
    system="nextgroup",
    per_page=5,
    code="1003",
)
COUNTIES = Column(
    name="县区信息",
    path="/col/col1004/index.html",
    parent=NEWS.name,
    share=3,
    system="empty-proxy",
    per_page=10,
    code="1004",
)
NOTICES = Column(
    name="通知公告",
    path="/col/col1005/index.html",
    share=4,
    system="jpaas",
    per_page=6,
    code="1005",
)
DUTIES = Column(name="机构职能", path="/col/col1006/index.html", kind="page", code="1006")
READINGS = Column(name="政策解读", path="/col/col1007/index.html", kind="empty", code="1007")
HALL = Column(name="办事大厅", path=f"http://{HALL_HOST}/pingshui/", kind="external")

MENU = Menu((NEWS, CITY, OFFICES, COUNTIES, NOTICES, DUTIES, READINGS, HALL))

SPECIAL = special_cases(chain=OFFICES, notices=NOTICES, pinned=NOTICES, guest=NOTICES, deleted=CITY)


def unit_id(column: Column) -> str:
    """The number of the block that shows the list."""
    return str(37484 + int(column.code))


def hex_id(*parts: object) -> str:
    """32 hex digits that follow from *parts*."""
    return hashlib.md5("/".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


def _article_path(post: Post) -> str:
    """By day, column and number; the newer half of the system has hex digits instead."""
    day = post.posted
    if post.column is DUTIES:
        return DUTIES.path
    if post.column is NOTICES:
        return f"/art/{day.year}/art_{hex_id(post.id)}.html"
    return f"/art/{day.year}/{day.month}/{day.day}/art_{post.column.code}_{post.id}.html"


def _file_path(post: Post, place: int, form: str, name: str) -> str:
    file = f"{hex_id(post.id, place, form)}.{form}"
    return f"/module/download/downfile.jsp?classid=0&showname={quote(name)}&filename={file}"


def _picture_path(post: Post, place: int) -> str:
    return f"/picture/0/{post.posted:%y%m%d%H%M}{post.id}{place}.jpg"


ADDRESSES = Addresses(article=_article_path, file=_file_path, picture=_picture_path)

"""The columns of T3, the articles that are special, and how everything is addressed."""

from __future__ import annotations

import hashlib
from uuid import UUID

from tests.portal.parts.columns import Column, Menu
from tests.portal.parts.plan import Post, special_cases
from tests.portal.parts.story import Addresses
from tests.portal.truth import SiteRecord

RECORD = SiteRecord(
    name="平水市教育局",
    owner="平水市教育局办公室",
    address="甘肃省平水市安和区学府路3号",
    postcode="748888",
    icp="陇ICP备00000053号",
    public_security="甘公网安备 62119802000053号",
)
SITE_CODE = "6298000053"
DOMAIN = "jyj.pingshui.example.invalid"
LETTERS_HOST = "12345.example.invalid"

NEWS = Column(name="教育动态", path="/jyj/c100101/list.shtml", per_page=12, code="100101")
BUREAU = Column(
    name="机关动态", path="/jyj/c100102/dtlist.shtml", parent=NEWS.name, share=7, per_page=8
)
# Its template is from another platform: the call looks like that of TRS, and counts from 1.
COUNTIES = Column(
    name="县区动态",
    path="/jyj/c100103/index.shtml",
    parent=NEWS.name,
    share=6,
    per_page=9,
    system="mixed",
)
NOTICES = Column(
    name="通知公告",
    path="/jyj/c100104/common_list.shtml",
    share=5,
    per_page=6,
    system="json",
    code="100104",
)
CHECKS = Column(
    name="教育督导", path="/jyj/c100105/list.shtml", share=4, per_page=5, system="links"
)
DUTIES = Column(name="机构职能", path="/jyj/c100106/content.shtml", kind="page")
EXAMS = Column(name="招生考试", path="/jyj/c100107/list.shtml", kind="empty")
LETTERS = Column(name="互动交流", path=f"http://{LETTERS_HOST}/", kind="external")

MENU = Menu((NEWS, BUREAU, COUNTIES, NOTICES, CHECKS, DUTIES, EXAMS, LETTERS))

SPECIAL = special_cases(
    chain=BUREAU, notices=NOTICES, pinned=CHECKS, guest=CHECKS, deleted=COUNTIES
)


def hex_id(*parts: object) -> str:
    """32 hex digits that follow from *parts*."""
    return hashlib.md5("/".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


def folder(column: Column) -> str:
    return column.path.rpartition("/")[0]


def _article_path(post: Post) -> str:
    """By month and uuid; notices are folders of their own."""
    if post.column is DUTIES:
        return DUTIES.path
    month, number = f"{folder(post.column)}/{post.posted:%Y%m}", hex_id(post.id)
    if post.column is NOTICES:
        return f"{month}/{number}/content.shtml"
    return f"{month}/{UUID(number)}.shtml"


def _file_path(post: Post, place: int, form: str, _name: str) -> str:
    """In the folder of the article's files, with a number of its own."""
    article = f"{folder(post.column)}/{post.posted:%Y%m}/{UUID(hex_id(post.id))}"
    return f"{article}/files/{UUID(hex_id(post.id, place, form))}.{form}"


def _picture_path(post: Post, place: int) -> str:
    return _file_path(post, place, "jpg", "").replace("/files/", "/images/")


ADDRESSES = Addresses(article=_article_path, file=_file_path, picture=_picture_path)

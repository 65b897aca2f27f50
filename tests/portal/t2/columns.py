"""The columns of T2, the articles that are special, and how everything is addressed."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from tests.portal.links import relative
from tests.portal.parts.columns import Column, Menu
from tests.portal.parts.plan import Post, special_cases
from tests.portal.parts.story import Addresses
from tests.portal.truth import SiteRecord

RECORD = SiteRecord(
    name="清源县人民政府门户网站",
    owner="清源县人民政府办公室",
    address="甘肃省平水市清源县北关镇人民路1号",
    postcode="749999",
    icp="陇ICP备00000031号",
    public_security="甘公网安备 62119902000031号",
)
SITE_CODE = "6299000031"
DOMAIN = "www.qingyuan.example.invalid"
HALL_HOST = "zwfw.example.invalid"
# The whole site again, in traditional characters.
GATE = f"/gate/big5/{DOMAIN}"

OPEN = Column(name="政务公开", path="/zwgk/", rows="table", code="1601")
NEWS = Column(name="政务动态", path="/zwgk/zwdt/", parent=OPEN.name, rows="cut", code="1602")
OFFICES = Column(
    name="部门动态", path="/zwgk/zwdt/bmdt/", parent=NEWS.name, share=6, rows="inside", code="1603"
)
TOWNS = Column(
    name="乡镇动态",
    path="/zwgk/zwdt/xzdt/",
    parent=NEWS.name,
    share=6,
    per_page=8,
    system="links",
    rows="cut",
    code="1604",
)
NOTICES = Column(
    name="通知公告",
    path="/zwgk/tzgg_176/",
    parent=OPEN.name,
    share=5,
    per_page=10,
    system="stub",
    rows="table",
    code="176",
)
DUTIES = Column(name="机构职能", path="/zwgk/jgzn/", kind="page", parent=OPEN.name, code="1606")
PARTY = Column(name="党的建设", path="/ddjs/", share=3, per_page=6, rows="inside", code="1610")
INVEST = Column(name="招商引资", path="/zsyz/", kind="empty", rows="cut", code="1611")
HALL = Column(name="办事服务", path=f"http://{HALL_HOST}/", kind="external")

MENU = Menu((OPEN, NEWS, OFFICES, TOWNS, NOTICES, DUTIES, PARTY, INVEST, HALL))

SPECIAL = special_cases(chain=OFFICES, notices=NOTICES, pinned=TOWNS, guest=PARTY, deleted=NOTICES)


def link(path: str, page: str) -> str:
    """The link from *page* to *path* as the system writes it: always relative.

    >>> link("/zwgk/202002/t20200205_52074.html", "/zwgk/index_1.html")
    './202002/t20200205_52074.html'
    >>> link("/zwgk/", "/zwgk/tzgg_176/"), link("/", "/")
    ('../', './')
    """
    step = relative(path, page) + ("/" if path.endswith("/") else "")
    return step if step.startswith(".") else f"./{step}"


def _article_path(post: Post) -> str:
    """The date is that of the draft: now and then a day before that of the page."""
    if post.column is DUTIES:
        return DUTIES.path
    drafted = post.posted - timedelta(days=1 if post.number % 5 == 0 else 0)
    return f"{post.column.path}{drafted:%Y%m}/t{drafted:%Y%m%d}_{post.id}.html"


def _file_path(post: Post, place: int, form: str, _name: str) -> str:
    """Beside the article, dated by the upload, which may be in another month."""
    uploaded = post.posted - timedelta(days=3)
    number = int(hashlib.sha1(f"{post.id}/{place}/{form}".encode()).hexdigest(), 16) % 10**12
    folder = _article_path(post).rpartition("/")[0]
    extension = form.upper() if form == "docx" else form
    return f"{folder}/P0{uploaded:%Y%m%d}{number:012}.{extension}"


def _picture_path(post: Post, place: int) -> str:
    return _file_path(post, place, "jpg", "")


ADDRESSES = Addresses(article=_article_path, file=_file_path, picture=_picture_path)

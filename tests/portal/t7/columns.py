"""The columns and addresses of T7: every page is a form, and a list page's address never changes.

A further page of a list is ``POST /NewsList.aspx?id=12#AspNetPager1/2``: the field or control that
asks for it, and the page that it leads to.
"""

from __future__ import annotations

from tests.portal.campus.scheme import Column, Post, Scheme
from tests.portal.charsets import UTF8
from tests.portal.truth import SiteRecord

NEWS = Column("卫健动态", "12", pager="links", rows_per_page=7, declares=("pages",))
WARDS = Column(
    "医疗服务", "13", parent=NEWS.name, pager="links", rows_per_page=4, declares=("pages",)
)
HEALTH = Column("公共卫生", "14", parent=NEWS.name, pager="images", rows_per_page=6)
NOTICES = Column("公示公告", "15", pager="box", prose="notice_title", rows_per_page=6)
TRAINING = Column(
    "学习培训", "16", pager="links", prose="essay_title", rows_per_page=6, declares=("pages",)
)
TABLES = Column("数据下载", "17", kind="empty", pager="links")
DUTIES = Column("单位职责", "1", kind="page")
COLUMNS = (NEWS, WARDS, HEALTH, NOTICES, TRAINING, TABLES, DUTIES)

RECORD = SiteRecord(
    name="清源县卫生健康信息网",
    owner="清源县卫生健康局",
    address="甘肃省平水市清源县新城路21号",
    postcode="749999",
    icp="陇ICP备00000107号",
    public_security="甘公网安备 62119902000107号",
)
_CONTROLS = {"links": "AspNetPager1", "box": "AspNetPager1", "images": "ImageNext"}


def article_path(post: Post) -> str:
    if post.column.kind == "page":
        return f"/About.aspx?id={post.column.key}"
    return f"/newsshow.aspx?cid={post.id}"


def list_page(column: Column, number: int, _pages: int) -> str:
    if column.kind == "page":
        return f"/About.aspx?id={column.key}"
    path = f"/NewsList.aspx?id={column.key}"
    return path if number == 1 else f"POST {path}#{_CONTROLS[column.pager]}/{number}"


def file_path(post: Post, place: int, extension: str) -> str:
    folder = "image" if extension in ("jpg", "png") else "file"
    return f"/upload/{folder}/{post.posted:%Y%m}/{post.id}{place:02d}.{extension}"


SCHEME = Scheme(
    record=RECORD,
    charset=UTF8,
    columns=COLUMNS,
    cycle=(WARDS, HEALTH, NOTICES, WARDS, TRAINING),
    article=article_path,
    list_page=list_page,
    file=file_path,
    date="%Y/%m/%d %H:%M",
    first_id=400,
    views_shown=True,
    specials={
        14: {"pinned": True},
        16: {"also_in": (NOTICES,)},
        17: {"files": ("xls", "pdf")},
        32: {"also_in": (TRAINING,)},
    },
)

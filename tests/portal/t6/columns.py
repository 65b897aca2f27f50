"""The columns and addresses of T6.

Lists are ``/xwzx/list.htm`` and ``list2.htm``. An article's address holds its day, a column's
number and its own: ``/2024/0920/c10851a353995/page.htm``; in another column it has that number.
"""

from __future__ import annotations

import re
from hashlib import md5

from tests.portal.campus.scheme import Column, Post, Scheme
from tests.portal.charsets import UTF8
from tests.portal.truth import SiteRecord

SITE_ID = 68
NEWS = Column("新闻中心", "xwzx", pager="no year", rows_per_page=12)
SCHOOL = Column("校园要闻", "xyyw", parent=NEWS.name, pager="no year", rows_per_page=8)
STUDIES = Column("教研咨政", "jyzz", parent=NEWS.name, prose="essay_title", rows_per_page=6)
NOTICES = Column("通知公告", "tzgg", pager="moved", prose="notice_title", rows_per_page=6)
PARTY = Column("机关党建", "_s24/_t3618/1160 ", pager="psp", rows_per_page=5)  # with the space
DONATIONS = Column("图书捐赠", "tsjz", kind="empty")
DUTIES = Column("学校简介", "xxjj", kind="page")
COLUMNS = (NEWS, SCHOOL, STUDIES, NOTICES, PARTY, DONATIONS, DUTIES)
NUMBERS = {column.name: 10850 + place for place, column in enumerate(COLUMNS)}
HOME_FILE = "/main.htm"

RECORD = SiteRecord(
    name="中共平水市委党校",
    owner="中共平水市委党校",
    address="甘肃省平水市北山路66号",
    postcode="749900",
    icp="陇ICP备00000106号",
    public_security="甘公网安备 62119902000106号",
)


def article_path(post: Post) -> str:
    return (
        f"/{post.column.key}/page.htm"
        if post.column.kind == "page"
        else in_column(post.column, post)
    )


def in_column(column: Column, post: Post) -> str:
    """The article's address in one of its columns."""
    return f"/{post.posted:%Y/%m%d}/c{NUMBERS[column.name]}a{post.id}/page.htm"


def row_path(column: Column, post: Post) -> str:
    """What a list links to; a parent shows the rows of its children as they are."""
    return in_column(column, post) if column in post.also_in else article_path(post)


def column_of(path: str, own: Column) -> Column:
    """The column that an article's address is of."""
    found = re.search(r"/c(\d+)a", path)
    return next((c for c in COLUMNS if found and NUMBERS[c.name] == int(found[1])), own)


def list_page(column: Column, number: int, _pages: int) -> str:
    if column.kind == "page":
        return f"/{column.key}/page.htm"
    extension = "psp" if column.pager == "psp" else "htm"
    folder = column.key.replace(" ", "%20")
    return f"/{folder}/list{number if number > 1 else ''}.{extension}"


def moved_to(path: str) -> str:
    """Where the server sends one who asks for a list of the column that moved."""
    return path.removesuffix(".htm") + ".psp"


def file_path(post: Post, place: int, extension: str) -> str:
    name = md5(f"{post.id}/{place}".encode(), usedforsecurity=False).hexdigest()
    folder = "images" if extension in ("jpg", "png") else "files"
    parts = f"{name[8:12]}-{name[12:16]}-{name[16:20]}"
    return f"/_upload/article/{folder}/{name[:2]}/{name[2:4]}/{name[4:]}/{parts}.{extension}"


SCHEME = Scheme(
    record=RECORD,
    charset=UTF8,
    columns=COLUMNS,
    cycle=(SCHOOL, NOTICES, STUDIES, SCHOOL, PARTY),
    article=article_path,
    list_page=list_page,
    file=file_path,
    row=row_path,
    date="%Y-%m-%d",
    first_id=353000,
    specials={
        11: {"body_kind": "attachment", "files": ("player",), "mark": "pdf", "signed": False},
        14: {"pinned": True},
        16: {"files": ("xls", "doc")},
        20: {"also_in": (PARTY,)},
        27: {"also_in": (NOTICES,)},
        31: {"fate": "restricted"},
    },
)

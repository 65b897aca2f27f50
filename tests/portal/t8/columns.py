"""The columns and addresses of T8.

Lists are ``/Category_27/Index.aspx`` and ``Index_2.aspx``, articles ``/Item/7189.aspx``.
"""

from __future__ import annotations

from tests.portal.campus.scheme import Column, Post, Scheme
from tests.portal.charsets import GBK
from tests.portal.truth import SiteRecord

NEWS = Column("学校新闻", "6", rows_per_page=14, declares=())
EVENTS = Column("校园动态", "27", parent=NEWS.name, rows_per_page=8, declares=())
MORALS = Column("德育天地", "28", parent=NEWS.name, rows_per_page=6, declares=())
NOTICES = Column("通知通告", "31", prose="notice_title", rows_per_page=7, declares=())
TEACHERS = Column("教师论坛", "377", prose="essay_title", rows_per_page=7, declares=())
ALBUM = Column("校友风采", "40", kind="empty")
DUTIES = Column("学校概况", "3", kind="page")
COLUMNS = (NEWS, EVENTS, MORALS, NOTICES, TEACHERS, ALBUM, DUTIES)

HOME_FILE = "/Default.aspx"
SITE_MAP = "/Category_13/Index.aspx"

RECORD = SiteRecord(
    name="清源县第一中学",
    owner="清源县第一中学",
    address="甘肃省平水市清源县书院街2号",
    postcode="749999",
    icp="陇ICP备00000108号",
    public_security="甘公网安备 62119902000108号",
)


def article_path(post: Post) -> str:
    if post.column.kind == "page":
        return list_page(post.column, 1, 1)
    return f"/Item/{post.id}.aspx"


def list_page(column: Column, number: int, _pages: int) -> str:
    return f"/Category_{column.key}/{page_file(number)}"


def page_file(number: int) -> str:
    return "Index.aspx" if number == 1 else f"Index_{number}.aspx"


def numbered(path: str) -> str:
    """The other name of a first page: ``Index_1.aspx``."""
    return path.replace("Index.aspx", "Index_1.aspx")


def file_path(post: Post, place: int, extension: str) -> str:
    folder = "xwzx" if extension in ("jpg", "png") else "xzzx"
    month = f"{post.posted.year}/{post.posted.month}"
    return f"/UploadFiles/{folder}/{month}/{post.id}{place:02d}.{extension}"


SCHEME = Scheme(
    record=RECORD,
    charset=GBK,
    columns=COLUMNS,
    cycle=(EVENTS, NOTICES, MORALS, EVENTS, TEACHERS),
    article=article_path,
    list_page=list_page,
    file=file_path,
    date="%Y年%m月%d日",
    first_id=7000,
    specials={
        12: {"fate": "redirect", "mark": "inside"},
        14: {"pinned": True},
        16: {"files": ("xls", "docx")},
        20: {"also_in": (TEACHERS,), "pictures": ("good", "good")},
        24: {"fate": "redirect", "mark": "outside"},
        36: {"also_in": (TEACHERS,)},
        41: {"mark": "leak"},
    },
)

"""The columns and addresses of T5.

A column is a file, ``tzgg.htm``; page P of T is ``tzgg/{T-P+1}.htm``, so the last is ``1.htm``.
Articles lie below the number of their column's tree node: ``/info/1036/12441.htm``.
"""

from __future__ import annotations

from hashlib import md5

from tests.portal.campus.scheme import Column, Post, Scheme
from tests.portal.charsets import Charset
from tests.portal.truth import SiteRecord

OWNER = 1655460640  # the number of the site in the system
NEWS = Column("工作动态", "gzdt", pager="spans", rows_per_page=10, declares=("pages",))
BUREAU = Column("本局要闻", "gzdt/bjyw", parent=NEWS.name, pager="spans", declares=("pages",))
TOWNS = Column("乡镇信息", "gzdt/xzxx", parent=NEWS.name, pager="table", rows_per_page=6)
NOTICES = Column("通知公告", "tzgg", pager="table", prose="notice_title", rows_per_page=7)
PARTY = Column("机关党建", "jgdj", pager="dynamic", prose="essay_title", rows_per_page=5)
FILMS = Column("影像资料", "yxzl", kind="empty", pager="spans")
DUTIES = Column("机构职能", "jgzn", kind="page")
COLUMNS = (NEWS, BUREAU, TOWNS, NOTICES, PARTY, FILMS, DUTIES)
TREE = {column.name: 1030 + 2 * place for place, column in enumerate(COLUMNS)}

RECORD = SiteRecord(
    name="清源县水土保持局",
    owner="清源县水土保持局",
    address="甘肃省平水市清源县东关大街7号",
    postcode="749999",
    icp="陇ICP备00000105号",
    public_security="甘公网安备 62119902000105号",
)


def article_path(post: Post) -> str:
    if post.column.kind == "page":
        return f"/{post.column.key}.htm"
    return content_jsp(post) if post.fate == "restricted" else static_path(post)


def static_path(post: Post) -> str:
    return f"/info/{TREE[post.column.name]}/{post.id}.htm"


def content_jsp(post: Post) -> str:
    """The dynamic address of an article; one that is not published has no other."""
    tree = TREE[post.column.name]
    return f"/content.jsp?urltype=news.NewsContentUrl&wbtreeid={tree}&wbnewsid={post.id}"


def list_page(column: Column, number: int, pages: int) -> str:
    if column.pager == "dynamic":
        return dynamic_page(column, number, pages)
    return f"/{column.key}.htm" if number == 1 else f"/{column.key}/{pages - number + 1}.htm"


def dynamic_page(column: Column, number: int, pages: int, *, numbered: bool = False) -> str:
    node = f"urltype=tree.TreeTempUrl&wbtreeid={TREE[column.name]}"
    if number == 1 and not numbered:
        return f"/list.jsp?{node}"
    return f"/list.jsp?totalpage={pages}&PAGENUM={number}&{node}"


def file_path(post: Post, place: int, extension: str) -> str:
    """Pictures, and the PDF that a page shows itself, have a path of their own."""
    if extension in ("jpg", "png") or post.mark == "pdf":
        name = md5(f"{post.id}/{place}".encode(), usedforsecurity=False).hexdigest().upper()
        return f"/__local/{name[0]}/{name[1:3]}/{name[3:5]}/{name}.{extension}"
    return (
        "/system/_content/download.jsp?urltype=news.DownloadAttachUrl"
        f"&owner={OWNER}&wbfileid={post.id}{place}"
    )


def row_path(column: Column, post: Post) -> str:
    """What a list links to: the rows of one column were made by two versions of the system."""
    if column == NOTICES and post.column == NOTICES and post.number % 4 == 2:
        return content_jsp(post)
    return article_path(post)


SCHEME = Scheme(
    record=RECORD,
    charset=Charset("utf-8-sig", "utf-8", "utf-8"),  # a byte order mark begins each page
    columns=COLUMNS,
    cycle=(BUREAU, TOWNS, NOTICES, PARTY, BUREAU, NOTICES),
    article=article_path,
    list_page=list_page,
    file=file_path,
    row=row_path,
    date="%Y-%m-%d",
    first_id=12000,
    next_is_older=True,
    specials={
        5: {"body_kind": "attachment", "files": ("embed",), "mark": "pdf", "signed": False},
        10: {"pinned": True},
        11: {"files": ("doc", "xls")},
        16: {"also_in": (NOTICES,)},
        26: {"fate": "restricted"},
        32: {"also_in": (PARTY,)},
    },
)

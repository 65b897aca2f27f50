"""The columns of T1: their names, addresses and the habits of their lists."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Column:
    """One entry of the menu.

    *rows* names the markup of the list's rows, *cut_after* the length at which titles end in …,
    *off* the markup of a pager link that leads nowhere, *end* what stands for a missing 上篇.
    """

    name: str
    path: str
    kind: str = "list"
    parent: str | None = None
    rows: str = "lines"
    cut_after: int = 17
    off: str = "<span>{}</span>"
    self_link_at_end: bool = False
    end: str = ""

    @property
    def folder(self) -> str:
        """The last folder of its articles' paths."""
        return self.path.strip("/")

    @property
    def link(self) -> str:
        """The address that menus use."""
        return f"{self.path}index.html" if self.path.endswith("/") else self.path

    @property
    def crumbs(self) -> tuple[str, ...]:
        """What the breadcrumb says after 首页.

        The template prints parent and column. Without a parent it repeats the column, and
        基层党建 was made as a child later: its articles kept the old form.
        """
        if self.parent and self.name != "基层党建":
            return (self.parent, self.name)
        return (self.name, self.name)

    def page(self, number: int) -> str:
        """The path of a list page, counted from 1."""
        if number == 1:
            return self.path
        return (
            f"{self.path}index_{number}.html" if self.path.endswith("/") else self.numbered(number)
        )

    def numbered(self, number: int) -> str:
        return f"{self.path}&page={number}"


def gbk_escaped(text: str) -> str:
    return quote(text, safe="", encoding="gbk")


PARENT = Column("党建工作", "/djgz/", rows="tagged", off='<font color="#999999">{}</font>')
GRASSROOTS = Column(
    "基层党建",
    "/jcdj/",
    parent=PARENT.name,
    rows="table",
    off='<font color="#999999">{}</font>',
)
CADRES = Column(
    "干部工作", "/gbgz/", parent=PARENT.name, rows="spans", self_link_at_end=True, end="没有了"
)
NOTICES = Column(
    "通知公告",
    f"/list.asp?lbm={gbk_escaped('通知公告')}",
    rows="lines",
    cut_after=19,
    off='<a href="javascript:void(0);">{}</a>',
    end="没有了！",
)
STUDY = Column("学习园地", "/xxyd/", rows="inside", end="没有了")
MODELS = Column("典型风采", "/dxfc/", rows="spans")
VIDEOS = Column("视频在线", "/spzx/", kind="empty", rows="spans")
DUTIES = Column("部门职能", "/bmzn/", kind="page")

COLUMNS = (PARENT, GRASSROOTS, CADRES, NOTICES, STUDY, MODELS, VIDEOS, DUTIES)

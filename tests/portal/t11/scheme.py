"""T11's columns and addresses. Paper and city are invented."""

from __future__ import annotations

from tests.portal.charsets import UTF8
from tests.portal.stories.scheme import Column, Post, Scheme
from tests.portal.stories.story import Story
from tests.portal.truth import SiteRecord

RECORD = SiteRecord(
    name="霞川新闻网",
    owner="霞川日报社",
    address="浙江省霞川市滨江区报业路12号",
    postcode="319999",
    icp="浙ICP备00000097号",
    public_security="浙公网安备 33119902000097号",
)
FRIEND = "epaper.example.invalid"
PARTS = 3

LOCAL = Column("本地要闻", "1001")
POLITICS = Column("时政新闻", "1002")
NOTICES = Column("公示公告", "1003", form="notice_title")
# Its list is in a frame of the column's page.
VIEWS = Column("江滨时评", "1004", form="essay_title")
VIDEOS = Column("视频新闻", "1005", kind="empty")
ABOUT = Column("报社简介", "/2019-03/04/content_3400.html", kind="page")
# Its page sends its readers to the column that took its place.
FORMER = ("/node_1009.htm", "/node_1002.htm")


def _article(post: Post) -> str:
    return f"/{post.posted:%Y-%m/%d}/content_{post.id}.html"


def _list_page(column: Column, number: int) -> str:
    name = f"list_{column.key}" if column == VIEWS else f"node_{column.key}"
    return f"/{name}.htm" if number == 1 else f"/{name}_{number}.htm"


def parts_of(story: Story) -> list[tuple[str, ...]]:
    """The paragraphs of each part: longer articles have three, others are in one piece."""
    paragraphs = story.paragraphs
    if len(paragraphs) < 6:
        return [paragraphs]
    size = -(-len(paragraphs) // PARTS)
    return [paragraphs[start : start + size] for start in range(0, len(paragraphs), size)]


def part_path(story: Story, number: int) -> str:
    """The address of part *number*; 0 is the whole text."""
    return story.path if number == 1 else story.path.replace(".html", f"_{number}.html")


SCHEME = Scheme(
    record=RECORD,
    columns=(LOCAL, POLITICS, NOTICES, VIEWS, VIDEOS, ABOUT),
    cycle=(LOCAL, POLITICS, LOCAL, NOTICES, LOCAL, VIEWS, POLITICS),
    article=_article,
    list_page=_list_page,
    charset=UTF8,
    rows_per_page=9,
    date="%Y-%m-%d %H:%M",
)

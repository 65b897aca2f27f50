"""Which links of a list page are followed, and as what."""

from __future__ import annotations

from datetime import UTC, datetime

from portalcrawl.extract.links import Link
from portalcrawl.extract.lists.listing import Listing, Paging, Row, Step
from portalcrawl.frontier.entry import Entry
from portalcrawl.items import ListRow
from portalcrawl.recrawl.earlier import Earlier
from portalcrawl.recrawl.follow import AGAIN, Followed, follow_list, other_step
from portalcrawl.recrawl.trails import Trails

NOW = datetime(2026, 1, 1, tzinfo=UTC)
AT = "http://a.cn/tz/"
HOME = Link("http://a.cn/", anchor="首页")
SECOND = Link("http://a.cn/tz/2.html", anchor="下一页")


def rows(*names: str) -> list[Row]:
    return [Row(f"{n}.html", f"http://a.cn/tz/{n}.html", f"通知{n}", "2026-01-01") for n in names]


def follow(
    listing: Listing, *links: Link, trails: Trails | None = None, url: str = AT, **changes
) -> Followed:
    entry = Entry(**{"site": "a", "url": url, **changes})
    known = trails or Trails()
    return follow_list(listing, links, entry=entry, name="通知", trails=known, read_at=NOW)


def roles(followed: Followed) -> dict[str, str]:
    return {link.url.removeprefix("http://a.cn"): link.role for link in followed.links}


def test_rows_and_pager_are_told_from_other_links():
    listing = Listing(rows("1"), Paging(mechanism="link", next=Step(url=SECOND.url, number=2)))
    article = Link("http://a.cn/tz/1.html", anchor="通知…")
    found = follow(listing, HOME, article, SECOND)
    assert roles(found) == {"/": "link", "/tz/1.html": "row", "/tz/2.html": "page"}
    by_url = {link.url: link for link in found.links}
    # What the list says of an article travels with its link.
    assert (by_url[article.url].anchor, by_url[article.url].row_date) == ("通知1", "2026-01-01")
    assert by_url[SECOND.url].column == "a.cn/tz/"


def test_rows_that_stand_only_in_a_script_are_links_too():
    assert roles(follow(Listing(rows("7")))) == {"/tz/7.html": "row"}


def test_what_is_kept_of_the_page():
    paging = Paging(mechanism="link", total_pages=9, total_items=90, next=Step(url=SECOND.url))
    page = follow(Listing(rows("1", "2"), paging), SECOND).page
    assert (page.number, page.total_pages, page.total_items, page.stop) == (1, 9, 90, None)
    assert (page.column, page.new_rows, page.mechanism) == (page.key, 2, "link")
    assert page.pages == ["a.cn/tz/2.html"]
    assert [row.key for row in page.rows] == ["a.cn/tz/1.html", "a.cn/tz/2.html"]


def test_the_pager_of_a_page_that_repeats_another_is_not_followed():
    trails = Trails()
    follow(Listing(rows("1"), Paging(next=Step(url=SECOND.url))), SECOND, trails=trails)
    third = Link("http://a.cn/tz/3.html", anchor="下一页")
    repeats = Listing(rows("1"), Paging(next=Step(url=third.url)))
    found = follow(repeats, third, HOME, trails=trails, url=SECOND.url)
    assert roles(found) == {"/": "link", "/tz/1.html": "row"}
    assert found.page.stop == "repeated_rows"


def test_the_pager_of_the_last_page_is():
    first = Link("http://a.cn/tz/index.html", anchor="上一页")
    assert roles(follow(Listing(rows("9")), first, url=SECOND.url)) == {
        "/tz/index.html": "page",
        "/tz/9.html": "row",
    }


def test_a_step_is_a_request():
    step = Step(url=AT, number=2, body="a=1", content_type="x/y", key="Pager/2")
    other = Step(url="http://a.cn/tz/list_1.html")
    listing = Listing(rows("1"), Paging(next=step, fallback=other))
    link = next(link for link in follow(listing).links if link.role == "page")
    assert (link.url, link.body, link.key, link.number) == (AT, "a=1", "Pager/2", 2)
    entry = Entry(site="a", url=AT, fallback=link.fallback, column="a.cn/tz/", number=2)
    again = other_step(entry)
    assert (again.url, again.number, again.column) == (other.url, 2, "a.cn/tz/")


def test_what_is_tried_instead_may_be_a_form():
    step = Step(url="http://a.cn/proxy?start=16", number=2)
    post = Step(url="http://a.cn/proxy", body="start=16", content_type="x/y", key="proxy/16")
    listing = Listing(rows("1"), Paging(next=step, fallback=post))
    link = next(link for link in follow(listing).links if link.role == "page")
    again = other_step(Entry(site="a", url=link.url, fallback=link.fallback))
    assert (again.url, again.body, again.content_type, again.key) == (
        *(post.url, post.body, post.content_type, post.key),
    )


def test_a_pushed_row_has_the_first_page_read_again_and_what_is_new_there():
    trails, second = Trails(), Step(url=SECOND.url, number=2)
    follow(Listing(rows("1", "2"), Paging(next=second)), trails=trails)
    pushed = follow(Listing(rows("2", "3")), trails=trails, url=SECOND.url)
    again = next(link for link in pushed.links if link.key == AGAIN)
    assert (again.url, again.number) == (AT, 1)
    entry = {"key": again.key, "column": again.column}
    new = follow(Listing(rows("0", "1"), Paging(next=second)), trails=trails, **entry)
    assert new.page.stop is None
    # The pages behind it are asked for once more too, until one has nothing new.
    assert [link.key for link in new.links if link.role == "page"] == [f"{AGAIN}/1"]
    entry = {"key": f"{AGAIN}/1", "column": again.column}
    old = follow(Listing(rows("1", "2")), trails=trails, url=SECOND.url, **entry)
    assert (old.page.stop, roles(old)) == (
        "repeated_rows",
        {"/tz/1.html": "row", "/tz/2.html": "row"},
    )


class TestReadBefore:
    """Lists that an earlier run has read."""

    paging = Paging(mechanism="link", next=Step(url=SECOND.url, number=2))

    def follow(self, names: str, *, known: str, page: str = "", **options) -> Followed:
        titles = {key(name): (f"通知{name}", "2026-01-01") for name in known}
        was = [ListRow(key(name), f"http://a.cn/tz/{name}.html", f"通知{name}") for name in page]
        earlier = Earlier(known=frozenset(map(key, known)), page=was, titles=titles)
        entry = Entry(site="a", url=AT)
        listing = Listing(rows(*names), self.paging)
        where = {"entry": entry, "name": "通知", "trails": Trails(), "read_at": NOW}
        return follow_list(listing, [SECOND], earlier=earlier, **where, **options)

    def test_known_rows_end_the_paging(self):
        found = self.follow("abcdef", known="abcdefgh")
        assert (found.stop, found.page.stop, found.new_rows) == ("known_rows", None, 0)
        assert [link.url for link in found.links if link.again] == []

    def test_new_rows_at_the_end_lead_on(self):
        found = self.follow("xyzuvw", known="abcdef")
        assert (found.stop, found.new_rows) == (None, 6)
        again = [link for link in found.links if link.again]
        # With validators, and though it was asked for in an earlier run.
        assert [(link.url, link.plain, link.role) for link in again] == [
            (SECOND.url, False, "page")
        ]

    def test_so_do_known_ones_in_a_full_run_and_young_ones_since_a_day(self):
        assert self.follow("abcdef", known="abcdef", is_full=True).stop is None
        assert self.follow("abcdef", known="abcdef", since="2025-12-31").stop is None
        assert self.follow("abcdef", known="abcdef", since="2026-01-02").stop == "known_rows"

    def test_a_page_without_rows_leads_on_to_those_that_its_scripts_fetch(self):
        found = self.follow("", known="abcdef")
        assert found.stop is None
        assert [link.url for link in found.links if link.again] == [SECOND.url]

    def test_what_vanished_is_looked_at(self):
        found = self.follow("abdef", known="abcdef", page="abcdef")
        again = [link for link in found.links if link.again]
        assert [(link.url, link.plain) for link in again] == [("http://a.cn/tz/c.html", True)]


def key(name: str) -> str:
    return f"a.cn/tz/{name}.html"


def test_new_rows_show_first_on_the_first_page():
    listing = Listing(rows("1"))
    assert follow(listing).is_first
    assert not follow(listing, url=SECOND.url, column="a.cn/tz/", number=2).is_first
    # Rows that a script fetches come under an address of their own.
    assert follow(listing, url="http://a.cn/api", column="a.cn/tz/", number=1, key="p/1").is_first
    # Read once more in a run, it is no second one.
    assert not follow(listing, key=AGAIN, column="a.cn/tz/", number=1).is_first

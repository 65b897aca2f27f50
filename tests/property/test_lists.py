"""What holds for every list, and for every page that is taken for one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portalcrawl.extract.lists.listing import Listing
from portalcrawl.extract.lists.numbered import differ_in_number
from portalcrawl.extract.lists.pager_words import label_of, read_counts
from portalcrawl.extract.lists.read_list import read_list
from portalcrawl.extract.lists.row_date import is_date_piece, read_row_date
from portalcrawl.extract.lists.row_title import whole_title
from portalcrawl.page.document import Page
from tests.property.markup import markup, mutated_pages

URL = "http://a.cn/zw/index.html"
DAYS = st.dates(date(1995, 1, 1), date(2049, 12, 31))


def relaxed(examples: int) -> settings:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(deadline=None, max_examples=examples, suppress_health_check=slow)


def read(html: str | bytes) -> Listing:
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    return read_list(Page.of_bytes(body, url=URL))


def check(listing: Listing) -> None:
    for row in listing.rows:
        assert row.title
        assert row.url is None or row.url.isascii()
        assert row.date is None or date.fromisoformat(row.date[:10])
    paging = listing.paging
    assert (paging.next is None) == (paging.mechanism == "none")
    steps = [*([paging.next] if paging.next else []), *paging.more]
    urls = [step.url for step in steps]
    assert len(set(urls)) == len(urls)
    assert URL not in urls


@relaxed(200)
@given(markup)
def test_any_markup(html):
    check(read(html))


@relaxed(150)
@given(mutated_pages)
def test_any_damaged_page(body):
    check(read(body))


@relaxed(100)
@given(
    st.lists(
        st.text("县村镇会议召开部署工作春季", min_size=8, max_size=30), min_size=2, unique=True
    ),
    DAYS,
)
def test_rows_are_read_back_in_order(titles, day):
    rows = "".join(f"<li><a href={n}.html>{t}</a> {day}" for n, t in enumerate(titles))
    found = read(f"<ul><li><a href=/>首页</a></ul><ul>{rows}</ul>").rows
    assert [(row.title, row.date) for row in found] == [(t, day.isoformat()) for t in titles]


@relaxed(100)
@given(
    DAYS,
    st.sampled_from(
        [["{d}", "{y}-{m:02}"], ["{m:02}-{d:02}", "{y}"], ["{y}.{m:02}.{d:02}"], ["[{y}/{m}/{d}]"]]
    ),
)
def test_a_day_in_pieces_is_read_back(day, form):
    if day.year < 2000 and len(form) > 1:
        return
    texts = [part.format(y=day.year, m=day.month, d=day.day) for part in form]
    assert all(is_date_piece(text) for text in texts)
    assert read_row_date(texts) == day.isoformat()


@relaxed(300)
@given(st.text(max_size=60), st.text(max_size=120))
def test_any_text_can_be_asked(text, other):
    whole_title(text, other)
    read_row_date([text, other], href=other)
    label_of(text)
    read_counts(text + other)
    differ_in_number(text, other)


@pytest.mark.parametrize(("first", "second"), [(1, 2), (9, 10), (0, 1)])
@pytest.mark.parametrize("form", ["index_{}.html", "list{}.htm", "?id=7&page={}", "{}/"])
def test_neighbours_differ_in_their_number(form, first, second):
    base = "http://a.cn/zw/"
    found = differ_in_number(base + form.format(first), base + form.format(second))
    assert found == (first, second)

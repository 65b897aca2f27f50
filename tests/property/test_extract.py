"""What holds for every page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from bson import BSON
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from portalcrawl.dedup.digests import content_digest
from portalcrawl.extract.clean_html import CELL_ATTRIBUTES, KEPT, clean_html
from portalcrawl.extract.dates import find_compact_date, find_date, find_dates
from portalcrawl.extract.labels import FIELD_OF, read_labels
from portalcrawl.extract.reading import Answer, Reading, read_answer
from portalcrawl.extract.templates.reader import PageReader
from portalcrawl.extract.text import clean_article
from portalcrawl.page.decode import decode_page
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline
from portalcrawl.store.documents import document
from portalcrawl.urls.keys import canonical_url
from tests.property.markup import markup, mutated_pages

NOW = datetime(2026, 1, 2, tzinfo=UTC)
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": CELL_ATTRIBUTES, "th": CELL_ATTRIBUTES}


def relaxed(examples: int) -> settings:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(deadline=None, max_examples=examples, suppress_health_check=slow)


def read(body: bytes, content_type: str | None = "text/html", **changes) -> Reading:
    values = {"url": "http://a.cn/zw/1.html", "status": 200, "fetched_at": NOW}
    answer = Answer(body=body, content_type=content_type, **{**values, **changes})
    return read_answer(answer, reader=PageReader("a"))


def check(body: bytes, **changes) -> None:
    """The reading is the same each time, and all of it can be queued and stored."""
    reading = read(body, **changes)
    assert replace(reading, page=None) == replace(read(body, **changes), page=None)
    for link in reading.links:
        assert link.url.isascii()
        canonical_url(link.url)
    if reading.article is not None:
        article = clean_article(reading.article)
        assert content_digest(article) == content_digest(clean_article(article))
        BSON.encode(document(article))


@relaxed(250)
@given(
    st.binary(max_size=400),
    st.sampled_from([None, "text/html", "text/css", "text/plain", "text/html; charset=gb2312"]),
    st.sampled_from([200, 206, 302, 304, 404]),
    st.one_of(st.none(), st.text(max_size=9)),
)
def test_any_bytes_can_be_read(body, content_type, status, location):
    headers = (("location", location),) if location is not None else ()
    check(body, content_type=content_type, status=status, headers=headers)


@relaxed(250)
@given(markup, st.booleans(), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_markup_can_be_read(html, is_home, encoding):
    check(html.encode(encoding, "replace"), is_home=is_home)


@relaxed(200)
@given(mutated_pages)
def test_any_damaged_page_can_be_read(body):
    check(body)


@relaxed(300)
@given(markup)
def test_clean_html_holds_only_what_is_allowed(html):
    page = Page.of_bytes(html.encode("utf-8", "replace"), url="http://a.cn/zw/")
    cleaned = clean_html(page, page.tree.body or page.tree.root)
    tree = LexborHTMLParser(f"<body>{cleaned}")
    for node in tree.body.traverse():
        if node.tag in {"-text", "body"}:
            continue
        # The parser makes a <tbody> or <colgroup> of its own where there is none.
        assert node.tag in KEPT | {"a", "img", "br"}
        assert set(node.attributes) <= set(ATTRIBUTES.get(node.tag, ()))
        for name in ("href", "src"):
            address = node.attributes.get(name)
            assert address is None or address.startswith(("http://", "https://"))
    assert "<!--" not in cleaned


@relaxed(300)
@given(markup)
def test_lines_are_clean_and_links_stand_in_them(html):
    for line in Outline.of_html(html).lines:
        assert line.text == " ".join(line.text.split())
        assert line.text or line.media
        end = 0
        for link in line.links:
            assert line.text[link.start : link.end] == link.text
            assert link.start >= end
            end = link.end


DAYS = st.dates(date(1995, 1, 1), date(2099, 12, 31))
FORMS = [
    *("{y}-{m:02}-{d:02}", "{y}-{m}-{d}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日"),
    *("[{y}-{m:02}-{d:02}]", "{y} 年 {m} 月 {d} 日", "时间：{y}-{m}-{d}周五"),
    *("（{y}—{m:02}—{d:02}）", "/art/{y}/{m}/{d}/art_1.html"),
]
NUMERALS = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@relaxed(200)
@given(DAYS, st.sampled_from(FORMS), st.booleans())
def test_a_printed_day_is_read_back(day, form, wide):
    text = form.format(y=day.year, m=day.month, d=day.day)
    text = text.translate(WIDE) if wide else text
    found = find_date(text)
    assert (found.iso, found.precision) == (day.isoformat(), "day")
    assert found.raw in text


def numeral(number: int) -> str:
    tens, units = divmod(number, 10)
    ten = ("" if tens == 1 else NUMERALS[tens]) + "十" if tens else ""
    return ten + (NUMERALS[units] if units or not tens else "")


@relaxed(200)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_in_chinese_numerals_is_read_back(day):
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    text = f"{year}年{numeral(day.month)}月{numeral(day.day)}日"
    assert find_date(text).iso == day.isoformat()
    assert find_compact_date(f"/{day:%Y%m}/t{day:%Y%m%d}_1.html").iso == day.isoformat()


@relaxed(200)
@given(st.datetimes(datetime(1995, 1, 1), datetime(2099, 12, 31)), st.booleans())  # noqa: DTZ001
def test_a_printed_time_is_read_back(moment, seconds):
    text = f"{moment:%Y-%m-%d %H:%M:%S}" if seconds else f"{moment:%Y年%m月%d日 %H:%M}"
    spec = "seconds" if seconds else "minutes"
    assert find_date(text).iso == f"{moment.isoformat(timespec=spec)}+08:00"


@relaxed(300)
@given(st.text(alphabet="0123１٢ 二〇十廿卅元年月日时分-/.:：Ta", max_size=30))
def test_dates_never_raise_and_are_of_the_calendar(text):
    for found in find_dates(text, short_year=True):
        datetime.fromisoformat(found.iso)
        assert found.raw in text
    find_compact_date(text)


LABELS = sorted(label for label in FIELD_OF if label.isalnum() and len(label) > 1)
VALUES = ["甲局", "王小明", "2024-03-05 10:30", "12", "第一中学（东校区）", ""]


@relaxed(200)
@given(
    st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(VALUES)), min_size=1, max_size=6),
    st.sampled_from(["：", ":", "::", " ：", "： "]),
    st.sampled_from([" ", " | ", "  ", "，"]),
)
def test_values_belong_to_their_labels(pairs, colon, separator):
    line = separator.join(f"{label}{colon}{value}" for label, value in pairs)
    found = [(pair.label, pair.value) for pair in read_labels(line)]
    assert found == [(label, value or None) for label, value in pairs]


HANZI = st.text(alphabet="县里召开春季植树动员会要求抓紧备苗整地", min_size=1, max_size=40)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@relaxed(150)
@given(HANZI, st.sampled_from([None, "utf-8", "gb2312", "iso-8859-1", "x-unknown", "idna"]))
def test_hanzi_are_read_under_any_header(encoding, text, header):
    text = f"<p>{text}，{text}。"
    assert decode_page(text.encode(encoding), http_charset=header).text == text


@relaxed(200)
@given(st.binary(max_size=60), st.one_of(st.none(), st.text(max_size=12)))
def test_decoding_never_raises(body, charset):
    decoded = decode_page(body, http_charset=charset)
    assert decoded.damaged == decoded.text.count("\ufffd")

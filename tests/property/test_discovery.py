"""What holds for every site map, every robots.txt and every stream of pages."""

from __future__ import annotations

import gzip
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from portalcrawl.extract.feed_dates import feed_date
from portalcrawl.extract.sitemaps import read_sitemap, sitemap_links_of_robots
from portalcrawl.sites.identity import document_key, twin_key
from portalcrawl.urls.deny import reason_to_deny
from portalcrawl.urls.traps import Budgets, Limits

relaxed = settings(deadline=None, max_examples=200)

PIECES = [
    *(
        b"<urlset>",
        b"</urlset>",
        b"<url>",
        b"</url>",
        b"<loc>",
        b"</loc>",
        b"<lastmod>",
        b"/1.html",
    ),
    *(b"<rss>", b"<item>", b"</item>", b"<link>", b"</link>", b"<link href='/2'/>", b"2020-02-05"),
    *(b"<![CDATA[", b"]]>", b"&", b"&nbsp;", b"&#0;", b"&#xFFFF;", b"<!--", b"-->", b"<?xml ?>"),
    *(
        b"<!DOCTYPE x [",
        b"<!ENTITY a 'b'>",
        b"]>",
        b"&a;",
        b"\0",
        b"\xff\xfe",
        b"\xcd\xa8",
        b"<a:b>",
    ),
    *(b"http://a.cn/1", b"\n", b" ", b"<", b">", b"\xef\xbb\xbf", "通知".encode()),
]
bodies = st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(PIECES)).map(b"".join))
urls = st.builds(
    "http://{}.cn/{}{}".format,
    st.sampled_from("ab"),
    st.sampled_from(["", "x/", "1.html", "zw/dj/zw/1.html", "c.asp", "Item/7.aspx", "x/" * 20]),
    st.sampled_from(["", "?a=1", "?a=1&b=2&c=3", "?date=2020-1", "?from=x&t=12345678"]),
)
steps = st.lists(st.tuples(urls, st.integers(0, 3), st.booleans(), st.booleans()), max_size=80)


@relaxed
@given(bodies)
def test_a_site_map_gives_addresses_or_nothing(body):
    links = read_sitemap(body, url="http://a.cn/sitemap.xml")
    assert all(link.url.startswith(("http://", "https://")) for link in links)
    assert len({link.url for link in links}) == len(links)
    assert read_sitemap(gzip.compress(body), url="http://a.cn/sitemap.xml") == links or body[
        :2
    ] == bytes([0x1F, 0x8B])


@relaxed
@given(st.text(max_size=80))
def test_dates_and_robots_never_raise(text):
    found = feed_date(text)
    assert found is None or 1995 <= int(found[:4]) <= 2099
    assert all(url.lower().startswith("http") for url in sitemap_links_of_robots(text))


@relaxed
@given(steps, st.integers(0, 80))
def test_budgets_go_on_as_if_never_stopped(pages, stop):
    limits = Limits(max_taken=9, max_in_vain=4, max_streak=2, max_patterns=5)
    whole, first = Budgets(limits), Budgets(limits)
    for page in pages:
        visit(whole, *page)
    for page in pages[:stop]:
        visit(first, *page)
    later = Budgets.of_dict(json.loads(json.dumps(first.as_dict())), limits)
    for page in pages[stop:]:
        visit(later, *page)
    assert later.as_dict() == whole.as_dict()


@relaxed
@given(st.lists(urls, max_size=80))
def test_what_gives_something_new_is_never_cut(addresses):
    budgets = Budgets(Limits(max_in_vain=1, max_streak=1))
    for number, url in enumerate(addresses):
        assert budgets.take(url) is None
        budgets.note(url, content=str(number), gave_new=True)


@relaxed
@given(urls)
def test_keys_of_an_address_agree(url):
    assert document_key(f"{url}#x") == document_key(url)
    assert twin_key(f"{url}#x") == twin_key(url)
    assert reason_to_deny(url) == reason_to_deny(url.upper().replace("HTTP", "http"))


def visit(budgets: Budgets, url: str, content: int, gave_new: bool, leads_on: bool) -> None:
    if budgets.take(url) is None:
        budgets.note(url, content=str(content), gave_new=gave_new, leads_on=leads_on)

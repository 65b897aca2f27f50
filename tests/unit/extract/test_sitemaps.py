"""Site maps and feeds, as they come."""

from __future__ import annotations

import gzip
import time

import pytest

from portalcrawl.extract.feed_dates import feed_date
from portalcrawl.extract.sitemaps import SitemapLink, read_sitemap, sitemap_links_of_robots

URL = "http://a.cn/sitemap.xml"
MAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>http://a.cn/zwgk/1.html</loc><lastmod>2020-02-05T10:30:00+08:00</lastmod>
  <image:image><image:loc>http://a.cn/1.jpg</image:loc></image:image></url>
<url><loc> http://a.cn/lists.asp?lbm=%CD%A8&amp;page=2 </loc><changefreq>daily</changefreq></url>
<url><loc>http://a.cn/zwgk/1.html</loc></url>
<url><priority>0.5</priority></url>
</urlset>"""
MAP_LINKS = [
    SitemapLink("http://a.cn/zwgk/1.html", "page", "2020-02-05T10:30:00+08:00"),
    SitemapLink("http://a.cn/lists.asp?lbm=%CD%A8&page=2", "page"),
]
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>http://a.cn/sitemap-1.xml.gz</loc><lastmod>2020-02-05</lastmod></sitemap>
<sitemap><loc>sitemap-2.xml</loc></sitemap></sitemapindex>"""
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>溪口要闻</title><link>http://a.cn/</link><image><link>http://a.cn/</link></image>
<item><title>镇上召开<![CDATA[春季植树 & 防火]]>会</title><link>http://a.cn/1.html?a=1&amp;b=2</link>
<pubDate>Wed, 05 Feb 2020 10:30:00 GMT</pubDate><guid isPermaLink="false">77</guid></item>
<item><title>无链接</title><guid isPermaLink="false">http://a.cn/x</guid></item>
<item><title>只有编号</title><guid>http://a.cn/2.html</guid><pubDate>2020-2-6 9:05</pubDate></item>
</channel></rss>"""
RSS_LINKS = [
    SitemapLink(
        "http://a.cn/1.html?a=1&b=2",
        "entry",
        "2020-02-05T18:30:00+08:00",
        "镇上召开春季植树 & 防火会",
    ),
    SitemapLink("http://a.cn/2.html", "entry", "2020-02-06T09:05+08:00", "只有编号"),
]
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://a.cn/"><title>要闻</title></channel>
<item rdf:about="http://a.cn/1.html"><title>植树</title><link>http://a.cn/1.html</link>
<dc:date>2020-02-05</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://a.cn/atom.xml" rel="self"/>
<entry><title>植树</title><link rel="edit" href="/e"/><link href="/1.html"/>
<id>urn:1</id><updated>2020-02-06T00:00:00Z</updated><published>2020-02-05T00:00:00Z</published>
<source><title>别处</title><link href="http://b.cn/"/></source></entry>
<entry><title>防火</title><id>http://a.cn/2.html</id></entry></feed>"""


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (MAP, MAP_LINKS),
        (
            INDEX,
            [
                SitemapLink("http://a.cn/sitemap-1.xml.gz", "sitemap", "2020-02-05"),
                SitemapLink("http://a.cn/sitemap-2.xml", "sitemap"),
            ],
        ),
        (RSS, RSS_LINKS),
        (RDF, [SitemapLink("http://a.cn/1.html", "entry", "2020-02-05", "植树")]),
        (
            ATOM,
            [
                SitemapLink("http://a.cn/1.html", "entry", "2020-02-05T08:00:00+08:00", "植树"),
                SitemapLink("http://a.cn/2.html", "entry", None, "防火"),
            ],
        ),
        (
            "\ufeffhttp://a.cn/1.html\r\n\r\nhttps://a.cn/2.html \nnotes\nftp://a.cn/3\n",
            [
                SitemapLink("http://a.cn/1.html", "page"),
                SitemapLink("https://a.cn/2.html", "page"),
            ],
        ),
        (
            '<s:urlset xmlns:s="x"><s:url><s:loc>http://a.cn/1</s:loc><loc>/2</loc></s:url></s:urlset>',
            [SitemapLink("http://a.cn/1", "page")],
        ),
        (
            "<URLSET><Url><Loc>http://a.cn/1</Loc></Url></URLSET>",
            [SitemapLink("http://a.cn/1", "page")],
        ),
    ],
    ids=["map", "index", "rss", "rdf", "atom", "text", "prefix", "case"],
)
def test_forms(text, links):
    assert read_sitemap(text.encode(), url=URL) == links
    assert read_sitemap(gzip.compress(text.encode()), url=URL) == links
    assert read_sitemap(b"\r\n  " + text.encode(), url=URL) == links


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_an_encoding_that_is_not_the_declared_one(encoding):
    assert read_sitemap(RSS.encode(encoding), url=URL) == RSS_LINKS


def test_characters_of_a_query_are_those_of_the_file():
    text = (
        '<?xml version="1.0" encoding="gbk"?><urlset><url><loc>/l.asp?t=通知</loc></url></urlset>'
    )
    (link,) = read_sitemap(text.encode("gbk"), url=URL)
    assert link.url == "http://a.cn/l.asp?t=%CD%A8%D6%AA"


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("<loc>http://a.cn/?a=1&b=2</loc>", ["http://a.cn/?a=1&b=2"]),
        ("<loc><![CDATA[http://a.cn/?a=1&b=2]]></loc>", ["http://a.cn/?a=1&b=2"]),
        ("<x>&nbsp;&</x><loc><![CDATA[/?a=1&b=2]]></loc>", ["http://a.cn/?a=1&b=2"]),
        ("<loc>/\x0b1</loc>", ["http://a.cn/1"]),
        ("<loc>javascript:void(0)</loc>", []),
        ("<loc></loc><loc>/2</loc>", ["http://a.cn/2"]),
    ],
)
def test_what_people_write(text, urls):
    body = f"<urlset><url>{text}</url></urlset>"
    assert [link.url for link in read_sitemap(body.encode(), url=URL)] == urls


def test_one_that_was_cut_off_gives_what_is_there():
    body = MAP.encode()
    assert read_sitemap(body[: body.index(b"</urlset>") - 80], url=URL) == MAP_LINKS
    many = "<urlset>" + "".join(f"<url><loc>/{n * n}</loc></url>" for n in range(20_000))
    packed = gzip.compress(many.encode())
    assert len(read_sitemap(packed[: len(packed) // 2], url=URL)) > 5000
    assert read_sitemap(packed[:200] + b"\0" * 200, url=URL) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x1f\x8b",
        b"<",
        b"<!DOCTYPE html><html><body><a href='/1.html'>x</a><p>404",
        b"<html><url><loc",
        b"not found",
        b"\x00\x01\x02",
        b"{}",
    ],
)
def test_what_is_none_gives_nothing(body):
    assert read_sitemap(body, url=URL) == []


def test_entities_are_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    start = time.process_time()
    assert (
        read_sitemap(f"{bomb}<urlset><url><loc>/&b;</loc></url></urlset>".encode(), url=URL) == []
    )
    outside = '<!DOCTYPE x SYSTEM "http://b.cn/x.dtd"><urlset><url><loc>/1</loc></url></urlset>'
    assert len(read_sitemap(outside.encode(), url=URL)) == 1
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "body",
    [
        b"<urlset>" * 200_000,
        b"<urlset><url><loc>" + b"a" * 3_000_000,
        b"<urlset><url><loc>" + b"&" * 1_000_000,
        b"<![CDATA[" * 200_000,
        gzip.compress(b"<urlset>" + b" " * 60_000_000),
        b"http://a.cn/" * 200_000,
        b"<urlset>" + b"<url><loc>http://a.cn/%d</loc></url>" * 1000 + b"&",
    ],
    ids=["nested", "long", "bare", "cdata", "packed", "line", "same"],
)
def test_hostile_ones_cost_little(body):
    start = time.process_time()
    read_sitemap(body, url=URL)
    assert time.process_time() - start < 20


def test_no_more_than_the_protocol_allows():
    body = "<urlset>" + "".join(f"<url><loc>/{n}</loc></url>" for n in range(50_010)) + "</urlset>"
    assert len(read_sitemap(body.encode(), url=URL)) == 50_000


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2020-02-05T10:30:00+08:00", "2020-02-05T10:30:00+08:00"),
        ("2020-02-05T10:30+0800", "2020-02-05T10:30:00+08:00"),
        ("2020-02-05T20:30:00-05:00", "2020-02-06T09:30:00+08:00"),
        ("2020-02-05 10:30:00", "2020-02-05T10:30:00+08:00"),
        ("Wed, 5 Feb 2020 10:30:00 +0800", "2020-02-05T10:30:00+08:00"),
        ("2020/2/5", "2020-02-05"),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59-11:00", None),
        ("2020-13-45", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_dates(text, iso):
    assert feed_date(text) == iso


def test_robots():
    text = "User-agent: *\r\nDisallow: /admin/\r\nSitemap: http://a.cn/1.xml\r\n"
    text += " sitemap:http://a.cn/2.xml # x\nSitemap: http://a.cn/1.xml\nSitemap: /3.xml\n"
    text += "# Sitemap: http://a.cn/4.xml\nSitemap:\n"
    assert sitemap_links_of_robots(text) == ["http://a.cn/1.xml", "http://a.cn/2.xml"]
    assert sitemap_links_of_robots("") == []

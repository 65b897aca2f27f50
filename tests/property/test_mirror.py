"""What holds for every address and every text that calls itself a page."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from portalcrawl.mirror.css import rewrite_css
from portalcrawl.mirror.html import rewrite_html
from portalcrawl.mirror.paths import mirror_path, relative_link
from portalcrawl.page.css_urls import css_urls
from portalcrawl.page.meta_refresh import parse_refresh
from portalcrawl.page.srcset import srcset_urls
from portalcrawl.page.url_attributes import url_attributes
from portalcrawl.urls.absolute import absolute_url
from portalcrawl.urls.keys import canonical_url

MIMES = st.sampled_from(
    ["text/html", "text/css", "application/javascript", "image/png", "text/plain", "x/y", ""]
)

# Addresses of few pieces, so that near misses are frequent.
_PIECES = [
    *("a", "A", "b", "index", "Index", "con", "AUX", ".", "..", ".html", ".HTML", ".jsp", ".css"),
    *("~", "=", "_", "%2F", "%2f", "%3D", "%20", " ", "%25", "%", "%2A", "*", ":", "|", "+", "2f"),
    *("%E9%80%9A", "通", "%CD%A8", "%cd%a8", "é", "e\u0301", "ﬁ", "ß", "İ", "=e9", "~.html", "；"),
    *("x" * 150, "通" * 50, "a." * 60),
]
_SEGMENTS = st.lists(st.sampled_from(_PIECES), max_size=3).map("".join)
_HOSTS = st.sampled_from(
    [
        *("a.cn", "A.CN", "a.cn:8801", "a.cn:443", "www.a.cn", "a.cn.", "a.cn_443", "a.cn_https"),
        *("127.0.0.1", "[::1]", "nul.cn", "政务.cn", "h." * 90 + "cn"),
    ]
)


@st.composite
def urls(draw: st.DrawFn) -> str:
    path = "/".join(draw(st.lists(_SEGMENTS, max_size=4)))
    query = draw(st.sampled_from(["", "", "", "?", "?a=1", "?A=1", "?b=%CD", "?jsessionid=1"]))
    scheme = draw(st.sampled_from(["http", "https"]))
    url = absolute_url(f"{scheme}://{draw(_HOSTS)}/{path}{query}", base="http://a.cn/")
    return url or "http://a.cn/"


@given(url=urls(), mime=MIMES)
def test_a_path_is_safe_on_every_system(url, mime):
    path = mirror_path(url, mime=mime)
    assert path == mirror_path(canonical_url(url), mime=mime) or "jsessionid" in url
    assert len(path) <= 240
    host, *segments = path.split("/")
    assert segments
    assert not host.startswith("_")
    for segment in (host, *segments):
        assert 0 < len(segment.encode()) <= 200
        assert not re.search(r"[<>:\"\\|?*%\x00-\x1f\x7f]|^ |[ .]$", segment)
        assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d) *(\.|$)", segment)
        assert unicodedata.normalize("NFC", segment) == segment
    assert re.search(r"\.[a-z0-9]+$", segments[-1])


@given(found=st.lists(st.tuples(urls(), MIMES), min_size=2, max_size=30))
def test_no_two_addresses_share_a_file_and_no_file_is_a_folder(found):
    files: dict[str, str] = {}
    for url, mime in found:
        path = unicodedata.normalize("NFC", mirror_path(url, mime=mime).casefold())
        assert files.setdefault(path, canonical_url(url)) == canonical_url(url)
    folders = {path[: match.start()] for path in files for match in re.finditer("/", path)}
    assert not folders & set(files)


@given(urls(), urls())
def test_a_relative_link_leads_to_the_file(one, other):
    here, there = (mirror_path(url, mime="text/html") for url in (one, other))
    link = relative_link(here, there)
    url = absolute_url(link, base=f"http://m/{quote(here)}")
    assert link.isascii()
    assert url is not None
    assert unquote(url) == f"http://m/{there}"


# Markup of few pieces: quotes, tags and comments that start and never end.
_MARKUP = [
    *("<a ", "<A HREF=", "href=", "href = '", 'href="', " src=b ", "'", '"', ">", "/>", "<", "</"),
    *("/c/d.html", "b.jsp?x=1&amp;y=2", "#top", "../é 通.png", "http://b.cn/", "=", " ", "\n", "&"),
    *("<img src='b.png'>", "<img srcset='a 1x, b 2x' ", "<p style='background:url(b)'>", "text"),
    *("<!--", "-->", "--!>", "<!doctype html>", "<?x", "<![CDATA[", "]]>", "</a>", "</p x='"),
    *(
        "<script>",
        "</script>",
        "<script src=b>",
        "<textarea>",
        "</textarea>",
        "<title>",
        "</title>",
    ),
    *(
        "<xmp>",
        "</xmp>",
        "<iframe src=c>",
        "</iframe>",
        "<head>",
        "<html>",
        "<body>",
        "<td>",
        "<b>",
    ),
]
_MORE_MARKUP = [
    *("<base href=/y/>", "<base href='data:'>", "<link rel=stylesheet href=b>", "<svg>", "</svg>"),
    *(
        "<link rel=prefetch href=b>",
        "<meta charset=gbk>",
        "<style>@import 'b'; p{x:url(",
        "</style>",
    ),
    *("<meta http-equiv=refresh content='0;url=b'>", "<iframe srcdoc='<a href=b>'>", "<plaintext>"),
    *("<meta http-equiv=content-security-policy>", " integrity=x", " nonce", "<img src=file:///x>"),
    *("<a ping='/x' href=b>", "<noscript>", "</noscript>", "\\", "url(", ")", "/*", "\0", "<math>"),
]
soups = st.lists(st.sampled_from(_MARKUP), max_size=25).map("".join)
wild_soups = st.one_of(
    st.lists(st.sampled_from(_MARKUP + _MORE_MARKUP), max_size=25).map("".join), st.text()
)
PAGE = "http://a.cn/x/p.html"


@settings(max_examples=300)
@given(html=wild_soups, encoding=st.sampled_from(["utf-8", "gb18030", "big5"]))
def test_a_mirrored_page_is_whole_and_rewriting_it_again_changes_nothing(html, encoding):
    here = mirror_path(PAGE, mime="text/html")
    targets, seen = [], []

    def to_mirror(url, *, use):
        targets.append(mirror_path(url, mime="text/html"))
        return relative_link(here, targets[-1])

    def to_itself(url, *, use):
        assert url.startswith("http://m/")
        seen.append(unquote(url.removeprefix("http://m/")))
        return relative_link(here, seen[-1])

    once = rewrite_html(html, page_url=PAGE, encoding=encoding, replace=to_mirror, head="<i>")
    again = rewrite_html(
        once, page_url=f"http://m/{quote(here)}", encoding="utf-8", replace=to_itself
    )
    assert again == once
    assert seen == targets
    assert once.count("<i>") == html.count("<i>") + 1


@given(soups)
def test_nothing_changes_where_nothing_is_known(html):
    def unknown(url, *, use):
        return None

    rewritten = rewrite_html(html, page_url=PAGE, encoding="utf-8", replace=unknown)
    assert rewritten.replace('<meta charset="utf-8">', "", 1) == html


@settings(max_examples=300)
@given(soups)
def test_tags_are_where_a_browser_sees_them(html):
    def replace(url, *, use):
        return "NEW"

    rewritten = rewrite_html(html, page_url=PAGE, encoding="utf-8", replace=replace)
    before, after = _links(html), _links(rewritten)
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        assert new.startswith("NEW") or new == old
        assert new.startswith("NEW") or absolute_url(old, base=PAGE) is None or old[:1] in {"", "#"}
    # Space before the head is no text, after it it is.
    assert _text(html).split() == _text(rewritten).split()


def _links(html: str) -> list[str]:
    root = LexborHTMLParser(html).root
    assert root is not None
    return [
        (value or "").strip()
        for node in root.traverse()
        for name, value in node.attributes.items()
        if name in url_attributes(node.tag or "") and name in {"href", "src"}
    ]


def _text(html: str) -> str:
    root = LexborHTMLParser(html).root
    assert root is not None
    return root.text()


_CSS_PIECES = st.sampled_from(
    [*"abul()'\"\\/*@;{} \n\r\f-#:,", "url(", "@import", "@namespace", "image-set(", "\\75", "é"]
)


@given(st.lists(_CSS_PIECES).map("".join))
def test_css_spans_are_in_order(css):
    found = css_urls(css)
    ends = [0, *(offset for url in found for offset in (url.start, url.end)), len(css)]
    assert ends == sorted(ends)


@given(st.lists(_CSS_PIECES).map("".join))
def test_css_rewritten_again_is_the_same(css):
    def to_mirror(url, *, use):
        return relative_link("m/a.css", mirror_path(url, mime="text/css"))

    def to_itself(url, *, use):
        return relative_link("m/a.css", unquote(url.removeprefix("http://m/")))

    once = rewrite_css(css, base_url="http://a.cn/", encoding="utf-8", replace=to_mirror)
    again = rewrite_css(once, base_url="http://m/m/a.css", encoding="utf-8", replace=to_itself)
    assert again == once
    assert len(css_urls(once)) == len(css_urls(css))


@given(st.text(alphabet="ab ,()12.-ewxh\n"))
def test_srcset_spans_are_what_they_say(srcset):
    for span in srcset_urls(srcset):
        assert srcset[span.start : span.end] == span.url
        assert span.url.strip(" ,\n") == span.url != ""


@given(st.text(alphabet="0159.;, url='\"\n"))
def test_refresh_never_fails(content):
    parsed = parse_refresh(content)
    assert parsed is None or parsed[0] >= 0

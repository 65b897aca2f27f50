"""URLs among the tokens of CSS Syntax 3."""

from __future__ import annotations

import time

import pytest

from portalcrawl.page.css_urls import css_urls

EMBEDDED = [
    ("p{background:url(i/bg.gif)}", ["i/bg.gif"]),
    ("p{background:url( 'i/bg.gif' ) no-repeat}", ["i/bg.gif"]),
    ('p{background:url("i/b g.gif"/**/)}', ["i/b g.gif"]),
    ("p{background:URL(a.gif),uRl(b.gif)}", ["a.gif", "b.gif"]),
    ("p{background:url()}", [""]),
    ("p{background:url(a.gif", ["a.gif"]),
    ("@font-face{src:url(f.eot?#iefix) format('embedded-opentype'),url(f.ttf)}", None),
    ("p{cursor:url(c.cur),auto;behavior:url(pie.htc)}", ["c.cur", "pie.htc"]),
    ("@media print{p{background:url(a.gif)}}", ["a.gif"]),
    (":root{--bg:url(a.gif)}", ["a.gif"]),
    ("p{background:url(图片/背景.gif)}", ["图片/背景.gif"]),
    ("p{background:url(#mark)}", ["#mark"]),
    ("p{background:url(data:image/gif;base64,R0lGOD=)}", ["data:image/gif;base64,R0lGOD="]),
    # Escapes: a name, a character, a line break.
    (r"p{background:\75 rl(a.gif)}", ["a.gif"]),
    (r"p{background:u\52\6C(a.gif)}", ["a.gif"]),
    (r"p{background:\u\r\l(a.gif)}", ["a.gif"]),
    (r"p{background:url(a\ \28 b\).gif)}", ["a (b).gif"]),
    ("p{background:url('a\\\nb.gif')}", ["ab.gif"]),
    (r"p{background:url(\0 \d800 \110000 a)}", ["\ufffd\ufffd\ufffda"]),
    # image-set takes strings.
    ("p{background:image-set('a.png' 1x, url(b.png) 2x)}", ["a.png", "b.png"]),
    ("p{background:-webkit-image-set('a.png' type('image/png') 1x)}", ["a.png"]),
    ("p{background:IMAGE-SET('a.png' 1x);content:'b.png'}", ["a.png"]),
    ("p{background:image-set(url('a' b) 1x, 'c.png' 2x);content:'d'}", ["c.png"]),
]
NOTHING = [
    "/* url(a.gif) @import 'a.css' */",
    "/* url(a.gif)",
    "p{content:'url(a.gif)'}",
    'p{content:"\\"url(a.gif)"}',
    "p[title='url(a.gif)']{}",
    "p{background:url(a b.gif)}",
    "p{background:url(a'b.gif)}",
    "p{background:url(a\x01.gif)}",
    "p{background:url('a' url(b.gif)",
    "p{width:curl(a.gif);height:my-url(b.gif);x:#url(c.gif);y:3url(d.gif);z:图url(e.gif)}",
    r"p{x:\;url(a.gif)}",
    "p{background:url (a.gif)}",
    "@namespace svg url(http://www.w3.org/2000/svg);",
    "@namespace 'http://www.w3.org/1999/xhtml';",
    "@charset 'gb2312';",
    "p{filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src='a.png')}",
    "p{background:url('a.gif",
]


@pytest.mark.parametrize(("css", "urls"), EMBEDDED)
def test_urls_in_declarations(css, urls):
    found = css_urls(css)
    assert [url.url for url in found] == (urls or ["f.eot?#iefix", "f.ttf"])
    assert {url.use for url in found} == {"embed"}


@pytest.mark.parametrize("css", NOTHING)
def test_what_only_looks_like_a_url(css):
    assert [url.url for url in css_urls(css) if url.url != "b.gif"] == []


@pytest.mark.parametrize(
    "css",
    [
        "@import 'a.css';",
        '@IMPORT "a.css" screen;',
        "@import url(a.css);",
        "@import/**/ url( 'a.css' ) layer(x);",
        r"@\69mport 'a.css';",
    ],
)
def test_imports_are_style_sheets(css):
    assert [(url.url, url.use) for url in css_urls(css)] == [("a.css", "style")]


@pytest.mark.parametrize("css", ["@import a url(b.gif);", "@import{x:url(b.gif)}", "@import;x"])
def test_an_import_of_nothing_hides_nothing(css):
    assert [url.use for url in css_urls(css)] == ["embed"] * css.count("url")


def test_scanning_goes_on_after_what_is_broken():
    css = "a{x:url(b c)} d{x:'e\n f:url(g)} h{x:url(i)} @namespace 'url(j)'; k{x:url(l)}"
    assert [url.url for url in css_urls(css)] == ["g", "i", "l"]


def test_span_is_the_text_of_the_url_alone():
    css = r"@import  'a.css'; p{background:url(  b\ c.gif  )}"
    assert [css[url.start : url.end] for url in css_urls(css)] == ["a.css", r"b\ c.gif"]


@pytest.mark.parametrize(
    "piece",
    [
        *("url(", "url( ", "url('", "url(\\", "url('a' b", "u(", "image-set(", "-("),
        *("@import ", "@import/*", "@namespace ", "/*", "'\n(", "\\(", "\\75 ("),
    ],
)
def test_time_is_linear(piece):
    start = time.process_time()
    css_urls(piece * (400_000 // len(piece)))
    assert time.process_time() - start < 2

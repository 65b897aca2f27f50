"""Style sheets keep every character but their URLs."""

from __future__ import annotations

import pytest

from portalcrawl.mirror.css import rewrite_css


def rewrite(css, *, known=None, base_url="http://a.cn/css/s.css"):
    known = known or {}

    def replace(url, *, use):
        return known.get(url)

    return rewrite_css(css, base_url=base_url, encoding="gb18030", replace=replace)


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p { background : url( ../i/a.gif ) ; }", "p { background : url( A ) ; }"),
        ("p{background:url('../i/a.gif#x')}", "p{background:url('A#x')}"),
        ('@import "/css/b.css" screen;', '@import "B" screen;'),
        ("@import url(b.css);", "@import url(B);"),
        (r"p{background:url(..\/i\/a\.gif)}", "p{background:url(A)}"),
        ("p{background:url(/css/?q=图)}", "p{background:url(Q)}"),
        ("/* url(b.css) */ p{content:'b.css'}", "/* url(b.css) */ p{content:'b.css'}"),
        ("p{background:url(unknown.gif)}", "p{background:url(unknown.gif)}"),
        ("p{background:url(#x)} q{background:url()}", "p{background:url(#x)} q{background:url()}"),
        ("p{background:url(data:,x)}", "p{background:url(data:,x)}"),
        ("p{background:url('file:///C:/a.gif')}", "p{background:url('')}"),
    ],
)
def test_urls(css, expected):
    known = {
        "http://a.cn/i/a.gif": "A",
        "http://a.cn/css/b.css": "B",
        "http://a.cn/css/?q=%CD%BC": "Q",
    }
    assert rewrite(css, known=known) == expected


def test_uses():
    uses = []

    def replace(url, *, use):
        uses.append((url.rpartition("/")[2], use))

    css = "@import 'a.css'; @import url(b.css); @font-face{src:url(c.ttf)}"
    rewrite_css(css, base_url="http://a.cn/", encoding="utf-8", replace=replace)
    assert uses == [("a.css", "style"), ("b.css", "style"), ("c.ttf", "embed")]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ('@charset "gb2312";p{}', '@charset "utf-8";p{}'),
        ('@charset "UTF-8";p{}', '@charset "UTF-8";p{}'),
        ('\ufeff@charset "gbk";', '\ufeff@charset "utf-8";'),
        (' @charset "gbk";', ' @charset "gbk";'),
        ("@charset 'gbk';", "@charset 'gbk';"),
    ],
)
def test_charset_is_that_of_the_mirror(css, expected):
    assert rewrite(css) == expected


@pytest.mark.parametrize("css", ["p{x:url(a)}", "p{x:url('a')}", 'p{x:url("a")}', "@import 'a';"])
@pytest.mark.parametrize(
    "new", ["a b", "a'b", 'a"b', "a(b)", "a\\b", "a</style>", "a\nb", "a\x7fb"]
)
def test_what_is_written_is_read_as_written(css, new):
    rewritten = rewrite(css, known={"http://a.cn/css/a": new})
    assert "</style" not in rewritten
    seen = []

    def replace(url, *, use):
        seen.append(url)

    rewrite_css(rewritten, base_url="http://a.cn/", encoding="utf-8", replace=replace)
    assert len(seen) == 1
    assert rewrite(rewritten) == rewritten

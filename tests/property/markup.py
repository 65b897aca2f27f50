"""Markup as it comes from editors, templates and accidents."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.unit.extract.pages import ROWS, article_html

TAGS = [
    *(
        "a",
        "p",
        "div",
        "span",
        "b",
        "font",
        "table",
        "tr",
        "td",
        "th",
        "ul",
        "li",
        "h1",
        "h2",
        "br",
    ),
    *("img", "iframe", "script", "style", "svg", "math", "template", "select", "option", "form"),
    *(
        "textarea",
        "title",
        "base",
        "meta",
        "link",
        "frameset",
        "frame",
        "noscript",
        "xmp",
        "object",
    ),
    *("plaintext", "pre", "center", "blockquote", "o:p", "embed", "button", "input", "area", "sub"),
]
VALUES = [
    *("1.html", "/zw/", "http://b.cn/x", "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x"),
    *("vbscript:x", " java\nscript:x", "http://[", "#", "", "1.doc", "a.png 1x, b.png 2x", "99"),
    *(
        "display:none",
        "background:url(x.png)",
        '"><script>x</script>',
        "' onload='x",
        "0;url=x.html",
    ),
    *("refresh", "PubDate", "2024-03-05", "<img src=x>", "<iframe srcdoc=x>", "&#0;&#x110000;&lt;"),
]
NAMES = [
    *("href", "src", "style", "onclick", "onerror", "title", "class", "id", "srcdoc", "srcset"),
    *("content", "name", "http-equiv", "colspan", "rowspan", "alt", "data-src", "orisrc", "action"),
]
TEXTS = [
    *(
        "县里召开动员会",
        "来源：县局",
        "作者::",
        "阅读：9",
        "99999999999999999999",
        "时间：2024-3-5",
        " ",
    ),
    *(
        "二〇二四年三月十十日",
        "２０２４年３月５日",
        "上一篇：",
        "下一篇：没有了",
        "当前位置：首页 > ",
        "\n",
    ),
    *(
        "版权所有：县政府",
        "邮编：743300",
        "【打印】",
        "返回顶部",
        "相关链接",
        "共9页",
        "下一页",
        "2024-03-05",
    ),
    *(
        "\0",
        "\x0b",
        "\u200b",
        "&nbsp;",
        "&lt;",
        "&",
        "<",
        ">",
        "<!--",
        "-->",
        "]]>",
        "<?xml",
        "<!DOCTYPE",
    ),
    *("\U0001f600", "é", "١٢", "²", "…", "正文第一段，说的是植树造林的事情，比较长一些。" * 3),
]

attributes = st.builds(
    " {}={}{}{}".format,
    st.sampled_from(NAMES),
    st.sampled_from(["'", '"', ""]),
    st.sampled_from(VALUES),
    st.sampled_from(["'", '"', ""]),
)
start_tags = st.builds(
    "<{}{}>".format, st.sampled_from(TAGS), st.lists(attributes, max_size=3).map("".join)
)
end_tags = st.sampled_from(TAGS).map("</{}>".format)
markup = st.lists(
    st.one_of(start_tags, end_tags, st.sampled_from(TEXTS), st.text(max_size=5)), max_size=40
).map("".join)

_PAGES = [
    article_html().encode(),
    article_html().encode("gb18030"),
    f"<ul>{ROWS}</ul><a href=l2.html>下一页</a>".encode(),
]


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    """A good page with pieces of it cut out, doubled, moved or overwritten."""
    page = draw(st.sampled_from(_PAGES))
    for _ in range(draw(st.integers(1, 5))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(page))] * 2)))
        middle = page[start:end]
        filling = draw(
            st.one_of(
                st.just(b""),
                st.just(middle * 2),
                st.just(middle[::-1]),
                st.binary(max_size=8),
                markup.map(lambda html: html.encode("utf-8", "replace")),
            )
        )
        page = page[:start] + filling + page[end:]
    return page


mutated_pages = _mutated()

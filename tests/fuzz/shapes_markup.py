"""Shapes in the markup: depth, numbers of elements, attributes, comments, style sheets."""

from __future__ import annotations

from tests.fuzz.shape import ARTICLE, HEAD, INFO, TEXT, Run, Shape, in_body, in_line

_DEEP = Run("<div>", 0.5)

DEPTH = (
    in_body("deep_blocks", "the parser; the walk", Run("<div>"), "x"),
    in_body("deep_inline", "the walk", Run("<span>"), "x"),
    in_body("deep_tables", "the walk", Run("<table><tr><td>"), "x"),
    in_body("deep_lists", "clean_html", Run("<ul><li>"), "x"),
    in_body("deep_paragraphs", "the parser: a p looks for an open one", _DEEP, Run("<p>x", 0.5)),
    in_body("deep_items", "the parser: a li looks for an open one", _DEEP, Run("<li>x", 0.5)),
    in_body("end_tags_of_nothing", "the parser", Run("<span>", 0.5), Run("</x>", 0.5)),
    in_body("formatting", "the parser", "<p>", Run("<b id={n}>", 0.02), Run("<p>x", 0.2)),
    in_body("adoption", "the parser", Run("<b><p></b>x")),
    in_body("foster", "the parser", "<table>", Run("x<b>")),
    in_body(
        "links_in_objects", "links._anchor: the text of nested links", Run("<a href={n}><object>")
    ),
    in_body("links_in_links", "outline", Run("<a href={n}><div>x")),
    in_body(
        "deep_paths", "breadcrumb._is_path: ancestors", _DEEP, Run("<p><a href=/>首页</a> x", 0.5)
    ),
    in_body(
        "nested_containers",
        "parts._family_bodies",
        Run("<div class=trs_editor>", 0.4),
        Run("<p>甲乙", 0.2),
        Run("</div>", 0.1),
        "<p>",
        Run("今天开会。", 0.3),
    ),
    in_body("emptied", "clean_html._EMPTY: from the inside out", Run("<b><i><u>" * 60 + "<p>")),
)
ELEMENTS = (
    in_line("tiny_inline", "walk.walk: one line grows", Run("x<b>y</b>")),
    in_line("tiny_inline_wide", "walk.walk: one line grows", Run("县<b>里</b>")),
    in_line("tiny_inline_blanks", "outline: one line grows", Run("<b>x</b> ")),
    in_body("tiny_lines", "outline", Run("<br>x")),
    in_body("tiny_blocks", "outline", Run("<p>x")),
    in_body("tiny_cells", "clean_html", "<table>", Run("<td>x")),
    in_body("tiny_links", "links", Run("<a href={n}>x</a>")),
    in_body("link_lines", "outline", Run("<p><a href={n}>县里召开动员会议</a>")),
    in_line("empty_links", "kind._is_date_beside_links", Run("<a href=1></a>"), "2024-3-5 xxxx"),
    in_line("empty_links_below", "neighbours", "上一篇：", Run("<a href=1></a>"), "下一篇：" * 90),
    in_line("images", "article", Run("<img src={n}.png>")),
    in_line("image_sizes", "weights.is_icon", Run("<img src=1 width=99px>")),
    in_line("image_size", "weights.is_icon: int", "<img src=1.png width=", Run("9"), ">"),
    in_line("image_size_superscript", "weights.is_icon: int", Run("<img src=1.png width=²>")),
    in_line("cell_spans", "clean_html", "<table><td colspan=", Run("9"), ">x</table>"),
    in_line("frames", "links._urls", Run("<iframe srcdoc='<img src={n}>'></iframe>")),
    in_line("frame", "links._urls", "<iframe srcdoc='", Run("<img src={n}>"), "'></iframe>"),
    Shape(
        "lead_picture",
        "lead._UPLOAD",
        (HEAD, INFO, "<p><img src='/", Run("1"), "'></p>", TEXT, "<p>今天上午，全县开会。" * 20),
    ),
    in_line("script_strings", "attachments._STRING", "<script>.pdf", Run("'aaaaa"), "</script>"),
    in_line("sudy_title", "attachments._SUDY_TITLE", '<p sudyfile-attr="', Run("'title':'"), '">'),
    in_line("table_cells", "clean_html._ONLY_CELL", Run("<table><tr><td>x</table>")),
    in_line("comments", "outline, clean_html._BLANK_IN_BLOCK", "x", Run(" <!---->"), "y"),
    in_body("comment_marks", "markers.marked_lines", Run("<!--enpcontent--><!--/enpcontent-->")),
    in_body(
        "comment_properties",
        "markers._PROPERTY",
        "<!--enpcontent--><!--enpproperty <date>",
        Run(" "),
        "x-->",
    ),
    in_body(
        "comment_properties_open",
        "markers._PROPERTY",
        "<!--enpcontent--><!--enpproperty ",
        Run("<date>1"),
        "-->",
    ),
    in_line("entities", "the parser", Run("&amp;&#x4e00;&nbsp;&notit;&")),
    in_line("entity_numbers", "the parser", "&#", Run("9"), ";&#xd800;&#x110000;&#0;"),
    in_line("nuls", "outline.parse", Run("\0x\u200b")),
    in_body("hidden", "walk._HIDDEN", Run("<i style='display :none'>x</i>")),
    in_body("unclosed", "the parser", Run("<p><a href=1 <b")),
)
ATTRIBUTES = (
    in_line("attributes", "the parser: names are distinct", "<p ", Run("a{n} "), ">x"),
    in_line("attribute", "every value", "<p title='", Run("县"), "'>x"),
    in_line("quotes", "the parser", "<p ", Run("\"'="), ">x"),
    in_line("hidden_style", "walk._HIDDEN", "<p style='", Run("display  "), "'>x"),
    in_line("hidden_blanks", "walk._HIDDEN", "<p style='display", Run(" "), "'>x"),
    in_line("classes", "weights.UNLIKELY", "<div class='", Run("foot1 "), "'>今天开会。"),
    Shape(
        "class_trs",
        "container.NAMED",
        (
            HEAD,
            "<div><div class='",
            Run("trs_editor"),
            ".'><div>今天上午，开会。<p>县里开会。</div></div><div>今天开会。</div></div>",
        ),
    ),
    Shape(
        "class_dashes",
        "container.NAMED",
        (
            HEAD,
            "<div><div class='",
            Run("vsb_content-"),
            ".'><div>今天上午，开会。<p>县里开会。</div></div><div>今天开会。</div></div>",
        ),
    ),
    Shape(
        "class_of_paths",
        "breadcrumb._PATH_NAME",
        (HEAD, "<div class='", Run("pat ", 0.5), "'>", Run("<a href=/>首页</a> x<br>", 0.5), TEXT),
    ),
    in_line("file_names", "assets._FILE", "<a href='", Run(".doc"), "'>x</a>"),
    in_line("downloads", "assets._DOWNLOAD", "<a href='", Run("/download"), "'>x</a>"),
    in_line("hrefs", "urls.absolute_url", "<a href='?", Run("县"), "'>x</a>"),
    in_line("href_dots", "urls.absolute_url", "<a href='", Run("a/../"), "'>x</a>"),
    Shape(
        "base",
        "urls.absolute_url: every link holds the base",
        (
            "<base href='http://a.cn/",
            Run("a", 0.5),
            "/'>",
            ARTICLE,
            Run("<a href={n}>x</a>", 0.5),
        ),
    ),
    Shape(
        "base_query",
        "urls.absolute_url: the base is parsed for each link",
        (
            "<base href='http://a.cn/?",
            Run("a", 0.5),
            "'>",
            ARTICLE,
            Run("<a href={n}>x</a>", 0.5),
        ),
    ),
    in_line("options", "url_attributes", "<select>", Run("<option value='javascript:'>x")),
    in_line("value", "url_attributes._LOOKS_LIKE_URL", "<img src=1 data-src='", Run("."), "'>"),
    in_line("value_htm", "url_attributes._LOOKS_LIKE_URL", "<img data-src='", Run(".htm"), "'>"),
    in_line("srcset", "srcset", "<img srcset='", Run("a.png 1x,"), "'>"),
    in_line("srcset_commas", "srcset._URL", "<img srcset='", Run(","), "'>"),
    in_line("srcset_brackets", "srcset._DESCRIPTORS", "<img srcset='a ", Run("("), "'>"),
    in_line("srcset_zeros", "srcset._WIDTH_OR_HEIGHT", "<img srcset='a ", Run("0"), "'>"),
    in_line("srcset_digits", "srcset._DENSITY", "<img srcset='a ", Run("1"), "e'>"),
    Shape(
        "refresh_blanks",
        "meta_refresh",
        ("<meta http-equiv=refresh content='0", Run(" "), "x'>", ARTICLE),
    ),
    Shape(
        "refresh_digits",
        "meta_refresh",
        ("<meta http-equiv=refresh content='", Run("9."), "'>", ARTICLE),
    ),
    Shape("refreshes", "links", (Run("<meta http-equiv=refresh content=0;url=1>"), ARTICLE)),
)
HEADS = (
    Shape("meta_blanks", "decode._META_CHARSET", ("<meta charset=", Run(" "), "!", INFO)),
    Shape(
        "meta_starts",
        "decode._META_CHARSET",
        ("<meta" * 40, "charset=", " " * 1900, "'", " " * 1900, "!", Run("甲"), INFO),
    ),
    Shape("meta_charsets", "decode._META_CHARSET", (Run("<meta charset "), INFO)),
    Shape("xml_starts", "decode._META_CHARSET", (Run("<?xml encoding="), INFO)),
    Shape("prologue", "media_type._HTML_START", (Run("<!--> -->"), INFO)),
    Shape("prologue_blanks", "media_type._HTML_START", (Run(" \n"), "<x", INFO)),
    Shape("wrong_hanzi", "decode._hanzi_read_as_utf8", (Run("通知"), TEXT), "gb2312"),
    Shape("metas", "document.metas", (Run("<meta name=a content=b>"), ARTICLE)),
)
_CSS = {
    "css_quotes": '"',
    "css_quotes_open": "a{b:'x\n'}",
    "css_urls": "url(x)",
    "css_urls_open": "url(",
    "css_urls_quoted": 'url("',
    "css_urls_gap": 'url("a"/**/',
    "css_escapes": "\\75 rl(",
    "css_escape": "\\",
    "css_at": "@import ",
    "css_at_gap": "@import/*",
    "css_namespace": "@namespace a'",
    "css_names": "u\\75u",
    "css_comments": "/*",
    "css_stars": "/**",
    "css_image_sets": "image-set(",
    "css_set_quotes": "image-set('a' (",
    "css_blanks": "url(  ",
}
STYLES = tuple(
    Shape(name, "css_urls", ("<style>", Run(unit), "x</style>", ARTICLE, "</div>"))
    for name, unit in _CSS.items()
)
MARKUP_SHAPES = (*DEPTH, *ELEMENTS, *ATTRIBUTES, *HEADS, *STYLES)

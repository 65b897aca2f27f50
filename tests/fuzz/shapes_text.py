"""Shapes in the text of a page, for the patterns of ``portalcrawl/extract/``."""

from __future__ import annotations

from tests.fuzz.shape import ARTICLE, FOOT, HEAD, INFO, TEXT, Run, Shape, at_foot, in_body, in_line

# Each pattern with a bound on its line is asked again and again at that bound.
_PAGER = "<p><a href=1>1</a>" + "2" * 57 + "x"
_CONTROLS = "<p>" + "打印大小分享收藏返回" * 5 + "打印x"
_SEPARATORS = "<p>" + "】[|：·-/ " * 7 + "x"

LABELS = (
    in_line("labels", "labels.read_labels", Run("来源:")),
    in_body("label_lines", "infoline", Run("<p>来源: 作者:: 阅读: 时间:2020-2-5")),
    in_body("label_cells", "infoline._value_beside", Run("<td>来源：<td>县局")),
    in_body("label_long_lines", "labels.read_labels", Run(f"<p>{'来源:作者：' * 29}")),
    in_body("label_colons", "labels._END", Run(f"<p>来源{' :' * 140}")),
    in_body("label_blanks", "labels._label_before", Run(f"<p>{'来 ' * 140}:")),
    in_body("label_buttons", "labels._VALUE_END", Run(f"<p>来源：{'（打印' * 90}")),
    in_body("govinfo_cells", "govinfo", Run("<td>索引号：<td>1<td>发文机关：<td>")),
    Shape("govinfo_only", "govinfo._pairs", (HEAD, Run("<h2><a href=1>索引号</a>："), FOOT)),
    in_body("govinfo_colons", "govinfo._up_to_next_label", Run(f"<p>索引号：{'甲乙:' * 90}")),
    Shape("govinfo_blanks", "govinfo._COLON", (HEAD, "<p>索引号：<p>", Run("　"), "x", INFO, TEXT)),
    Shape(
        "govinfo_deep",
        "govinfo._are_near",
        (HEAD, Run("<div>", 0.5), INFO, Run("<p>索引号：", 0.5), TEXT),
    ),
    in_line("views", "article._VIEWS", "阅读：", Run("1,")),
)
DATES = (
    in_line("dates", "dates.find_dates", "时间：", Run("2024-3-5 ")),
    in_body("date_lines", "infoline.bare_date", Run("<p>2024-13-45 10:99")),
    in_body("date_rows", "kind.is_dated_row", Run("<li><a href={n}>县里召开动员会议</a>2024-3-5")),
    in_body("date_almost", "kind._DATE_ALONE", Run(f"<p><a href=1>x</a>{'20/1/' * 39}")),
    in_line("date_english", "dates._ENGLISH", "时间：", Run("jan")),
    in_line("date_chinese", "dates._CHINESE", "时间：", Run("二〇二〇年十")),
    in_line("digits", "every number", Run("9")),
    in_line("digits_wide", "every number", Run("９²٣")),
    Shape("date_meta", "dates", ("<meta name=pubdate content='", Run("2024年1"), "'>", ARTICLE)),
    Shape(
        "date_script",
        "published._SCRIPT_DATE",
        ("<script>pubdate", Run(" "), "</script>", HEAD, TEXT),
    ),
    Shape(
        "date_scripts",
        "published._SCRIPT_DATE",
        ("<script>", Run('pubdate="2024'), "</script>", HEAD, TEXT),
    ),
)
PHRASES = (
    in_body("pager_digits", "body._PAGER", Run(_PAGER)),
    in_body("pager_words", "body._PAGER", Run(f"<p><a href=1>上</a>{'页上一页首页' * 9}x")),
    in_body("controls", "phrases.CONTROLS", Run(_CONTROLS)),
    in_body("control_separators", "phrases.CONTROLS", Run(_SEPARATORS)),
    in_line("brackets", "phrases.AFTER_BODY, PREVIOUS", Run("【")),
    in_body("bracket_lines", "phrases.PREVIOUS, _INNER", Run(f"<p>{'【' * 490}篇")),
    in_body("neighbours", "neighbours._labelled", Run(f"<p>上一篇：{'下一篇:' * 120}")),
    in_body("neighbour_ends", "phrases.NO_NEIGHBOUR", Run(f"<p>上一篇：没有{'了' * 480}x")),
    in_line("commas", "phrases.SENTENCE", Run("，")),
    in_line("breadcrumbs", "breadcrumb", "您当前的位置：", Run("首页 > ")),
    in_body("breadcrumb_lines", "breadcrumb._crumbs", Run(f"<p>您当前的位置：{'> ' * 140}")),
    in_body("breadcrumb_words", "phrases.BREADCRUMB", Run(f"<p>{'您当前的当前' * 49}")),
    in_line("separators", "phrases.CRUMB_SEPARATOR", Run("> _ | - ")),
    in_line("blanks", "walk.walk", "x", Run(" \t　\xa0"), "y"),
    in_body("page_counts", "kind.PAGE_COUNT", Run(f"<p>{'共 9' * 60}页")),
    in_body("pager_links", "kind.PAGER", Run("<a href=1>[[[[[[下 一 页</a>")),
    Shape(
        "nested_buttons",
        "parts._anchor_on_info",
        (HEAD, Run("<div>", 0.3), INFO, Run("打印</div>", 0.7), FOOT),
    ),
)
FOOT_LINES = (
    at_foot("foot_provinces", "site_record._HINT", Run("省")),
    at_foot("foot_owner", "site_record._OWNER", "版权所有", Run("—")),
    at_foot("foot_owners", "site_record._OWNER", Run("版权所有：")),
    at_foot("foot_owner_before", "site_record._OWNER_BEFORE", "主办x", Run("县")),
    at_foot("foot_address", "site_record._ADDRESS", Run("地址:")),
    at_foot("foot_bare_address", "site_record._BARE_ADDRESS", Run("县"), "号x"),
    at_foot("foot_icp", "site_record._ICP", Run("（陇） ICP 备 字 第 备")),
    at_foot("foot_postcode", "site_record._POSTCODE", Run("邮编 : 12345")),
    at_foot("foot_police", "site_record._PUBLIC_SECURITY", Run("甲公网安备12345678")),
    at_foot("foot_records", "phrases.FOOTER_RECORD", Run("备案序号 公网安备 ")),
)
TITLES = (
    Shape("title_separators", "title._SEPARATOR", ("<title>", Run("a-_ | "), "</title>", INFO)),
    Shape("title_dashes", "title._SEPARATOR", ("<title>甲", Run("-"), "x</title>", INFO, TEXT)),
    Shape("title_hyphens", "title._SEPARATOR", ("<title>", Run("甲-"), "</title>", INFO, TEXT)),
    Shape("title_long", "title.fold", ("<title>", Run("县"), "</title>", INFO, TEXT)),
    Shape(
        "title_marks",
        "title.fold: NFKC sorts combining marks",
        ("<title>甲", Run("\u0315", 0.5), Run("\u0300", 0.5), "</title>", INFO, TEXT),
    ),
    Shape("title_ligatures", "title.fold", ("<title>", Run("\ufdfa"), "</title>", INFO, TEXT)),
    Shape(
        "title_headings",
        "title._tag_weight",
        ("<title>", Run("县里召", 0.5), "</title>", Run("<h2><a>县里召开动员会{n}</a>", 0.5)),
    ),
    Shape(
        "title_names",
        "title._TITLE_NAME",
        ("<div class='", Run("tit ", 0.5), "'>", Run("<a href=1>县里召开</a>x<br>", 0.5)),
    ),
    Shape(
        "title_containers",
        "parts._family_titles",
        (
            "<ucapcontent>",
            Run("<ucaptitle>", 0.5),
            Run("县", 0.5),
            "</ucaptitle>",
            "</ucapcontent>",
            TEXT,
        ),
    ),
    Shape("keywords", "article", ("<meta name=keywords content='", Run("甲 ,"), "'>", ARTICLE)),
    Shape(
        "link_tooltip",
        "neighbours._TOOLTIP",
        (ARTICLE, "<p>上一篇：<a href=1 title='", Run("　"), "标题'>县里…</a>"),
    ),
    Shape(
        "link_tooltip_brackets",
        "phrases.PREVIOUS",
        (ARTICLE, "<p>上一篇：<a href=1 title='", Run("《 "), "'>县里…</a>"),
    ),
)
TEXT_SHAPES = (*LABELS, *DATES, *PHRASES, *FOOT_LINES, *TITLES)

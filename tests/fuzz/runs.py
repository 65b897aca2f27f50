"""What an endless run is made of: the words, marks and blanks that the patterns look for."""

from __future__ import annotations

RUNS: dict[str, tuple[str, ...]] = {
    "labels": ("来源:", "来源：作者：", "发布时间 ： ", "阅读", "索引号：", "责任编辑:", "作者::"),
    "dates": ("2024-3-5", "2024-3-5 10:30 ", "2024年3月", "二〇二四年三月", "24/", "jan 5 ", "20"),
    "links": ("<a href=1>x</a>", "<a href=1.html>县里召开动员会议</a> 2024-3-5", "<a href=1></a>"),
    "separators": ("> ", "_ ", "| ", ">|_-", "—", "»", "－", "---", " - "),
    "blanks": (" ", "　", "\xa0", "\t \n", " <!---->", "&nbsp;", "&#12288; "),
    "brackets": ("【", "[", "（", "(", "《", "】【", "〔2024〕", "[[]"),
    "digits": ("9", "1,", "１", "²", "٣", "0", "1|", "9.", "&#57;"),
    "foot": ("版权所有", "版权所有：", "省", "县", "地址:", "邮编", "陇ICP备", "甲公网安备"),
    "neighbours": ("上一篇：", "下一篇:", "上一页", "下一页 ", "尾页", "共9页", "没有了"),
    "crumbs": ("首页 > ", "您当前的位置：", "当前位置", "位置 是"),
    "buttons": ("打印", "大 中 小 ", "分享", "返回", "关闭窗口", "【打印】"),
    "sentences": ("，", "。", "今天开会，", "甲"),
    "entities": ("&amp;", "&#x110000;", "&#xd800;", "&", "&lt;p&gt;", "&#0;"),
    "blocks": ("<p>x", "<br>", "<td>", "<li>", "</div>", "</x>", "<div class=content>"),
    "inline": ("<b>x</b>", "<span>", "<font>", "<img src=1>", "<img src=1 width=9>", "</b>"),
    "comments": ("<!--", "-->", "<!--enpcontent-->", "<!--x-->", "<![CDATA["),
    "css": ("url(", "@import '", "/*", "\\75", "image-set(", '"', "display:"),
    "marks": ("\u0300", "\u0315\u0300", "\ufdfa", "e\u0301", "\u1100", "\U0001f600", "\u202e"),
    "attributes": (" a=1", " class=foot", " style='display:none'", "='", '"'),
    "tags": ("<script>", "<style>", "<title>", "<textarea>", "<svg>", "<template>", "<select>"),
}
ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "shift_jis", "latin-1")

"""The words by which portals mark the parts of an article page (all seen on real pages)."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_KEPT_CHARS = 500

# "您当前的位置：首页 > 党建 > 正文"
BREADCRUMB = re.compile(
    r"(?:您|你)?(?:现在|当前|目前)?(?:所在)?的?(?:位置|网站位置|栏目位置|当前位置|所在位置|浏览位置)"
    r"\s?(?:是|在|[:：])\s*[:：]?|^\s?(?:您|你)?(?:当前|现在)(?:所)?(?:在|位置)\s?[:：]?"
)
# Names of the home page, and of what follows the last column, in a breadcrumb.
HOME_CRUMB = re.compile(r"^(?:.{0,12}(?:首\s?页|主\s?页)|home)$", re.IGNORECASE)
TAIL_CRUMB = re.compile(
    r"^(?:正\s?文|内\s?容|文章内容|详情|详细信息|详细内容|信息详情|浏览文章|内容页|查看|详情信息"
    r"|文章正文|新闻详情|文章详情|详细页|正文内容|(?:查看|浏览|阅读)(?:正文|文章|内容|新闻|信息|详情)|content)$",
    re.IGNORECASE,
)
CRUMB_SEPARATOR = re.compile(r"\s*(?:-?>+|»|›|→|／|＞+|┊|\|)\s*|\s+[/:：-]\s+|\s*::+\s*")

# "上一篇" is a label wherever a line starts with it, "上个" only where it stands alone: paragraphs
# start with "上个月" and "下一个五年" too.
_NEIGHBOUR = (
    r"^[\s【\[〈<《«·◆■◇>]*(?:{words})(?:篇(?!章)(?:文章|新闻|信息|公告|内容)?"
    r"|[条个则](?:文章|新闻|信息|公告|内容)?(?=[\s】\]:：>»]|$))\s?[】\]]?"
    r"\s?[:：>»]*\s*|^\s*{english}\s?[:：]\s*"
)
PREVIOUS = re.compile(_NEIGHBOUR.format(words="上一?|前一", english="previous"), re.IGNORECASE)
NEXT = re.compile(_NEIGHBOUR.format(words="下一?|后一", english="next"), re.IGNORECASE)
NEIGHBOUR_INITIALS = frozenset("上下前后【[〈<《«·◆■◇> pPnN")
# What stands where there is no neighbour.
NO_NEIGHBOUR = re.compile(
    r"^[（(]?(?:没有(?:了|啦|记录|资料|信息|文章)?|暂无|无(?:记录|相关)?|已经是(?:第一|最后|最新).*|返回列表"
    r"|已?(?:是|到)(?:第一|最后一?|最新一?)[篇条个页].*|没有更多.*|没有(?:上|下)一?[篇条].*)[了！!。.）)]*$"
)

# The foot of the site: what names its owner and its records, anywhere in a line ...
FOOTER_RECORD = re.compile(
    r"版权所有|copyright|©|ICP备|ICP证|公网安备\s?\d|网站标识码\s?[:：]|备案(?:序)?号\s?[:：]|备案许可证",
    re.IGNORECASE,
)
# ... and what starts its other lines. Bodies have such lines too (the address of an office).
FOOTER_START = re.compile(
    r"\s?(?:主办|承办|技术支持|网站主办|主办单位|承办单位|维护单位|网站管理|网站维护|运行维护)(?:单位)?\s?[:：]"
    r"|\s?(?:地\s?址|邮\s?编|邮政编码|联系地址)\s?[:：|]|\s?(?:网站地图|关于我们|联系我们|设为首页)\s?[:：|]?",
)
# Blocks that follow a body. Only at the start of a line, never inside a sentence.
AFTER_BODY = re.compile(
    r"^[\s【\[(（◆■·>]*(?:(?:相关(?:链接|报道|文章|新闻|阅读|信息|稿件|资讯|推荐|内容)|推荐(?:阅读|文章|新闻)"
    r"|热门(?:文章|新闻|点击|推荐|资讯)|延伸阅读)(?=$|[\s:：】\]>》)）|·]|更多|more)|打印本页|关闭窗口|关闭本页|返回顶部|返回列表|扫一扫"
    r"|分享到|分享至|分享让更多人|我要纠错|顶一下|踩一下|-+分隔线-+|本文标签|支持一下|赞赏支持|网友评论|发表评论|最新(?:文章|新闻|资讯)|点击排行|阅读排行|上一主题"
    r"|友情链接|站内搜索|扫码|微信扫|本网声明|免责声明)"
)
# Buttons around a body: a line of nothing else is no text of it.
CONTROLS = re.compile(
    r"^(?:[\s【\]\[】|（）()、：:·\-/]*(?:打印(?:本页|文章|正文|此页)?|关闭(?:窗口|本页|此页)?|收藏(?:本页|此页)?|返回(?:顶部|列表|首页|上一?页)?+"
    r"|顶部|分享(?:到)?|纠错|复制链接|加入收藏|大|中|小|字号[+＋\-－]?|字体|\+?关注|广告(?:推荐)?|TOP|更多|推荐|评论|繁体|转发|微信|微博|QQ空间"
    r"|我要(?:打印|纠错|分享|评论)|语音播报|播放|暂停|继续|停止|视力保护色|默认|特大|较大"
    r"|扫一扫在手机(?:上)?打开当前页(?:面)?|保护视力色|双击自动滚屏|点击收藏|下载))+[\s【\]\[】|（）()、：:·\-/]*$"
)
_CONTROL_INITIALS = frozenset(
    "打关收返顶分纠复加大中小字T更推评繁转微Q我语播暂继停视默特较扫保双点下广A+"
    "【】[]|（）()、：:·-/ "
)
END_OF_BODY_CREDIT = re.compile(
    r"^[\s【\[［(（]*(?:责任编辑|责编|编辑|审核|审核人|校对|值班编辑|网站编辑|初审|复审|终审|责任编审"
    r"|Editor|Edited by)\s?[:：]",
    re.IGNORECASE,
)
# What a line of text has and a headline, a label or a menu has not: a full stop, two commas, a long
# clause. One set of characters first: all others are passed over at a glance.
SENTENCE = re.compile(r"[。；！？，](?:(?<!，)|.*，|.{10})")


def is_footer_record(text: str) -> bool:
    """Whether FOOTER_RECORD is in *text*: most lines have none of its characters."""
    may_be = "版权" in text or "备" in text or "公安" in text or "标识码" in text or "©" in text
    may_be = may_be or "opyright" in text or "OPYRIGHT" in text or "ICP" in text or "icp" in text
    return may_be and FOOTER_RECORD.search(text) is not None


def is_footer(text: str) -> bool:
    """Whether *text* is a line of the site's foot, by its records or by how it starts."""
    # Several readers ask for the same line; a hostile page's megabyte is not kept.
    find = _is_footer if len(text) <= MAX_KEPT_CHARS else _is_footer.__wrapped__
    return find(text)


@lru_cache(maxsize=4096)
def _is_footer(text: str) -> bool:
    return is_footer_record(text) or FOOTER_START.match(text) is not None


def is_control(text: str) -> bool:
    """Whether a line is nothing but buttons (打印, 关闭, 字号)."""
    return text[:1] in _CONTROL_INITIALS and CONTROLS.match(text) is not None

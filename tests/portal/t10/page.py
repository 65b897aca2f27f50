"""What all of T10's pages have: an old head, and a foot with the leaving notice."""

from __future__ import annotations

from html import escape

from tests.portal.t10.scheme import FRIEND, RECORD

# What a script shows before it opens another site; it is in the page of everyone.
LEAVING = f"您访问的链接即将离开“{RECORD.name}”门户网站，是否继续？"


def page_html(title: str, content: str) -> str:
    """A whole page in GBK."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{escape(title)}</title><link rel="stylesheet" href="/css/css.css"></head>
<body bgcolor="#ffffff" topmargin="0">
<table width="780" align="center" border="0"><tr><td>
{content}
</td></tr><tr><td align="center"><font size="2">版权所有：{RECORD.owner}　地址：{RECORD.address}　\
邮编：{RECORD.postcode}<br><a href="http://{FRIEND}/beian">{RECORD.icp}</a> \
{RECORD.public_security}</font>
<div id="leave" style="display:none"><p>{LEAVING}</p><a href="javascript:void(0)">继续访问</a>
<a href="javascript:void(0)">放弃</a></div></td></tr></table>
</body></html>
"""


def position(*names: tuple[str, str]) -> str:
    """The line 当前位置, from names and links."""
    steps = "&gt;&gt;".join(f'<a href="{escape(link)}">{name}</a>' for name, link in names)
    return f"<p>当前位置：{steps}</p>"

"""What every page of T1 has: head, banner with the leaked sizes, menu, footer."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from string import Template

from tests.portal.t1.columns import (
    CADRES,
    DUTIES,
    GRASSROOTS,
    MODELS,
    NOTICES,
    PARENT,
    STUDY,
    VIDEOS,
    Column,
)
from tests.portal.t1.record import RECORD

ICP_HOST = "beian.example.invalid"
PAGES = {"/about/jgsz.html": "机构设置", "/about/lxwm.html": "联系我们"}
BANNERS = tuple(f"/images/banner{number}.jpg" for number in range(1, 6))
_MENU: tuple[tuple[Column, tuple[Column, ...]], ...] = (
    (PARENT, (GRASSROOTS, CADRES)),
    (NOTICES, ()),
    (STUDY, ()),
    (MODELS, ()),
    (VIDEOS, ()),
    (DUTIES, ()),
)

_PAGE = Template("""\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=$charset" />
<title>$title</title>
<link href="/css/style.css" rel="stylesheet" type="text/css" />
<link rel="shortcut icon" href="/favicon.ico" />
<script type="text/javascript" src="/js/common.js"></script>
</head>
<body>
<table class="wrap" width="1000" border="0" cellspacing="0" cellpadding="0" align="center">
<tr><td class="top"><img src="/images/logo.png" width="60" height="60" align="left" />
<span class="sitename">$site</span><span class="owner">主办：$owner</span>
<form class="search" action="/search.asp" method="get"><input name="keyword" size="14" />
<input type="submit" value="搜索" /></form></td></tr>
<tr><td class="banner"><ul id="focus">
$banners
</ul><font class="size">475_110px;</font> <font class="size">355_110px;</font></td></tr>
<tr><td><ul id="menu">
<li><a href="/index.html">网站首页</a></li>
$menu
</ul></td></tr>
<tr><td class="date">今天是：<span id="today">2020-6-18</span></td></tr>
<tr><td class="main">
$content
</td></tr>
<tr><td class="foot">
<p>版权所有:$owner&nbsp;&nbsp;邮编:$postcode&nbsp;&nbsp;<a href="$notices">公告</a>&nbsp;\
<a href="/admin/login.asp">网站管理</a></p>
<p>$address</p>
<p>备案许可证号:<a href="http://$icp_host/" target="_blank">$icp</a></p>
<p><img src="/images/police.gif" width="16" height="16" />$police</p>
</td></tr>
</table>
</body>
</html>
""")


def page_html(*, title: str, content: str, charset: str, banner_links: Iterable[str] = ()) -> str:
    """A whole page; without *banner_links* the banner's links are empty, as they often are."""
    links = list(banner_links) or [""] * len(BANNERS)
    return _PAGE.substitute(
        title=escape(title),
        content=content,
        charset=charset,
        site=RECORD.name,
        owner=RECORD.owner,
        postcode=RECORD.postcode,
        address=RECORD.address,
        icp=RECORD.icp,
        icp_host=ICP_HOST,
        police=RECORD.public_security,
        notices=NOTICES.path.lower(),  # escapes in small letters: the same column to the server
        banners="\n".join(_banner(*pair) for pair in zip(BANNERS, links, strict=True)),
        menu="\n".join(_menu_entry(*entry) for entry in _MENU) + _about_entry(),
    )


def _banner(image: str, link: str) -> str:
    return f'<li><a href="{link}"><img src="{image}" alt="首页轮换图" /></a></li>'


def _menu_entry(column: Column, children: tuple[Column, ...]) -> str:
    return _entry(column.link, column.name, [(child.link, child.name) for child in children])


def _about_entry() -> str:
    return "\n" + _entry("/about/jgsz.html", "关于我们", list(PAGES.items()))


def _entry(link: str, name: str, below: list[tuple[str, str]]) -> str:
    rows = "".join(f'<li><a href="{path}">{label}</a></li>' for path, label in below)
    return f'<li><a href="{link}">{name}</a>{f"<ul>{rows}</ul>" if rows else ""}</li>'


def position(crumbs: Iterable[tuple[str, str]]) -> str:
    """The line 您当前的位置, from names and links; a name without a link is plain text."""
    steps = [f'<a href="{link}">{name}</a>' if link else name for name, link in crumbs]
    return f'<div class="pos">您当前的位置: {" &gt; ".join(steps)}</div>'

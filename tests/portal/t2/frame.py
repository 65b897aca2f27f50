"""What every page of T2 has: metas, the link to the big5 gate, menu, footer."""

from __future__ import annotations

from functools import partial
from html import escape
from string import Template

from tests.portal.parts.columns import Column
from tests.portal.parts.markup import footer_html, menu_html
from tests.portal.t2.columns import DOMAIN, GATE, MENU, RECORD, SITE_CODE, link

ICP_HOST = "beian.example.invalid"
FOLDER = "/images/2018/"

_PAGE = Template("""\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>$title</title>
$metas
<link href="${folder}style.css" rel="stylesheet" type="text/css" />
<link rel="shortcut icon" href="/favicon.ico" />
</head>
<body>
<div class="wrap">
<div class="head"><img src="${folder}logo.png" />$site
<a class="ft" href="$gate/" title="繁体版">繁體版</a>
<form action="/was5/web/search" method="get"><input type="hidden" name="channelid" value="211" />
<input name="searchword" /><input type="submit" value="搜索" /></form></div>
<div class="menu"><ul>
<li><a href="$home">首页</a></li>
$menu
</ul></div>
$content
<div class="foot">
$footer
</div>
</div>
</body>
</html>
""")


def page_html(*, page: str, title: str, metas: dict[str, str], content: str) -> str:
    """The whole page at *page*; *metas* come after those of the site."""
    to = partial(link, page=page)
    site = {"SiteName": RECORD.name, "SiteDomain": DOMAIN, "SiteIDCode": SITE_CODE}
    tags = "\n".join(
        f'<meta name="{name}" content="{escape(value)}" />'
        for name, value in (site | metas).items()
    )
    return _PAGE.substitute(
        title=escape(title),
        metas=tags,
        folder=to(FOLDER),
        site=RECORD.name,
        gate=GATE,
        home=to("/"),
        menu=menu_html(MENU, to),
        content=content,
        footer=footer_html(RECORD, code=SITE_CODE, icp_host=ICP_HOST),
    )


def column_metas(column: Column) -> dict[str, str]:
    return {
        "ColumnName": column.name,
        "ColumnDescription": f"{RECORD.name}{column.name}栏目",
        "ColumnKeywords": f"{column.name},清源县",
        "ColumnType": column.name,
    }


def crumbs_html(column: Column, page: str) -> str:
    """The breadcrumb: every step is a link, the last one to the column itself."""
    steps = [("首页", "/"), *((crumb.name, crumb.path) for crumb in MENU.crumbs(column))]
    links = (
        f'<a href="{link(path, page)}" title="{name}" class="CurrChnlCls">{name}</a>'
        for name, path in steps
    )
    return f'<div class="crumbs">当前位置：{"&nbsp;&gt;&nbsp;".join(links)}</div>'

"""What every page of T3 has: metas, menu, footer."""

from __future__ import annotations

from html import escape
from string import Template

from tests.portal.parts.columns import Column
from tests.portal.parts.markup import footer_html, menu_html
from tests.portal.t3.columns import DOMAIN, MENU, RECORD, SITE_CODE

ICP_HOST = "beian.example.invalid"
ERRORS_HOST = "pucha.example.invalid"

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="UTF-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<title>$title</title>
$metas
<link rel="stylesheet" href="/jyj/xhtml/style.css">
<link rel="shortcut icon" href="/favicon.ico">
</head>
<body>
<div class="wrap">
<div class="head"><img src="/jyj/xhtml/logo.png" alt="">$site</div>
<p>今天是 <span id="today">2021-3-9</span></p>
<div class="menu"><ul>
<li><a href="/">首页</a></li>
$menu
</ul></div>
$content
<div class="foot">
$footer
<script id="_jiucuo_" sitecode='$code' src='http://$errors/exposure/jiucuo.js'></script>
</div>
</div>
</body>
</html>
""")


def link(path: str) -> str:
    """The href that the system writes: as on the site."""
    return path


def page_html(*, title: str, content: str, metas: dict[str, str]) -> str:
    site = {"SiteName": RECORD.name, "SiteDomain": DOMAIN, "SiteIDCode": SITE_CODE}
    tags = "\n".join(
        f'<meta name="{name}" content="{escape(value)}"/>' for name, value in (site | metas).items()
    )
    return _PAGE.substitute(
        title=escape(title),
        metas=tags,
        site=RECORD.name,
        menu=menu_html(MENU, link),
        content=content,
        footer=footer_html(RECORD, code=SITE_CODE, icp_host=ICP_HOST),
        code=SITE_CODE,
        errors=ERRORS_HOST,
    )


def column_metas(column: Column) -> dict[str, str]:
    """The template puts the name into all four."""
    names = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
    return dict.fromkeys(names, column.name)


def crumbs_html(column: Column) -> str:
    steps = [("首页", "/"), *((crumb.name, crumb.path) for crumb in MENU.crumbs(column))]
    links = (f'<a href="{path}">{name}</a>' for name, path in steps)
    return f'<div class="crumbs">当前位置：{" / ".join(links)}</div>'

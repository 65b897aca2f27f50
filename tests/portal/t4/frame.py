"""What every page of T4 has: metas, menu, footer, and the frame that counts the visit."""

from __future__ import annotations

from html import escape
from string import Template
from urllib.parse import unquote

from tests.portal.parts.columns import Column
from tests.portal.parts.markup import footer_html, menu_html
from tests.portal.t4.columns import DOMAIN, MENU, RECORD, SITE_CODE, WEB_ID

ICP_HOST = "beian.example.invalid"
MAKER_HOST = "www.maker.example.invalid"
COUNTER = "/module/visitcount/visit.jsp"

_PAGE = Template("""\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>$title</title>
<meta name="Author" content="大汉网络">
<meta name="Generator" content="大汉版通">
$metas
<link href="/images/style.css" rel="stylesheet">
<link rel="icon" href="/favicon.ico">
<script src="/script/pagecontrol.js"></script>
</head>
<body>
<div class="wrap">
<!-- visitcount Begin --><iframe src='$counter' name="vishidden" id="vishidden" frameborder="0" \
style="width:0; height:0; display:none"></iframe><!-- visitcount End -->
<div class="head"><img src="/images/logo.png">$site</div>
<div class="menu"><ul>
<li><a href="/">首页</a></li>
$menu
</ul></div>
$content
<div class="foot">
$footer
<a href='http://$maker/' style='display:none'>Produced By 大汉网络 大汉版通发布系统</a>
</div>
</div>
</body>
</html>
""")


def link(path: str) -> str:
    """The href that the system writes: as on the site, file names as they are."""
    return unquote(path) if "showname=" in path else path


def page_html(*, title: str, content: str, metas: dict[str, str], counted: str = "type=1") -> str:
    """The whole page; *counted* tells the counter what is being looked at."""
    site = {"SiteName": RECORD.name, "SiteDomain": DOMAIN, "SiteIDCode": SITE_CODE}
    tags = "\n".join(
        f'<meta name="{name}" content="{escape(value)}">' for name, value in (site | metas).items()
    )
    return _PAGE.substitute(
        title=escape(title),
        metas=tags,
        counter=f"{COUNTER}?{counted}&i_webid={WEB_ID}",
        site=RECORD.name,
        menu=menu_html(MENU, link),
        content=content,
        footer=footer_html(RECORD, code=SITE_CODE, icp_host=ICP_HOST),
        maker=MAKER_HOST,
    )


def column_metas(column: Column) -> dict[str, str]:
    return {
        "ColumnName": column.name,
        "ColumnDescription": f"{RECORD.name}的{column.name}",
        "ColumnKeywords": column.name,
        "ColumnType": column.name,
        "i_columnid": column.code,
    }


def crumbs_html(column: Column) -> str:
    steps = [("首页", "/"), *((crumb.name, crumb.path) for crumb in MENU.crumbs(column))]
    links = (f'<a href="{path}">{name}</a>' for name, path in steps)
    return f'<div class="crumbs">您当前的位置：{" > ".join(links)}</div>'

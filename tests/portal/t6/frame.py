"""What every page of T6 has: head, menu, footer, and after its end the picture that counts."""

from __future__ import annotations

from html import escape
from string import Template
from urllib.parse import unquote

from tests.portal.campus.markup import footer, menu
from tests.portal.campus.scheme import Column
from tests.portal.t6.columns import HOME_FILE, SCHEME, SITE_ID

COUNTER = "/_visitcount"

_PAGE = Template("""\
<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>$title</title>
<link type="text/css" href="/_css/_system/system.css" rel="stylesheet"/>
<script language="javascript" src="/_js/sudy-jquery-autoload.js" sudy-wp-siteId="$site_id"></script>
</head>
<body>
<div class="wp-header"><img src="/_upload/tpl/00/18/24/template24/images/logo.png" alt="$site">
<div class="wp-navi" frag="窗口2" portletmode="simpleSudyNavi"><div id="wp_nav_w2">
<ul class="wp_nav" data-nav-config="{drop_v: 'down'}" id="menu">
$menu
</ul></div></div></div>
<div class="wp-main">
$content
</div>
<div class="foot" frag="窗口9" portletmode="simpleSiteAttri">
$footer
</div>
</body>
</html>
<img src="$counter?siteId=$site_id&type=$counted" style="display:none" width="0" height="0"/>""")


def page_html(*, title: str, content: str, counted: str) -> str:
    """A whole page; *counted* is what the counter is told."""
    return _PAGE.substitute(
        title=escape(title),
        site_id=SITE_ID,
        site=SCHEME.record.name,
        menu=menu(SCHEME, href),
        content=content,
        footer=footer(SCHEME),
        counter=COUNTER,
        counted=counted,
    )


def href(path: str) -> str:
    """A path as the system writes it: a space stays a space."""
    return escape(HOME_FILE if path == "/" else unquote(path))


def position(column: Column) -> str:
    steps = [f'<a href="{href(path)}">{name}</a>' for name, path in SCHEME.crumbs(column)]
    return (
        '<div class="col_path" frag="窗口4" portletmode="simpleColumnAttri">'
        f"当前位置：{'<span>&gt;</span>'.join(steps)}</div>"
    )

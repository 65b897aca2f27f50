"""What every page of T5 has: head, menu, footer with the counter of visits."""

from __future__ import annotations

from html import escape
from string import Template

from tests.portal.campus.markup import footer, menu
from tests.portal.campus.scheme import Column
from tests.portal.links import relative
from tests.portal.t5.columns import OWNER, SCHEME

COUNTER = "/system/resource/code/news/click/dynclicks.jsp"
HOME_FILE = "/index.htm"  # what the menu says for the home page

_PAGE = Template("""\
<!DOCTYPE html>
<html><head>
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<meta charset="utf-8">
<title>$title</title>
<meta name="pageType" content="$kind">
<link rel="stylesheet" type="text/css" href="$root/style/style.css">
<link rel="stylesheet" type="text/css" href="$root/index.vsb.css">
<script type="text/javascript" src="/system/resource/js/dynclicks.js"></script>
<script type="text/javascript" src="/system/resource/js/page.js"></script>
</head>
<body>
<div class="top"><img src="$root/images/logo.png" alt="$site">
<form action="$root/ssjg.jsp?wbtreeid=1001" method="post" name="au0a">
<input type="hidden" name="lucenenewssearchkey"><input name="showkeycode" size="15">
<input type="submit" value="搜索"></form></div>
<ul id="menu">
$menu
</ul>
<div class="main">
$content
</div>
<div class="foot">
$footer
<p>访问量：<script src="$counter?clickid=$owner&owner=$owner&clicktype=wbsite"></script></p>
</div>
</body></html>
""")


def page_html(*, path: str, kind: str, title: str, content: str) -> str:
    """A whole page at *path*; its links are relative to it."""
    return _PAGE.substitute(
        title=escape(title),
        kind=kind,
        root=relative("/", path),
        site=SCHEME.record.name,
        menu=menu(SCHEME, lambda target: href(target, path)),
        content=content,
        footer=footer(SCHEME),
        counter=COUNTER,
        owner=OWNER,
    )


def href(target: str, page: str) -> str:
    """The link from *page*, escaped."""
    return escape(relative(HOME_FILE if target == "/" else target, page))


def position(column: Column, page: str, *last: str) -> str:
    steps = [f'<a href="{href(path, page)}">{name}</a>' for name, path in SCHEME.crumbs(column)]
    return f'<div class="dqwz">当前位置： {" &gt;&gt; ".join((*steps, *last))}</div>'

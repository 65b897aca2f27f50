"""What every page of T8 has: head, menu, footer."""

from __future__ import annotations

from html import escape
from string import Template

from tests.portal.campus.article import Article
from tests.portal.campus.markup import footer, menu
from tests.portal.campus.scheme import Column
from tests.portal.t8.columns import HOME_FILE, SCHEME, SITE_MAP

_PAGE = Template("""\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>$title</title>
<link href="/Skin/style.css" rel="stylesheet" type="text/css" />
<script type="text/javascript" src="/js/common.js"></script>
</head>
<body>
<div id="header"><img src="/images/logo.png" alt="$site" /></div>
<ul id="menu">
$menu
</ul>
<div id="main">
$content
</div>
<div id="footer" class="foot">
<p><a href="$home">返回首页</a> | <a href="$map">网站地图</a> | <a href="/Mirror/">备用站点</a></p>
$footer
</div>
</body>
</html>
""")


def page_html(*, title: str, content: str) -> str:
    return _PAGE.substitute(
        title=escape(title),
        site=SCHEME.record.name,
        menu=menu(SCHEME, escape),
        content=content,
        home=HOME_FILE,
        map=SITE_MAP,
        footer=footer(SCHEME),
    )


def position(column: Column) -> str:
    steps = [f'<a href="{path}" target="_self">{name}</a>' for name, path in SCHEME.crumbs(column)]
    return f'<div class="path"><span>当前位置：</span>{"&gt; ".join(steps)}</div>'


def link(article: Article, text: str, *, date: str = "%Y年%m月%d日") -> str:
    """A link with *text*; its tooltip has the whole title, the views and the date, in lines."""
    lines = (
        f"标题：{escape(article.title)}",
        f"点击数：{article.views}",
        f"发表时间：{article.post.posted.strftime(date)}",
    )
    return f'<a href="{article.path}" target="_self" title="{"&#xD;".join(lines)}">{text}</a>'

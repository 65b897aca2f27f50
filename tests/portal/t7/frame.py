"""What every page of T7 has: one form around all, with a login and a search that no pager needs."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from string import Template

from tests.portal.campus.markup import footer, menu
from tests.portal.campus.scheme import Column
from tests.portal.t7.columns import SCHEME

_PAGE = Template("""\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><title>
\t$title
</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<link href="/css/style.css" rel="stylesheet" type="text/css" /></head>
<body>
<form name="form1" method="post" action="$action" id="form1">
<div>
<input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value="" />
<input type="hidden" name="__EVENTARGUMENT" id="__EVENTARGUMENT" value="" />
$hidden
</div>
<script type="text/javascript">
//<![CDATA[
var theForm = document.forms['form1'];
function __doPostBack(eventTarget, eventArgument) {
    theForm.__EVENTTARGET.value = eventTarget;
    theForm.__EVENTARGUMENT.value = eventArgument;
    theForm.submit();
}
//]]>
</script>
<div class="top"><img src="/images/logo.png" alt="" />
<span>用户名<input name="txtUser" type="text" id="txtUser" />
密码<input name="txtPwd" type="password" id="txtPwd" />
<input type="submit" name="btnLogin" value="登录" id="btnLogin" /></span>
<a id="lbtnFavourite" href="javascript:__doPostBack('lbtnFavourite','')">收藏本站</a>
<input name="txtKey" type="text" id="txtKey" />
<input type="submit" name="btnSearch" value="搜索" id="btnSearch" /></div>
<ul id="menu">
$menu
</ul>
<div class="main">
$content
</div>
<div class="foot">
$footer
<p><a href="/admin/login.aspx">后台管理</a></p>
</div>
</form>
</body>
</html>
""")


def page_html(*, action: str, title: str, content: str, fields: Mapping[str, str]) -> str:
    """A whole page; *action* is its own address and *fields* are its hidden ones."""
    return _PAGE.substitute(
        action=f".{escape(action)}",
        title=escape(title),
        hidden="\n".join(
            f'<input type="hidden" name="{name}" id="{name}" value="{value}" />'
            for name, value in fields.items()
        ),
        menu=menu(SCHEME, lambda path: escape(path.lstrip("/") or "/")),
        content=content,
        footer=footer(SCHEME),
    )


def position(column: Column, *last: str) -> str:
    steps = [
        f'<a href="{escape(path.lstrip("/") or "/")}">{name}</a>'
        for name, path in SCHEME.crumbs(column)
    ]
    return f'<div class="pos">您现在的位置：{" > ".join((*steps, *last))}</div>'

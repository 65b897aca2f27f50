"""What a redirect says of the page that was asked for.

>>> judge_redirect("http://a.cn/9.htm", "http://a.cn/404.htm").state
<PageState.SOFT_404: 'soft_404'>
>>> judge_redirect("http://a.cn/", "http://a.cn/", headers=(("set-cookie", "CT6T=1"),)).rule
'cookie_wall'
>>> judge_redirect("http://a.cn/x", "http://a.cn/cas/login?service=x").state
<PageState.RESTRICTED: 'restricted'>
>>> judge_redirect("http://a.cn/list.htm", "http://a.cn/list.psp").rule
'redirect'
"""

from __future__ import annotations

import re

from portalcrawl.page.blocked import vendor_of_headers
from portalcrawl.page.judgement import Judgement, PageState
from portalcrawl.page.soft_404 import NotFoundPages, leads_nowhere
from portalcrawl.urls.shape import path_and_query

_LOGIN = re.compile(
    r"/(?:login|signin|sign_in|logon|sso|cas|authserver|oauth2?|passport|uaa)(?:/|\.\w{2,5}$|$)"
    r"|/\w{0,20}(?:login|logon)\w{0,10}(?:\.\w{2,5})?$",
    re.IGNORECASE,
)
_LOGIN_HOST = re.compile(
    r"https?://(?:login|sso|cas|passport|authserver|ids|id|uia|portal-sso)\.", re.IGNORECASE
)


def judge_redirect(
    asked: str,
    target: str | None,
    *,
    headers: tuple[tuple[str, str], ...] = (),
    known: NotFoundPages | None = None,
) -> Judgement:
    """What it means that *asked* leads to *target* (absolute; None: to no http address).

    *headers* are those of the redirect, lower-case names. A page that is sent to itself is a wall
    if it sets a cookie on the way: a reader who brings it back gets in, and we do not try.
    """
    if target is None:
        return Judgement(PageState.NOT_FOUND, "redirect_to_no_page")
    if target.partition("#")[0] == asked.partition("#")[0]:
        if any(name == "set-cookie" for name, _ in headers):
            vendor = vendor_of_headers(headers) or "cookie_wall"
            return Judgement(PageState.BLOCKED, "cookie_wall", vendor=vendor, target=target)
        return Judgement(PageState.UNREACHABLE, "redirect_to_itself", target=target)
    if is_login(target) and not is_login(asked):
        return Judgement(PageState.RESTRICTED, "to_login", target=target)
    rule = known.leads_nowhere(asked, target) if known else leads_nowhere(asked, target)
    if rule is not None:
        return Judgement(PageState.SOFT_404, rule, target=target)
    return Judgement(PageState.OK, "redirect", target=target)


def is_login(url: str) -> bool:
    """Whether *url* is where readers log in.

    >>> (
    ...     is_login("http://sso.a.cn/?x"),
    ...     is_login("http://a.cn/userLogin.jsp"),
    ...     is_login("http://a.cn/login1/2.html"),
    ... )
    (True, True, False)
    """
    return bool(_LOGIN_HOST.match(url) or _LOGIN.search(path_and_query(url)[0]))

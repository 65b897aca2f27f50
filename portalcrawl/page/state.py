"""Is an answer a page of the portal, or something that stands in for one?

>>> from portalcrawl.page.document import Page
>>> page = Page.of_bytes(
...     "<title>提示</title><p>您的访问过于频繁".encode(), url="http://a.cn/1.html"
... )
>>> judge(Case("http://a.cn/1.html", 200, page=page)).state
<PageState.RATE_LIMITED: 'rate_limited'>
>>> judge(Case("http://a.cn/", None, failure="timeout")).rule
'timeout'
>>> judge(Case("http://a.cn/2.html", 404)).rule
'http_404'

The first rule that knows the answer names its state, in the order of PageState; only OK pages are
read. Nothing here decides what becomes of the host: that a block stops it is the caller's part.
"""

from __future__ import annotations

from collections.abc import Callable

from portalcrawl.page.blocked import find_block, find_refusal
from portalcrawl.page.judgement import Case, Judgement, PageState
from portalcrawl.page.look import Look
from portalcrawl.page.notices import is_restricted, says_missing, says_too_often
from portalcrawl.page.placeholders import TEMPLATE_CODE
from portalcrawl.page.redirect_shell import redirect_target
from portalcrawl.page.redirects import judge_redirect
from portalcrawl.urls.absolute import absolute_url

__all__ = ["Case", "Judgement", "PageState", "judge"]

MAX_STUB_BYTES = 2048
# With Retry-After, a refusal is one for now.
_FOR_NOW = frozenset({403, 429, 503})
_SERVER_TROUBLE = frozenset({408, 425})
_NOT_FOR_US = frozenset({401, 403, 407, 451, 511})
_OK = Judgement(PageState.OK, "page")
_CONTENT = Judgement(PageState.OK, "content")
_FILE = Judgement(PageState.OK, "file")
_UNCHANGED = Judgement(PageState.OK, "not_modified")


def judge(case: Case) -> Judgement:
    """The state of *case* and the rule that knew it. Never raises; the same each time."""
    if case.status is None:
        return Judgement(PageState.UNREACHABLE, case.failure or "no_answer")
    if 300 <= case.status < 400:
        return _redirect(case)
    return next(filter(None, (rule(case) for rule in _RULES)), _OK)


def _redirect(case: Case) -> Judgement:
    location = case.header("location")
    if location is None:
        # 300 and 304 need none.
        return _UNCHANGED if case.status == 304 else _OK
    target = absolute_url(location, base=case.url)
    return judge_redirect(case.url, target, headers=case.headers, known=case.known)


def _content(case: Case) -> Judgement | None:
    """A page with the shape of an article or a list, unless that is only its frame."""
    if not (case.is_success and case.has_content):
        return None
    look = case.look
    if look is None:
        return _CONTENT
    if not case.is_home:
        if (rule := is_restricted(look, has_content=True)) is not None:
            return Judgement(PageState.RESTRICTED, rule, evidence=case.evidence)
        if (rule := _missing_rule(case, look)) is not None:
            return Judgement(PageState.SOFT_404, rule, evidence=case.evidence)
    return _CONTENT


def _file(case: Case) -> Judgement | None:
    return _FILE if case.is_success and case.page is None else None


def _too_often(case: Case) -> Judgement | None:
    if case.status == 429:
        rule: str | None = "http_429"
    elif case.status in _FOR_NOW and case.header("retry-after") is not None:
        rule = "retry_after"
    else:
        rule = says_too_often(case.look) if case.look is not None and not case.has_content else None
    return Judgement(PageState.RATE_LIMITED, rule, evidence=case.evidence) if rule else None


def _failed(case: Case) -> Judgement | None:
    """What the status says by itself."""
    if case.is_success or case.status is None:
        return None
    rule = f"http_{case.status}"
    if case.status >= 500 or case.status < 200 or case.status in _SERVER_TROUBLE:
        return Judgement(PageState.UNREACHABLE, rule)
    state = PageState.RESTRICTED if case.status in _NOT_FOR_US else PageState.NOT_FOUND
    return Judgement(state, rule)


def _restricted(case: Case) -> Judgement | None:
    assert case.look is not None
    rule = is_restricted(case.look, has_content=False)
    return Judgement(PageState.RESTRICTED, rule, evidence=case.evidence) if rule else None


def _missing(case: Case) -> Judgement | None:
    assert case.look is not None
    rule = _missing_rule(case, case.look)
    if rule is None and not case.is_home:
        rule = _broken_rule(case.look)
    return Judgement(PageState.SOFT_404, rule, evidence=case.evidence) if rule else None


def _missing_rule(case: Case, look: Look) -> str | None:
    if case.known is not None and (
        rule := case.known.matches(look.page, has_content=case.has_content)
    ):
        return rule
    return says_missing(look, has_content=case.has_content)


def _broken_rule(look: Look) -> str | None:
    """Why a page without content is none, whatever it says."""
    if any(code in look.page.title for code in TEMPLATE_CODE) and not look.is_app:
        return "unrendered_template"
    if look.letters == 0 and not look.has_media and not look.has_script:
        return "blank_page"
    return None


def _shell(case: Case) -> Judgement | None:
    """A page that leads elsewhere; one that leads to an error page, to login or home is that."""
    assert case.page is not None
    target = redirect_target(case.page, size=len(case.body), look=case.look)
    if target is None:
        return None
    found = judge_redirect(case.url, target, known=case.known)
    if found.state is PageState.OK:
        return Judgement(PageState.REDIRECT_SHELL, "leads_elsewhere", target=target)
    return found


def _speaks_and_leaves(case: Case) -> Judgement | None:
    """``alert(...)`` and nothing else: whatever it says, there is no page."""
    assert case.look is not None
    if not case.look.message:
        return None
    return Judgement(PageState.SOFT_404, "says_in_alert", evidence=case.evidence)


def _stub(case: Case) -> Judgement | None:
    assert case.look is not None
    if not case.is_home or len(case.body) >= MAX_STUB_BYTES or case.look.is_app:
        return None
    if case.look.links or case.look.has_frames:
        return None
    return Judgement(PageState.STUB, "home_without_links", evidence=case.evidence)


_RULES: tuple[Callable[[Case], Judgement | None], ...] = (
    *(_content, _file, find_block, _too_often, find_refusal, _failed),
    *(_restricted, _missing, _shell, _speaks_and_leaves, _stub),
)

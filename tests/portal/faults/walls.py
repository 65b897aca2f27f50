"""Faults of firewalls: they refuse, or only look as if they did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import ClassVar

from tests.portal.faults.base import Answer, Exchange, Fault
from tests.portal.faults.losses import lose, lose_all
from tests.portal.site import Resource
from tests.portal.truth import ArticleTruth, Truth

UTF8_HTML = "text/html; charset=utf-8"
_SCRIPT = b"<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=40117;</script>"
# States of a host that come after some requests, whatever the path.
WHOLE_HOST = "*"


def _refusal(status: int, html: str, **headers: str) -> Resource:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Resource(html.encode(), UTF8_HTML, status=status, headers=pairs)


CHALLENGE_412 = _refusal(
    412,
    f"<html><head><meta id='qy7' content='u1' r='m'>{_SCRIPT.decode()}"
    "<script src='/k3/w9.js' r='m'></script></head><body></body></html>",
)


@dataclass(frozen=True)
class Wall(Fault):
    """After some requests, every further one is refused."""

    after: int = 20
    vendor: ClassVar[str]
    refusal: ClassVar[Resource]

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        # The only faults that depend on the order of requests: that is how such walls are.
        hit = exchange.asked.number > self.after
        return replace(answer, resource=self.refusal) if hit else answer

    def truth(self, truth: Truth) -> Truth:
        """What is found before the wall depends on the order; from the start, it is nothing."""
        if self.after:
            return replace(truth, states={**truth.states, WHOLE_HOST: "blocked"})
        return lose_all(truth, states={truth.home: "blocked", WHOLE_HOST: "blocked"})


@dataclass(frozen=True)
class Wall412(Wall):
    """After 20 requests, 412 with a script that computes a cookie."""

    name = "wall-412"
    vendor = "ruishu"
    refusal = CHALLENGE_412


@dataclass(frozen=True)
class Wall521(Wall):
    """After 20 requests, 521 with a script that sets a cookie and asks again."""

    name = "wall-521"
    vendor = "jiasule"
    refusal = _refusal(
        521,
        "<script>document.cookie=('_')+('_')+('x');location.href=location.pathname</script>",
        Set_Cookie="__jsluid_h=4c1a; path=/; HttpOnly",
    )


@dataclass(frozen=True)
class Wall405(Wall):
    """After 20 requests, 405 with a firewall's notice."""

    name = "wall-405"
    vendor = "aliyun"
    refusal = _refusal(
        405,
        "<html><head><title>405</title></head><body><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，"
        "您的访问被阻断。</p><p>请求编号：<b>qy0099</b></p></body></html>",
    )


@dataclass(frozen=True)
class Wall418(Wall):
    """After 20 requests, 418 with a firewall's notice."""

    name = "wall-418"
    vendor = "huawei"
    refusal = _refusal(418, "<h3>您的请求疑似攻击行为！</h3><p>如是误判，请联系管理员。</p>")


@dataclass(frozen=True)
class Wall493(Wall):
    """After 20 requests, 493 with a firewall's notice."""

    name = "wall-493"
    vendor = "qianxin"
    refusal = _refusal(493, "<p>当前访问可能对网站安全造成威胁，已被网站卫士拦截。</p>")


@dataclass(frozen=True)
class BlockedTree(Fault):
    """One folder, the one with the most articles, answers 412; the rest of the site is as ever."""

    name = "blocked-tree"
    folder: str = ""

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        hit = exchange.path.startswith(self.folder or fullest_folder(exchange.site.truth))
        return replace(answer, resource=CHALLENGE_412) if hit else answer

    def truth(self, truth: Truth) -> Truth:
        folder = self.folder or fullest_folder(truth)
        return lose(truth, lambda path: path.startswith(folder), state="blocked")


@dataclass(frozen=True)
class CookieWall(Fault):
    """Every page is sent to itself with a cookie, with or without the cookie."""

    name = "cookie-wall"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        headers = (("Location", exchange.path), ("Set-Cookie", f"CT6T={exchange.visit}; path=/"))
        return replace(answer, resource=Resource(b"", status=302, headers=headers))

    def truth(self, truth: Truth) -> Truth:
        return lose_all(truth, states={truth.home: "blocked", WHOLE_HOST: "blocked"})


@dataclass(frozen=True)
class ScriptInPages(Fault):
    """Every good page carries the script of a challenge, as behind a firewall that lets us in."""

    name = "challenge-script"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        page = answer.resource
        if not page.is_page:
            return answer
        body = page.body.replace(b"<head>", b"<head>" + _SCRIPT, 1)
        return replace(answer, resource=replace(page, body=body))


@dataclass(frozen=True)
class WordsInArticle(Fault):
    """One article begins with the words of a firewall's notice."""

    name = "waf-words"
    words: ClassVar[str] = (
        "如果看到“当前访问疑似黑客攻击，已被创宇盾拦截”的提示，请与县网信办联系。"
    )

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        article = plain_article(exchange.site.truth)
        if exchange.path != article.path or not answer.resource.is_page:
            return answer
        first = article.paragraphs[0].encode(article.encoding)
        body = answer.resource.body.replace(first, self.words.encode(article.encoding) + first, 1)
        # The page was made anew: it has no date of change.
        return replace(answer, resource=replace(answer.resource, body=body, last_modified=None))

    def truth(self, truth: Truth) -> Truth:
        article = plain_article(truth)
        first, *others = article.paragraphs
        changed = replace(article, paragraphs=(self.words + first, *others))
        return replace(truth, articles={**truth.articles, article.path: changed})


def fullest_folder(truth: Truth) -> str:
    """The folder with the most articles in it; raises ValueError for a site without folders."""
    counts = Counter(
        path.rpartition("/")[0] + "/" for path in truth.articles if "?" not in path and path != "/"
    )
    counts.pop("/", None)
    if not counts:
        raise ValueError("no folder with articles: name one")
    return counts.most_common(1)[0][0]


def plain_article(truth: Truth) -> ArticleTruth:
    """The first article of plain paragraphs that no other fault or twin is about."""
    taken = {truth.edited.path, *(path for pair in truth.same_body for path in pair)}
    return next(
        article
        for path, article in truth.articles.items()
        if path not in taken
        and (article.body_kind, article.body_style) == ("text", "plain")
        and article.listed_in
    )


FAULTS: tuple[type[Fault], ...] = (
    *(Wall412, Wall521, Wall405, Wall418, Wall493),
    *(BlockedTree, CookieWall, ScriptInPages, WordsInArticle),
)

"""Faults of servers that do not say 404."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.portal.faults.base import Answer, Exchange, Fault
from tests.portal.site import Resource
from tests.portal.truth import Truth

ROBOTS = "/robots.txt"
ERROR_PAGE = "/404.htm"
_SORRY = Resource(
    "<html><head><title>抱歉，没有这个页面</title></head><body><h3>温馨提示</h3>"
    "<p>您访问的页面不存在，可能已被移走或者改名。</p><p><a href='/'>首页</a></p>".encode(),
    "text/html; charset=utf-8",
)
_EMPTY = Resource(
    "<html><head><title>_清源党建网</title></head><body><div><a href='/'>网站首页</a></div>"
    "<div>您当前的位置：<a href='/'>首页</a> &gt; </div><h2></h2>"
    "<div>发布时间：　　来源：　　作者：　　点击数：0</div><div class='nr'></div>"
    "<p>上篇：</p><p>下篇：</p><div>版权所有：中共清源县委组织部</div></body></html>".encode(),
    "text/html; charset=utf-8",
)


@dataclass(frozen=True)
class Soft404(Fault):
    """What is missing, robots.txt too, answers 200 with a page that says so."""

    name = "soft-404"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        if answer.resource.status != 404 and exchange.path != ROBOTS:
            return answer
        return replace(answer, resource=self.instead(exchange))

    def instead(self, exchange: Exchange) -> Resource:
        """What is sent for an address that is not there."""
        return _SORRY

    def truth(self, truth: Truth) -> Truth:
        states = dict.fromkeys((*truth.dead_links, ROBOTS), "soft_404")
        return replace(truth, dead_links=(), states={**truth.states, **states})


@dataclass(frozen=True)
class Soft404Redirect(Soft404):
    """What is missing, robots.txt too, is sent to /404.htm, which answers 200."""

    name = "soft-404-redirect"

    def instead(self, exchange: Exchange) -> Resource:
        if exchange.path == ERROR_PAGE:
            return _SORRY
        return Resource(b"", status=302, headers=(("Location", ERROR_PAGE),))


@dataclass(frozen=True)
class Soft404Home(Soft404):
    """What is missing, robots.txt too, answers 200 with the home page."""

    name = "soft-404-home"

    def instead(self, exchange: Exchange) -> Resource:
        return exchange.site.find(exchange.site.truth.home)


@dataclass(frozen=True)
class Soft404Empty(Soft404):
    """What is missing, robots.txt too, answers 200 with an article's frame, all labels empty."""

    name = "soft-404-empty"

    def instead(self, exchange: Exchange) -> Resource:
        return _EMPTY


FAULTS: tuple[type[Fault], ...] = (Soft404, Soft404Redirect, Soft404Home, Soft404Empty)

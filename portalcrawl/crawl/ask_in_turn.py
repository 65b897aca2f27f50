"""Ask for a few pages, one after the other and politely; what to ask next is a plan's to say.

robots.txt is asked first and obeyed, redirects are answers. Pauses are those of a crawl; nothing is
stored or remembered.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http.request import NO_CALLBACK

from portalcrawl.crawl.answers import plain_answer
from portalcrawl.crawl.failure_reasons import failure_reason
from portalcrawl.crawl.gate import Gate
from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.reading import Answer
from portalcrawl.frontier.queue import utc_now
from portalcrawl.manners.memory import Manners as Memory
from portalcrawl.manners.robots_cache import after_answer
from portalcrawl.manners.terms import Terms
from portalcrawl.recrawl.retry import retry_after_secs
from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.robots import MAX_REDIRECTS, Rules, moved_to, rules_of_text

# Bodies are decoded as in a crawl.
_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "portalcrawl.crawl.downloadermiddlewares.content_encoding.ContentEncodingMiddleware": 590,
}
ROBOTS_TXT, ROBOTS_UNREACHABLE = "robots.txt", "robots_unreachable"


@dataclass(frozen=True, slots=True)
class Got:
    """What came of asking: the answer, or the name of the ``failure`` and what it said.

    ``crawl_delay_secs`` is the pause that robots.txt asks for.
    """

    answer: Answer | None
    failure: str = ""
    detail: str = ""
    secs: float = 0.0
    crawl_delay_secs: float | None = None


class Plan(Protocol):
    """Says what to ask for next, and is told what came of it."""

    def next_step(self) -> Step | None:
        """The next page to ask for; None when it has seen enough."""

    def take(self, step: Step, got: Got) -> None:
        """*got* came of *step*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How to ask: the pause between two pages, and the longest that robots.txt may ask for."""

    user_agent: str
    delay_secs: float = 0.0
    max_delay_secs: float = 30.0


class InTurnSpider(Spider):
    """Asks what *plan* wants."""

    name = "in_turn"

    def __init__(self, *, plan: Plan, manners: Manners, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        super().__init__(**kwargs)
        self._plan = plan
        self._memory = Memory(
            Terms(delay_secs=manners.delay_secs, crawl_delay_max_secs=manners.max_delay_secs),
            run="",
        )
        self._gates: dict[str, Gate] = {}
        self._robots: dict[str, Rules | str] = {}

    async def start(self) -> AsyncIterator[Request]:
        """One page after the other; none of them through the scheduler."""
        while (step := self._plan.next_step()) is not None:
            self._plan.take(step, await self._ask(step))
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def _ask(self, step: Step) -> Got:
        origin = "/".join(step.url.split("/")[:3])
        if not isinstance(self._robots.get(origin), Rules):
            self._robots[origin] = await self._robots_of(origin)
        rules = self._robots[origin]
        if isinstance(rules, str):
            return Got(None, ROBOTS_UNREACHABLE, f"robots.txt can't be had: {rules}")
        if not rules.allowed(step.url):
            delay = rules.crawl_delay_secs
            return Got(None, ROBOTS_TXT, "robots.txt forbids it", crawl_delay_secs=delay)
        self._memory.host(host_of(step.url)).pace.crawl_delay_secs = rules.crawl_delay_secs
        began = monotonic()
        got = await self._download(step)
        secs = monotonic() - began
        return Got(got.answer, got.failure, got.detail, secs, rules.crawl_delay_secs)

    async def _robots_of(self, origin: str) -> Rules | str:
        """The rules of *origin*, or why they can't be had; then nothing may be asked."""
        url = f"{origin}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            got = await self._download(Step(url=url))
            answer = got.answer
            if answer is None:
                return got.failure
            location = answer.header("location") or ""
            target = moved_to(status=answer.status, location=location, base=url)
            if target is None:
                break
            url = target
        assert answer is not None
        kept = after_answer(None, status=answer.status, body=answer.body, now=utc_now())
        return kept.failure or rules_of_text(kept.text)

    async def _download(self, step: Step) -> Got:
        request = Request(
            step.url,
            method="POST" if step.body else "GET",
            body=step.body,
            headers={"Content-Type": step.content_type} if step.body else None,
            callback=NO_CALLBACK,
            meta={"verbatim_url": True},
        )
        engine = self.crawler.engine
        assert engine is not None
        gate = self._gate(host_of(step.url))
        try:
            began = await gate.enter()
            try:
                response = await engine.download_async(request)
            finally:
                gate.leave()
        except Exception as error:  # noqa: BLE001 - named, and told to whoever asked
            return Got(None, failure_reason(error), str(error) or type(error).__name__)
        answer, now = plain_answer(response), utc_now()
        self._memory.host(host_of(step.url)).pace.answered(
            self._memory.terms,
            began=began,
            now=now,
            status=answer.status,
            latency_secs=request.meta.get("download_latency"),
            retry_after_secs=retry_after_secs(answer.header("retry-after"), now=now),
        )
        return Got(answer)

    def _gate(self, host: str) -> Gate:
        if host not in self._gates:
            self._gates[host] = Gate(
                host, self._memory, is_stopping=lambda: False, on_wait=lambda _why: None
            )
        return self._gates[host]


def ask_in_turn(plan: Plan, manners: Manners) -> bool:
    """Ask what *plan* wants, until it wants no more; whether it came so far (no Ctrl-C)."""
    settings = {
        "USER_AGENT": manners.user_agent,
        # Both are the plan's: robots.txt is asked above, and a redirect is an answer.
        "ROBOTSTXT_OBEY": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "DOWNLOADER_MIDDLEWARES": _MIDDLEWARES,
        "RETRY_TIMES": 1,
        "DOWNLOAD_TIMEOUT": 60,
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(InTurnSpider, plan=plan, manners=manners)
    process.start()
    return plan.next_step() is None


class _OnePage:
    """The plan to ask for one page."""

    def __init__(self, step: Step) -> None:
        self._step: Step | None = step
        self.got = Got(None, "no_answer", "no answer")

    def next_step(self) -> Step | None:
        step, self._step = self._step, None
        return step

    def take(self, step: Step, got: Got) -> None:
        self.got = got


def ask_once(url: str, *, user_agent: str) -> Got:
    """What comes of asking for *url*: any status, no redirect followed."""
    plan = _OnePage(Step(url=url))
    ask_in_turn(plan, Manners(user_agent=user_agent))
    return plan.got

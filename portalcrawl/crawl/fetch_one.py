"""Ask for one page, politely: robots.txt is obeyed, redirects are followed, nothing is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from portalcrawl.crawl.answers import plain_answer
from portalcrawl.errors import PageError
from portalcrawl.extract.reading import Answer


class OnePageSpider(Spider):
    """Asks for *url* once and keeps the answer."""

    name = "one_page"

    def __init__(self, *, url: str, answers: list[Answer | str], **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        super().__init__(**kwargs)
        self._url = url
        self._answers = answers

    async def start(self) -> AsyncIterator[Request]:
        """The one request."""
        meta = {"handle_httpstatus_all": False, "handle_httpstatus_list": list(range(400, 600))}
        yield Request(self._url, callback=self.keep, errback=self.failed, meta=meta)

    def keep(self, response: Response) -> None:
        """Keep the answer."""
        self._answers.append(plain_answer(response))

    def failed(self, failure: Failure) -> None:
        """Keep the reason."""
        self._answers.append(str(failure.value) or type(failure.value).__name__)


def fetch_one(url: str, *, user_agent: str) -> Answer:
    """The answer of the site to *url*. Raises PageError where there is none."""
    settings = {
        "USER_AGENT": user_agent,
        "ROBOTSTXT_OBEY": True,
        "RETRY_TIMES": 1,
        "DOWNLOAD_TIMEOUT": 60,
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }
    answers: list[Answer | str] = []
    process = AsyncCrawlerProcess(settings)
    process.crawl(OnePageSpider, url=url, answers=answers)
    process.start()
    answer = answers[0] if answers else "no answer"
    if isinstance(answer, str):
        raise PageError(f"{url}: {answer}")
    if answer.status >= 400:
        raise PageError(f"{url}: the site answers {answer.status}")
    return answer

"""A crawl that dies between any two stores loses nothing, and stores nothing twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter

import pytest

from tests.conftest import Portalcrawl
from tests.crawl.dying_crawl import PLACES
from tests.kill.struck_crawl import CONCURRENCY, MAX_IN_FLIGHT
from tests.kill.verify import violations
from tests.portal import build_t1, serve

SITE = build_t1(articles=100)
FAST = ("--delay", "0", "--concurrency", str(CONCURRENCY))


def die(command: Portalcrawl, url: str, *, place: str, number: int) -> str:
    """Crawl until *place* is written to the *number*th time; what was said."""
    crawl = ["crawl", url, *FAST, "--data", str(command.data)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.crawl.dying_crawl", place, str(number), *crawl],
        env=command.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL, (place, done.stderr)
    return done.stderr


@pytest.mark.slow
def test_a_crawl_that_dies_at_each_boundary(portalcrawl: Portalcrawl):
    said = ""
    with serve(SITE) as portal:
        for turn, place in enumerate(PLACES):
            said += die(portalcrawl, portal.url, place=place, number=1 + turn % 2)
        said += portalcrawl.crawl(portal.url)
        asked = Counter(r.path for r in portal.requests if r.path != "/robots.txt")
        most = MAX_IN_FLIGHT * len(PLACES)
        broken = violations(portalcrawl, SITE.truth, at=portal.url, most_unknown=most)
    assert {rule: found for rule, found in broken.items() if found} == {}
    assert sum(count - 1 for count in asked.values()) <= most
    assert said.count("cut off a torn record") == 1

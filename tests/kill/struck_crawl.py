"""One crawl to its end through many strikes at random moments."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from tests.conftest import Portalcrawl
from tests.kill.strikes import ENDS_THE_CRAWL, KINDS, MONGOD, strike
from tests.portal import ChildPortal, Request

CONCURRENCY = 4
# Asked of the server and not acknowledged: the requests under way, and the pages that wait for the
# next write (every 0.1 s).
MAX_IN_FLIGHT = 2 * CONCURRENCY + 8
# A crawl that does nothing for so long is stuck.
PATIENCE_SECS = 180.0
# Between two batches.
LONGEST_PAUSE_SECS = 0.3


@dataclass
class Struck:
    """What was done to a crawl and what it did: of each kind of strike how many, and the faults."""

    strikes: Counter[str] = field(default_factory=Counter)
    torn: int = 0
    """Torn records that were cut off."""
    requests: list[Request] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def again(self) -> int:
        """Requests for what was asked for before in this crawl."""
        asked = Counter(r.path for r in self.requests if r.path != "/robots.txt")
        return sum(count - 1 for count in asked.values())

    @property
    def max_again(self) -> int:
        """How many may be repeated: a server that died alone costs none, it is waited for."""
        return MAX_IN_FLIGHT * (self.strikes.total() - self.strikes[MONGOD])


def crawl_through(
    command: Portalcrawl,
    portal: ChildPortal,
    *options: str,
    kills: int,
    addresses: int,
    rng: Random,
    tell: Callable[[str], None],
) -> Struck:
    """Crawl *portal* to the end, struck *kills* times; it has about *addresses* to ask for."""
    struck = Struck()
    before = portal.request_count
    # All of it each time: one that is unchanged would be over before it is struck.
    fast = ("--full", "--delay", "0", "--concurrency", str(CONCURRENCY))
    arguments = ("crawl", portal.url, *fast, *options)
    is_over = False
    while not is_over and (left := kills - struck.strikes.total()) > 0:
        with command.start(*arguments, stdout=subprocess.DEVNULL) as process:
            kind = ""
            while left > 0 and kind not in ENDS_THE_CRAWL:
                asked = {r.path for r in portal.requests[before:]}
                most = max(1, round(2 * (addresses - len(asked)) / (left + 1)))
                if not _moment(portal, process, wait_for=rng.randint(1, most)):
                    kind = ""
                    break
                _wait_a_little(command, rng)
                kind = rng.choice(KINDS)
                strike(kind, process, command.data)
                struck.strikes[kind] += 1
                left -= 1
            said = _last_words(process)
            struck.torn += said.count("torn record")
            status = process.returncode
        is_right = ENDS_THE_CRAWL.get(kind, _is_whole)
        if not is_right(status):
            struck.faults.append(f"exit status {status} after {kind or 'nothing'}: {said[-2000:]}")
            tell(struck.faults[-1])
        # It came to its end by itself.
        is_over = status == 0 and (kind not in ENDS_THE_CRAWL or _is_over(said))
        tell(f"{struck.strikes.total()} strikes, {portal.request_count - before} requests")
    if not is_over:
        done = command.run(*arguments, timeout_secs=900)
        struck.torn += done.stderr.count("torn record")
        if done.returncode != 0:
            struck.faults.append(f"exit status {done.returncode} of the last run: {done.stderr}")
    struck.requests = portal.requests[before:]
    if struck.strikes.total() < kills:
        struck.faults.append(f"the crawl was over after {struck.strikes.total()} of {kills} kills")
    return struck


def _moment(portal: ChildPortal, process: subprocess.Popen[str], *, wait_for: int) -> bool:
    """Wait for so many requests more; whether the crawl still runs.

    Counted in requests the moment is as random on a slow machine as on a fast one.
    """
    moment = portal.request_count + wait_for
    deadline = time.monotonic() + PATIENCE_SECS
    while portal.request_count < moment and process.poll() is None:
        if time.monotonic() > deadline:
            process.kill()
            return False
        time.sleep(0.005)
    return process.poll() is None


def _wait_a_little(command: Portalcrawl, rng: Random) -> None:
    """So that the moment falls between two requests too, or into the writing of a batch."""
    if rng.random() < 0.5:
        deadline = time.monotonic() + LONGEST_PAUSE_SECS
        before = _archived_bytes(command)
        while _archived_bytes(command) == before and time.monotonic() < deadline:
            time.sleep(0.0005)
        time.sleep(rng.uniform(0, 0.01))
    else:
        time.sleep(rng.uniform(0, 0.05))


def _archived_bytes(command: Portalcrawl) -> int:
    return sum(file.stat().st_size for file in command.warc_files())


def _is_whole(status: int) -> bool:
    return status == 0


def _is_over(said: str) -> bool:
    """Whether a crawl that was told to end had nothing left to do."""
    return "articles: " in said and "stopped early" not in said


def _last_words(process: subprocess.Popen[str]) -> str:
    """What the process says until it ends."""
    with suppress(subprocess.TimeoutExpired):
        return process.communicate(timeout=PATIENCE_SECS)[1]
    process.kill()
    return f"did not end in {PATIENCE_SECS:.0f} s; {process.communicate()[1]}"

"""Runs for people and for programs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from rich.console import Console

from portalcrawl.report.runs import duration, run_figures, runs_table, size

RUN = {
    "_id": "a.cn@20260101000000000",
    "site": "a.cn",
    "state": "finished",
    "reason": "finished",
    "started_at": datetime(2026, 1, 1, tzinfo=UTC),
    "ended_at": datetime(2026, 1, 1, 0, 2, tzinfo=UTC),
    "is_whole": True,
    "processes": [{}, {}],
    "changes": {"new": 21, "gone": 3},
    "figures": {
        "downloader/request_count": 640,
        "downloader/response_bytes": 1_234_567,
        "downloader/response_status_count/304": 600,
        "downloader/response_status_count/200": 40,
        "portalcrawl/archive/revisit": 612,
        "portalcrawl/run/secs": 119.5,
        "portalcrawl/run/cpu_secs": 3.25,
        "portalcrawl/run/peak_memory_bytes": 90_000_000,
    },
}
BEGUN = {"_id": "b@1", "site": "b", "state": "paused", "started_at": RUN["started_at"]}


def text(*runs) -> str:
    console = Console(width=200)
    with console.capture() as capture:
        console.print(runs_table(runs))
    return capture.get()


def test_a_row():
    row = next(line for line in text(RUN).splitlines() if "a.cn@" in line)
    words = ["a.cn@20260101000000000", "2026-01-01", "00:00", "finished", "21", "3", "640", "600"]
    assert row.split() == [*words, "1.23", "MB", "3.2", "s", "0:01:59"]


def test_a_run_that_has_just_begun():
    assert "paused" in text({**BEGUN, "reason": "the disk is full"})
    figures = run_figures(BEGUN)
    assert (figures["requests"], figures["secs"], figures["ended_at"]) == (0, None, None)


def test_figures():
    assert run_figures(RUN) == {
        "run": "a.cn@20260101000000000",
        "site": "a.cn",
        "state": "finished",
        "reason": "finished",
        "started_at": "2026-01-01T00:00:00+00:00",
        "ended_at": "2026-01-01T00:02:00+00:00",
        "is_whole": True,
        "processes": 2,
        "changes": {"new": 21, "gone": 3},
        "requests": 640,
        "statuses": {"200": 40, "304": 600},
        "not_modified": 600,
        "revisits": 612,
        "received_bytes": 1_234_567,
        "secs": 119.5,
        "cpu_secs": 3.25,
        "peak_memory_bytes": 90_000_000,
    }


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (5_200_000_000_000, "5.2 TB")]
)
def test_size(count, told):
    assert size(count) == told


@pytest.mark.parametrize(
    ("secs", "told"), [(None, ""), (0, "0.0 s"), (60, "0:01:00"), (90_061, "1 day, 1:01:01")]
)
def test_duration(secs, told):
    assert duration(secs) == told

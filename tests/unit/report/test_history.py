"""The past of an article as a table."""

from __future__ import annotations

from rich.console import Console

from portalcrawl.history.timeline import timeline
from portalcrawl.report.history import history_table
from tests.unit.history.test_timeline import EVENTS, FIRST, NOW, SECOND


def test_rows():
    console = Console(width=160)
    runs = {"c0": "a@1", "c1": "a@2"}
    with console.capture() as capture:
        console.print(history_table(timeline([FIRST, SECOND, NOW], EVENTS, runs)))
    rows = [" ".join(line.split()) for line in capture.get().splitlines() if "2026" in line]
    assert rows == [
        "1 2026-02-01 00:00:00 new a@1 a/x.warc.gz @0",
        "2 2026-02-02 00:00:00 changed a@2 title, body_text a/x.warc.gz @1",
        "2026-02-03 00:00:00 gone r3",
        "2026-02-04 00:00:00 back r4",
        "2026-02-05 00:00:00 moved r5 was at http://a.cn/0.html",
        "3 2026-02-06 00:00:00 changed reprocess author a/x.warc.gz @1",
    ]


def test_fields_that_were_not_kept():
    old = {**FIRST, "changed_fields": None}
    (_, changed) = timeline([old, SECOND], [], {})
    console = Console(width=160)
    with console.capture() as capture:
        console.print(history_table([changed]))
    assert "not recorded" in capture.get()

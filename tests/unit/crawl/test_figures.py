"""Figures are written down while the crawl goes on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace

from scrapy.signalmanager import SignalManager
from scrapy.statscollectors import MemoryStatsCollector

from portalcrawl.crawl import figures as figures_module
from portalcrawl.crawl.extensions import figures as module
from portalcrawl.errors import StoreUnavailableError
from portalcrawl.store.articles import Saved


class Notes:
    """Stands for the session, its stores, its thread and the runs."""

    run = "a@1"

    def __init__(self) -> None:
        self.stores = self
        self.runs = self
        self.journal = SimpleNamespace(saved=Saved(new=3), revisits=2)
        self.thread = SimpleNamespace(run=self._run)
        self.noted: list[dict] = []
        self.is_full = asyncio.Event()

    def note_figures(self, run: str, *, worker: str, figures: dict) -> None:
        assert (run, worker.count(":")) == ("a@1", 2)
        self.noted.append(figures)
        if len(self.noted) == 1:
            raise StoreUnavailableError("away")
        self.is_full.set()

    async def _run(self, work, *args, **kwargs) -> None:
        work(*args, **kwargs)


def test_again_and_again_even_if_the_store_was_away(monkeypatch):
    async def scene() -> list[dict]:
        notes = Notes()
        crawler = SimpleNamespace(signals=SignalManager())
        crawler.settings = SimpleNamespace(getbool=lambda _name: False)
        crawler.stats = MemoryStatsCollector(crawler)
        crawler.stats.set_value("downloader/request_count", 5)
        crawler.stats.set_value("page/a.cn", 1)
        crawler.stats.set_value("start_time", datetime.now(UTC))
        for place in (module, figures_module):
            monkeypatch.setattr(place, "session_of", lambda _crawler: notes)
        monkeypatch.setattr(module, "NOTE_SECS", 0)
        extension = module.FiguresExtension(crawler)
        extension._opened()
        await asyncio.wait_for(notes.is_full.wait(), 10)
        extension._closed()
        return notes.noted

    _, second, *_ = asyncio.run(scene())
    assert second["downloader/request_count"] == 5
    assert second["page/a_cn"] == 1
    assert "start_time" not in second
    assert second["portalcrawl/article/new"] == 3
    assert second["portalcrawl/archive/revisit"] == 2
    assert second["portalcrawl/run/peak_memory_bytes"] > 10_000_000

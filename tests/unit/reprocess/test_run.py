"""A chunk over which a worker died, page by page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portalcrawl.errors import PortalcrawlError
from portalcrawl.reprocess.chunk import Chunk, ChunkReading
from portalcrawl.reprocess.ordered import WorkerLostError
from portalcrawl.reprocess.run import _page_by_page
from portalcrawl.store.archived_pages import Address

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CHUNK = Chunk(tuple(Address(str(n), f"http://a.cn/{n}", NOW) for n in range(4)))


def reader(deadly: set[str]):
    def read(chunk: Chunk) -> ChunkReading:
        (address,) = chunk.addresses
        if address.fingerprint in deadly:
            raise WorkerLostError("terminated abruptly")
        return ChunkReading(same=1)

    return read


def test_only_the_deadly_page_is_lost():
    found = _page_by_page(CHUNK, reader({"2"}))
    assert found.same == 3
    (why,) = found.unreadable.values()
    assert list(found.unreadable) == ["http://a.cn/2"]
    assert "died" in why


def test_where_every_page_is_deadly_it_is_not_the_pages():
    with pytest.raises(PortalcrawlError, match=r"every page from http://a\.cn/0 to http://a\.cn/3"):
        _page_by_page(CHUNK, reader({"0", "1", "2", "3"}))

"""The one order in which a batch is made durable."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portalcrawl.archive.spool import Spool
from portalcrawl.crawl.batch import Batch, commit
from portalcrawl.errors import StoreUnavailableError
from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.items import Article, SiteRecord
from tests.unit.archive.exchanges import exchange
from tests.unit.crawl.stores import RecordingStores

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ENTRY = Entry(site="a", url="http://a.cn/1")
ORDER = ["archive", "captures", "changes", "articles", "texts", "lists", "record"]
ORDER += ["hosts", "entries", "returned", "visits"]


def full_batch() -> Batch:
    sent = exchange(id="c1", url=ENTRY.url)
    return Batch(
        exchanges=[sent],
        articles=[Article(site="a", url=ENTRY.url, title="会", capture_id="c1")],
        entries=[Entry(site="a", url="http://a.cn/2")],
        visits=[Visit(entry=ENTRY, state=State.DONE, reason="ok", visited_at=NOW, capture="c1")],
        record=SiteRecord(owner="县政府"),
        returned=[Entry(site="a", url="http://a.cn/3")],
        hosts={"a.cn": {"run": "a@1"}},
    )


def test_order():
    stores = RecordingStores()
    done = commit(full_batch(), stores, {})
    assert stores.names == ORDER
    assert (done.queued, done.saved.new) == (1, 1)


def test_the_article_gets_the_pointer_of_its_capture():
    stores = RecordingStores()
    commit(full_batch(), stores, {})
    pointers = dict(stores.calls)["articles"]
    assert pointers["会"] == {
        "id": "c1",
        "file": "a/x.warc.gz",
        "offset": 0,
        "length": 9,
        "fetched_at": exchange().fetched_at,
        "payload_digest": "sha1:X",
    }


def test_a_new_article_is_told_of():
    stores = RecordingStores()
    commit(full_batch(), stores, {})
    assert dict(stores.calls)["changes"] == ["a@20260101000000 http://a.cn/1 new"]


@pytest.mark.parametrize("away_at", ORDER)
def test_again_after_the_store_was_away_nothing_is_archived_twice(away_at):
    stores, batch, captured = RecordingStores(away_at={away_at}), full_batch(), {}
    with pytest.raises(StoreUnavailableError):
        commit(batch, stores, captured)
    assert stores.names == ORDER[: ORDER.index(away_at)]
    commit(batch, stores, captured)
    assert stores.names.count("archive") == 1
    # Everything after it may be repeated, and stands in the same order.
    second = stores.names[ORDER.index(away_at) :]
    assert second == (ORDER if away_at == "archive" else ORDER[1:])
    assert captured == {}


def test_an_article_may_come_in_a_later_batch_than_its_exchange():
    stores, captured = RecordingStores(), {}
    batch = full_batch()
    later = Batch(articles=batch.articles, visits=batch.visits)
    commit(Batch(exchanges=batch.exchanges), stores, captured)
    assert list(captured) == ["c1"]
    commit(later, stores, captured)
    (saved,) = [what for name, what in stores.calls if name == "articles" and what]
    assert saved["会"]["id"] == "c1"
    assert captured == {}


def test_the_file_of_a_large_body_goes_when_its_record_is_durable(tmp_path):
    spool = Spool(tmp_path)
    spool.write(b"video")
    batch = full_batch()
    batch.exchanges = [exchange(id="c1", body=spool.close())]
    (path,) = tmp_path.iterdir()
    stores, captured = RecordingStores(away_at={"archive", "captures"}), {}
    with pytest.raises(StoreUnavailableError, match="archive"):
        commit(batch, stores, captured)
    assert path.exists()
    with pytest.raises(StoreUnavailableError, match="captures"):
        commit(batch, stores, captured)
    assert not path.exists()
    # Nothing needs it any more.
    commit(batch, stores, captured)
    assert stores.names == ORDER


def test_the_pointer_is_kept_until_the_visit():
    stores, captured, batch = RecordingStores(), {}, full_batch()
    batch.visits = []
    commit(batch, stores, captured)
    assert list(captured) == ["c1"]


def test_no_record_no_write_of_it():
    stores, batch = RecordingStores(), full_batch()
    batch.record = None
    commit(batch, stores, {})
    assert "record" not in stores.names


@pytest.mark.parametrize("name", ["exchanges", "articles", "entries", "visits"])
def test_a_batch_with_anything_in_it_is_one(name):
    assert not Batch()
    assert Batch(**{name: getattr(full_batch(), name)})
    assert Batch(record=SiteRecord())

"""Indexes and the schema version."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from pymongo.errors import DuplicateKeyError

from portalcrawl.errors import StoreError
from portalcrawl.store.schema import INDEXES, SCHEMA_VERSION, ensure_schema


def indexes(db) -> dict[str, set[str]]:
    return {name: set(db[name].index_information()) - {"_id_"} for name in INDEXES}


WANTED = {name: {model.document["name"] for model in models} for name, models in INDEXES.items()}


def test_made(db):
    ensure_schema(db)
    assert indexes(db) == WANTED
    assert db.meta.find_one({"_id": "schema"}) == {"_id": "schema", "version": SCHEMA_VERSION}


def test_safe_to_run_twice(store, writes):
    ensure_schema(store)
    assert writes() == []
    assert indexes(store) == WANTED


def test_at_the_same_time(db):
    start = threading.Barrier(6)

    def run(_number: int) -> None:
        start.wait()
        ensure_schema(db)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(run, range(6)))
    assert indexes(db) == WANTED
    assert db.meta.count_documents({}) == 1


def test_a_start_that_died_half_way_is_done_again(db):
    db.frontier.create_indexes(INDEXES["frontier"])
    ensure_schema(db)
    assert indexes(db) == WANTED


def test_an_index_of_an_earlier_version_is_dropped(db):
    db.meta.insert_one({"_id": "schema", "version": SCHEMA_VERSION - 1})
    db.frontier.create_index([("site", 1), ("state", 1), ("kind", 1)], name="state")
    db.frontier.create_index("url", name="of_someone_else")
    ensure_schema(db)
    assert indexes(db) == {**WANTED, "frontier": WANTED["frontier"] | {"of_someone_else"}}


def test_a_newer_schema_is_refused(db):
    db.meta.insert_one({"_id": "schema", "version": SCHEMA_VERSION + 1})
    with pytest.raises(StoreError, match=rf"schema {SCHEMA_VERSION + 1}.* update portalcrawl") as e:
        ensure_schema(db)
    assert db.name in str(e.value)
    assert db.list_collection_names() == ["meta"]


def test_a_revision_is_kept_once(store):
    store.revisions.insert_one({"article": "1", "revision": 1})
    with pytest.raises(DuplicateKeyError):
        store.revisions.insert_one({"article": "1", "revision": 1})


@pytest.mark.parametrize(
    ("collection", "query", "order", "index"),
    [
        (
            "frontier",
            {"site": "a", "host": "a.cn", "state": "queued", "due_at": {"$lte": 1}},
            [("priority", -1), ("due_at", 1)],
            "lease",
        ),
        (
            "captures",
            {"site": "a"},
            [("site", 1), ("fingerprint", 1), ("fetched_at", -1)],
            "latest",
        ),
        ("articles", {"site": "a"}, [("published", -1)], "site_published"),
        ("runs", {"site": "a"}, [("started_at", -1)], "site_started"),
    ],
)
def test_queries_walk_an_index_in_its_order(store, collection, query, order, index):
    cursor = store[collection].find(query)
    plan = cursor.sort(order).explain()["queryPlanner"]["winningPlan"]
    stages = []
    while plan:
        stages.append((plan["stage"], plan.get("indexName")))
        plan = plan.get("inputStage")
    assert ("IXSCAN", index) in stages
    assert "SORT" not in [stage for stage, _ in stages]

"""What the tests of the stores share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pymongo.database import Database

from portalcrawl.store.schema import ensure_schema

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def store(db: Database[dict[str, Any]]) -> Database[dict[str, Any]]:
    """A database with its schema."""
    ensure_schema(db)
    return db


@pytest.fixture
def writes(store: Database[dict[str, Any]]) -> Callable[[], list[tuple[str, str]]]:
    """What was written since the last call: (collection, operation) of each entry of the oplog."""
    oplog = store.client.local["oplog.rs"]
    done = oplog.count_documents({})

    def new() -> list[tuple[str, str]]:
        nonlocal done
        entries = list(oplog.find({}).sort("$natural", 1).skip(done))
        done += len(entries)
        found = []
        for entry in entries:
            # Several writes of one command may share an entry.
            found += [
                (one["ns"].partition(".")[2], one["op"])
                for one in entry["o"].get("applyOps", [entry])
                if one["ns"].startswith(f"{store.name}.") and one["op"] in {"i", "u", "d"}
            ]
        return found

    return new

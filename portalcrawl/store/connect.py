"""The way to the database: a URI of the user's, or the private ``mongod`` of the data folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeAlias

from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import ConfigurationError, ConnectionFailure, OperationFailure, PyMongoError

from portalcrawl.errors import StoreError, StoreUnavailableError
from portalcrawl.store.private_mongod import PrivateMongod
from portalcrawl.store.schema import ensure_schema

Doc: TypeAlias = dict[str, Any]
DATABASE = "portalcrawl"
# How long one operation looks for a server before it counts as away; the crawl then waits and
# asks again (PORTALCRAWL_MONGO_WAIT_SECS), a command gives up.
SELECT_MS = 2000
# A server that accepts but never answers (stopped, swapped out) must not hold a thread for ever.
SOCKET_MS = 120_000
# Shutdown, interrupted by it, not primary (yet), recovering, configuration not loaded yet.
AWAY_CODES = frozenset({91, 93, 94, 189, 10107, 11600, 11602, 13435, 13436})

# What a server says of single writes when its disk is full; it has no code of its own for that.
NO_ROOM = "No space left on device"


class Connection:
    """An open database with its schema in place. ``db`` is the database; close it when done."""

    def __init__(self, *, uri: str | None, data_dir: Path) -> None:
        self._mongod = None if uri else PrivateMongod(data_dir)
        target = self._mongod.uri if self._mongod else str(uri)
        try:
            self._client: MongoClient[Doc] = MongoClient(
                target,
                tz_aware=True,
                appname="portalcrawl",
                serverSelectionTimeoutMS=SELECT_MS,
                socketTimeoutMS=SOCKET_MS,
            )
        except (ConfigurationError, ValueError) as error:
            # ValueError: a port that is no number.
            self._release()
            raise StoreError(f"PORTALCRAWL_MONGO_URI can't be used: {error}") from error
        self.db: Database[Doc] = self._client.get_default_database(DATABASE)
        try:
            with store_errors():
                ensure_schema(self.db)
        except BaseException:
            self.close()
            raise

    @property
    def server_version(self) -> str:
        """The version of ``mongod``."""
        return str(self._client.server_info()["version"])

    def revive(self) -> None:
        """Bring a private server that died back. Raises StoreError when it won't start."""
        if self._mongod is not None:
            self._mongod.revive()

    def close(self) -> None:
        """Close the client and give back the share in the private server, if there is one."""
        self._client.close()
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _release(self) -> None:
        if self._mongod is not None:
            self._mongod.close()


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn the driver's errors into ours: StoreUnavailableError where waiting may help."""
    try:
        yield
    except ConnectionFailure as error:
        raise StoreUnavailableError(f"MongoDB does not answer: {_brief(error)}") from error
    except OperationFailure as error:
        if error.code in AWAY_CODES or NO_ROOM in str(error):
            raise StoreUnavailableError(f"MongoDB is not ready: {error}") from error
        raise StoreError(f"MongoDB refused: {error}") from error
    except PyMongoError as error:
        raise StoreError(f"MongoDB: {error}") from error


def _brief(error: PyMongoError) -> str:
    """The cause, without the driver's timeouts and description of the topology."""
    return re.split(r" \(configured timeouts|, Timeout:", str(error), maxsplit=1)[0]

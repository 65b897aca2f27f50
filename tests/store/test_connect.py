"""The way to the database, and the driver's errors as ours."""

from __future__ import annotations

import re

import pytest
from pymongo.errors import (
    AutoReconnect,
    DuplicateKeyError,
    NetworkTimeout,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WriteError,
)

from portalcrawl.errors import StoreError, StoreUnavailableError
from portalcrawl.store import connect
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.schema import SCHEMA_VERSION
from tests.store.conftest import NOW


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(connect, "SELECT_MS", 200)


def test_a_server_of_the_users(mongod, new_database, tmp_path):
    with Connection(uri=new_database(), data_dir=tmp_path) as connection:
        assert connection.db.meta.find_one({"_id": "schema"})["version"] == SCHEMA_VERSION
        connection.revive()
    # Nothing of a private one in the data folder.
    assert list(tmp_path.iterdir()) == []


def test_the_database_has_a_name_where_the_address_has_none(mongod, tmp_path):
    with Connection(uri=mongod.uri, data_dir=tmp_path) as connection:
        assert connection.db.name == "portalcrawl"
        connection.db.client.drop_database("portalcrawl")


def test_times_come_back_aware(new_database, tmp_path):
    with Connection(uri=new_database(), data_dir=tmp_path) as connection:
        connection.db.runs.insert_one({"started_at": NOW})
        assert connection.db.runs.find_one()["started_at"] == NOW


@pytest.mark.parametrize(
    "uri",
    [
        *("http://127.0.0.1/", "mongodb://", "mongodb://u:p@x@127.0.0.1/", "mongodb://%zz/"),
        *("mongodb://127.0.0.1:port/", "mongodb://127.0.0.1:99999/", "mongodb://[::1/"),
        "mongodb://127.0.0.1/a b",
    ],
)
def test_an_address_that_is_none_names_the_setting(uri, tmp_path):
    with pytest.raises(StoreError, match="PORTALCRAWL_MONGO_URI can't be used: ") as caught:
        Connection(uri=uri, data_dir=tmp_path)
    assert not isinstance(caught.value, StoreUnavailableError)
    assert caught.value.exit_code == 5


@pytest.mark.usefixtures("soon")
def test_nobody_answers(tmp_path):
    with pytest.raises(StoreUnavailableError) as caught:
        Connection(uri="mongodb://127.0.0.1:1/x", data_dir=tmp_path)
    message = str(caught.value)
    assert re.fullmatch(r"MongoDB does not answer: 127\.0\.0\.1:1: \[Errno \d+\] [\w ]+", message)


def test_a_newer_schema_is_refused(db, new_database, tmp_path):
    db.meta.insert_one({"_id": "schema", "version": SCHEMA_VERSION + 1})
    uri = new_database()
    uri = uri.replace(re.search(r"test\d+", uri)[0], db.name)
    with pytest.raises(StoreError, match="update portalcrawl"):
        Connection(uri=uri, data_dir=tmp_path)


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (AutoReconnect("closed"), StoreUnavailableError),
        (NotPrimaryError("stepped down"), StoreUnavailableError),
        (NetworkTimeout("slow"), StoreUnavailableError),
        (ServerSelectionTimeoutError("nobody"), StoreUnavailableError),
        (OperationFailure("shutting down", 91), StoreUnavailableError),
        (OperationFailure("interrupted", 11600), StoreUnavailableError),
        (OperationFailure("not primary", 10107), StoreUnavailableError),
        (WriteError("28: No space left on device", 8), StoreUnavailableError),
        (OperationFailure("no rights", 13), StoreError),
        (DuplicateKeyError("twice", 11000), StoreError),
        (PyMongoError("other"), StoreError),
    ],
)
def test_errors_of_the_driver(error, ours):
    with pytest.raises(StoreError) as caught, store_errors():
        raise error
    assert type(caught.value) is ours
    assert caught.value.__cause__ is error
    assert str(error.args[0]) in str(caught.value)


def test_errors_of_others_pass():
    with pytest.raises(KeyError), store_errors():
        raise KeyError("x")

"""What the tests share: a real ``mongod``, and the command line run as its user runs it."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from portalcrawl.store.private_mongod import PrivateMongod

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def mongod(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateMongod]:
    server = PrivateMongod(tmp_path_factory.mktemp("mongod"))
    yield server
    server.close()


@pytest.fixture(scope="session")
def new_database(mongod: PrivateMongod) -> Callable[[], str]:
    """Makes the address of a database that nobody used."""

    def make() -> str:
        return mongod.uri.replace("/?", f"/test{next(_numbers)}?")

    return make


@pytest.fixture
def db(new_database: Callable[[], str]) -> Iterator[Database[dict[str, Any]]]:
    with MongoClient[dict[str, Any]](new_database(), tz_aware=True) as client:
        yield client.get_default_database()


@dataclass(frozen=True)
class Portalcrawl:
    """The command line on one data folder; ``mongo_uri`` empty: a private server of its own."""

    data: Path
    mongo_uri: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "PORTALCRAWL_MONGO_URI": self.mongo_uri, "COLUMNS": "200"}

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "portalcrawl", *arguments, "--data", str(self.data)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, env=self.environment, **(pipes | options))

    def run(self, *arguments: str, timeout_secs: float = 120) -> subprocess.CompletedProcess[str]:
        with self.start(*arguments) as process:
            try:
                out, err = process.communicate(timeout=timeout_secs)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def crawl(self, url: str, *options: str, concurrency: int = 4) -> str:
        """Crawl at full speed to the end; what was said."""
        fast = ("--delay", "0", "--concurrency", str(concurrency))
        done = self.run("crawl", url, *fast, *options)
        assert done.returncode == 0, done.stderr
        return done.stderr

    def articles(self) -> list[dict[str, Any]]:
        done = self.run("articles", "--jsonl")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def warc_files(self) -> list[Path]:
        files = (self.data / "archive").glob("*/*")
        return sorted(path for path in files if path.name.endswith((".warc.gz", ".warc.zst")))


@pytest.fixture
def portalcrawl(tmp_path: Path, new_database: Callable[[], str]) -> Portalcrawl:
    return Portalcrawl(tmp_path / "data", new_database())

"""Figures on a folder of real pages with checked answers, where there is one.

Such a folder holds ``gold.jsonl`` (an answer a line), ``pages/ID.html`` and ``score.py``, a scorer
of both. Third-party pages can't be part of this project: the folder is the one that
``CHECKED_PAGES`` names, else ``../shared/gold`` beside the project, and without it these tests are
skipped. They fail when a figure falls below what was reached.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from portalcrawl.extract.batch import learn_sites, read_rows
from portalcrawl.extract.manifest import NO_URL, ManifestRow

FOLDER = Path(os.environ.get("CHECKED_PAGES") or Path(__file__).parents[3] / "shared" / "gold")
NOW = datetime(2026, 11, 1, tzinfo=UTC)
# Per cent; what was reached on the sample of November 2026, less what one page may cost.
FLOORS = {
    "title": 99.0,
    "date": 99.0,
    "source": 99.0,
    "author": 99.0,
    "column": 96.0,
    "views": 97.5,
    "prev_title": 97.5,
    "next_title": 99.0,
}
MIN_BODY_F1 = 99.5
MIN_GOOD_BODIES = 99.0
MIN_ASSETS_F1 = 98.0
MIN_ROWS_F1 = 99.0
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*[\w-]+", re.IGNORECASE)

pytestmark = pytest.mark.skipif(
    not (FOLDER / "gold.jsonl").is_file(), reason=f"no pages in {FOLDER}"
)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", FOLDER / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answers() -> list[dict[str, Any]]:
    lines = (FOLDER / "gold.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def as_found(body: bytes) -> bytes:
    return body


def in_gb18030(declaration: bytes | None) -> Callable[[bytes], bytes]:
    """Re-encodes a page; *declaration* takes the place of its own (None: it has none)."""

    def encode(body: bytes) -> bytes:
        declared = CHARSET.sub(b"charset=" + declaration if declaration else b"x", body)
        return declared.decode("utf-8", "replace").encode("gb18030")

    return encode


def predictions(change: Callable[[bytes], bytes], *, learn: bool = False) -> dict[str, Any]:
    rows = [
        ManifestRow(a["id"], f"pages/{a['id']}.html", a["url"] or NO_URL, a["site"])
        for a in answers()
    ]

    def load(row: ManifestRow) -> bytes:
        return change((FOLDER / row.path).read_bytes())

    templates = dict(learn_sites(rows, load=load, now=NOW)) if learn else None
    lines = read_rows(rows, load=load, now=NOW, templates=templates)
    return {line["id"]: line for line in lines}


def summary(predicted: dict[str, Any]) -> dict[str, Any]:
    score = scorer()
    names = {"title", "body_text", "images", "attachments", *FLOORS}
    return score.summarise(score.score_pages(answers(), predicted), names)


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    return predictions(as_found)


def check(found: dict[str, Any]) -> None:
    for name, floor in FLOORS.items():
        assert 100 * found[name]["acc"] >= floor, (name, found[name])
    body = found["body"]
    assert 100 * body["F1"] >= MIN_BODY_F1, body
    assert 100 * body["ge95"] >= MIN_GOOD_BODIES, body
    assert body["violate"] == 0, body
    for name in ("images", "attachments"):
        assert 100 * found[name] >= MIN_ASSETS_F1, (name, found[name])


def test_figures_one_page_at_a_time(plain: dict[str, Any]):
    check(summary(plain))


def test_rows_of_lists(plain: dict[str, Any]):
    score = scorer()
    found = score.summarise(score.score_pages(answers(), plain), {"items"})["list"]
    assert 100 * found["items_F1"] >= MIN_ROWS_F1, found
    assert found["order"] == 1, found
    # Some pagers are a script's; what is said is right.
    assert not {"WRONG", "FP"} & found["next"].keys(), found


def test_figures_with_learned_templates():
    predicted = predictions(as_found, learn=True)
    check(summary(predicted))
    assert sum(line["template"] is not None for line in predicted.values()) >= 60


def test_kinds(plain: dict[str, Any]):
    assert {a["id"]: a["kind"] for a in answers()} == {k: v["kind"] for k, v in plain.items()}


@pytest.mark.parametrize("declaration", [b"gb18030", None, b"utf-8"])
def test_the_same_in_gb18030(plain: dict[str, Any], declaration: bytes | None):
    """With a right, a missing and a wrong declaration."""
    reencoded = predictions(in_gb18030(declaration))
    measured = {"cpu_ms"}
    fields = [name for name in next(iter(plain.values())) if name not in measured]
    differing = {
        (key, name)
        for key, line in plain.items()
        for name in fields
        if line.get(name) != reencoded[key].get(name)
    }
    # Addresses with Chinese characters in their query are sent in the page's encoding.
    assert {name for _, name in differing} <= {"attachments", "images"}
    assert len(differing) <= 2
    check(summary(reencoded))

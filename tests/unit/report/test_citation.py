"""What a citation says, and when it is none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from portalcrawl.archive.evidence import Evidence
from portalcrawl.report.citation import Check, Citation, PageProof

URL = "http://a.cn/1.html"
CAPTURE = {
    "_id": "5f9d",
    "url": URL,
    "fetched_at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    "status": 200,
    "payload_digest": "sha1:P",
}
ARTICLE = {
    "_id": "0a1b",
    "site": "a.cn",
    "url": URL,
    "urls": [URL],
    "title": "动员会",
    "published": "2026-01-01",
    "source": "办公室",
    "author": None,
    "revision": 1,
    "content_digest": "sha1:C",
}


def evidence(**changes: Any) -> Evidence:
    values: dict[str, Any] = {
        "file": "a.cn/x.warc.gz",
        "offset": 700,
        "length": 90,
        "record_id": "5f9d",
        "kind": "response",
        "target_uri": URL,
        "date": "2026-01-02T03:04:05Z",
        "payload_recorded": "sha1:P",
        "payload_now": "sha1:P",
        "is_payload_sound": True,
        "block_recorded": "sha1:B",
        "block_now": "sha1:B",
        "is_block_sound": True,
        "warcinfo_id": "",
        "refers_to": None,
    }
    return Evidence(**{**values, **changes})


REVISIT: dict[str, Any] = {
    "kind": "revisit",
    "payload_now": None,
    "is_payload_sound": None,
    "refers_to": "1111",
}


def proof(original: Evidence | None = None, **changes: Any) -> PageProof:
    record = evidence(**changes)
    return PageProof(number=None, url=URL, capture=CAPTURE, record=record, original=original)


def citation(page: PageProof, *, read: str | None = "sha1:C", **article: Any) -> Citation:
    return Citation(article={**ARTICLE, **article}, pages=[page], read_digest=read)


@pytest.mark.parametrize(
    ("said", "agrees"),
    [
        ({}, True),
        ({"a": None, "b": None}, True),
        ({"a": "x", "b": None}, True),
        ({"a": "x", "b": "x"}, True),
        ({"a": "x", "b": None, "c": "y"}, False),
    ],
)
def test_those_that_say_something_must_agree(said: dict[str, str | None], agrees: bool):
    assert Check("it", said).agrees is agrees


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        (proof(), []),
        (proof(record_id="77"), ["record id: capture 5f9d, record 77"]),
        (proof(target_uri="http://b.cn/"), [f"address: capture {URL}, record http://b.cn/"]),
        (
            proof(payload_now="sha1:Q", is_payload_sound=False),
            ["payload digest: capture sha1:P, record sha1:P, bytes now sha1:Q"],
        ),
        (
            proof(block_now="sha1:X", is_block_sound=False),
            ["block digest: record sha1:B, bytes now sha1:X"],
        ),
        # Of another notation, or taken with the transfer coding: compared where it was read.
        (proof(payload_recorded="sha256:00"), []),
        (
            proof(payload_recorded="sha256:00", is_payload_sound=False),
            ["payload digest: capture sha1:P, record sha256:00, bytes now sha1:P"],
        ),
        # Not recorded, or in a way that can't be checked.
        (proof(payload_recorded=None, is_payload_sound=None), []),
        (proof(block_recorded="crc32:0", is_block_sound=None), []),
        (proof(evidence(record_id="1111"), **REVISIT), []),
        (
            proof(evidence(record_id="2222"), **REVISIT),
            ["original's id: revisit 1111, record 2222"],
        ),
        (
            proof(evidence(record_id="1111"), **{**REVISIT, "payload_recorded": "sha1:O"}),
            [
                "payload digest: capture sha1:P, record sha1:O, original sha1:P, bytes now sha1:P",
            ],
        ),
        (
            proof(evidence(record_id="1111", block_now="sha1:X", is_block_sound=False), **REVISIT),
            ["original's block digest: record sha1:B, bytes now sha1:X"],
        ),
        (PageProof(number=None, url=URL, capture={}, trouble="gone"), ["gone"]),
    ],
)
def test_what_does_not_agree_is_named(page: PageProof, wrong: list[str]):
    found = citation(page)
    assert found.disagreements() == wrong
    assert found.as_json()["agrees"] is (wrong == [])


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("sha1:C", None),
        ("sha1:D", "content digest: stored sha1:C, read now sha1:D (other rules?"),
        (None, "nothing is read from the records as an article now"),
    ],
)
def test_what_is_read_now_must_be_what_is_stored(read: str | None, said: str | None):
    found = citation(proof(), read=read).disagreements()
    assert found == [] if said is None else said in found[0]


@pytest.mark.parametrize(
    ("article", "start"),
    [
        ({}, "办公室, 《动员会》, 2026-01-01, http://a.cn/1.html; archived 2026-01-02T03:04:05Z, "),
        ({"author": "张三"}, "张三, 《动员会》, 2026-01-01, "),
        ({"source": None, "published": None}, "《动员会》, http://a.cn/1.html; "),
    ],
)
def test_the_reference_to_cite(article: dict[str, Any], start: str):
    line = citation(proof(), **article).line()
    assert line.startswith(start)
    end = "WARC record <urn:uuid:5f9d> (a.cn/x.warc.gz, byte 700, 90 bytes), payload sha1:P"
    assert line.endswith(end)


def test_for_a_person():
    page = PageProof(
        number=2,
        url=URL,
        capture=CAPTURE,
        record=evidence(block_now="sha1:X", is_block_sound=False),
        warcinfo={"software": "x/1", "unknown": "y"},
        request=("GET /1.html HTTP/1.1",),
    )
    lines = citation(page).text().splitlines()
    assert lines[0] == "动员会"
    for line in (
        f"page 2  {URL}",
        "  fetched    2026-01-02 03:04:05 UTC",
        "  agrees     payload digest: sha1:P (capture, record, bytes now)",
        "  DIFFERS    block digest: record sha1:B, bytes now sha1:X",
        "  software: x/1",
        "  > GET /1.html HTTP/1.1",
    ):
        assert line in lines
    assert "unknown: y" not in "\n".join(lines)

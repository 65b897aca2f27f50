"""From the records of a file to the captures that they hold: what `captures` is rebuilt from.

A record gives the same capture that the crawl made of its exchange. Of a revisit, what its payload
is becomes known when the record that has it was found (`originals.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portalcrawl.archive.found import Found, parse_fields
from portalcrawl.archive.index.capture import Capture
from portalcrawl.archive.index.declared_digest import parse_digest
from portalcrawl.archive.index.files import RUN
from portalcrawl.archive.index.record_facts import RecordFacts
from portalcrawl.archive.index.record_groups import Group, grouped
from portalcrawl.archive.index.record_names import record_moment, record_uuid, target_url
from portalcrawl.archive.message.http_head import HttpHead, parse_head
from portalcrawl.archive.message.sniffed import bare_type, sniffed_type
from portalcrawl.archive.records import HTTP_LINE
from portalcrawl.archive.scan import Place
from portalcrawl.urls.absolute import absolute_url

CAPTURED = frozenset({"response", "revisit", "conversion", "resource"})


class Skipped(StrEnum):
    """Why a record that may hold a page is no capture."""

    OTHER_ADDRESS = "its address is not http(s)"
    NO_HTTP = "it holds no HTTP answer"
    NO_DATE = "its WARC-Date is none"
    NO_ID = "it has no WARC-Record-ID"
    CUT_SHORT = "it is cut short"


@dataclass(frozen=True, slots=True)
class RefersTo:
    """What a revisit says of the record that has its payload; any may be missing."""

    id: str
    url: str | None
    fetched_at: datetime | None
    payload_digest: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A capture as far as its own records tell.

    ``sniffed_as`` is what its media type depends on beside the payload. Of a revisit, ``refers``
    names the record that has the payload, and ``has_head`` says whether it came with a head.
    """

    capture: Capture
    sniffed_as: tuple[str, tuple[str, ...]]
    declared_digest: str
    refers: RefersTo | None = None
    has_head: bool = True


def index_records(
    records: Iterable[tuple[Place, RecordFacts]], *, file: str
) -> Iterator[tuple[Place, RecordFacts, Draft | Skipped | None]]:
    """All *records* of *file* (below the archive folder), and what each is to the index.

    None stands for what describes others: requests, metadata, warcinfo.
    """
    run = ""
    for group in grouped(records):
        for place, facts in group:
            if facts.kind == "warcinfo":
                # A file that was put together of several has one for each.
                run = parse_fields(facts.fields).get(RUN, "")
            is_captured = facts.kind in CAPTURED
            found = _draft(facts, place, group, file=file, run=run) if is_captured else None
            yield place, facts, found


def _draft(
    facts: RecordFacts, place: Place, group: Group, *, file: str, run: str
) -> Draft | Skipped:
    url = target_url(facts.header("warc-target-uri"))
    fetched_at = record_moment(facts.header("warc-date"))
    metadata = _metadata(group)
    answer = _answer(facts, metadata)
    if url is None:
        return Skipped.OTHER_ADDRESS
    if not facts.is_whole:
        return Skipped.CUT_SHORT
    if fetched_at is None:
        return Skipped.NO_DATE
    if not facts.id:
        return Skipped.NO_ID
    if answer is None:
        return Skipped.NO_HTTP
    declared, encodings = answer.value("content-type"), tuple(answer.values("content-encoding"))
    location = answer.value("location")
    found = Found.of_fields(parse_fields(metadata))
    is_rendered = facts.kind == "conversion"
    capture = Capture(
        id=facts.id,
        url=url,
        key=found.capture_key(is_form=_is_form(group)),
        fetched_at=fetched_at,
        status=answer.status or 0,
        mime=bare_type(declared),
        media_type=sniffed_type(facts.payload_start, encodings=encodings, declared=declared),
        location=absolute_url(location, base=url) if location else None,
        payload_digest=facts.payload_digest,
        payload_bytes=facts.payload_bytes,
        file=file,
        offset=place.offset,
        length=place.length,
        truncated=facts.header("warc-truncated") or None,
        found=found,
        rendered_from=record_uuid(facts.header("warc-refers-to")) or None if is_rendered else None,
        original=None,
        run=run,
    )
    return Draft(
        capture=capture,
        sniffed_as=(declared, encodings),
        declared_digest=_comparable(facts.header("warc-payload-digest")),
        refers=_refers_to(facts) if facts.kind == "revisit" else None,
        has_head=facts.http is not None,
    )


def _answer(facts: RecordFacts, metadata: bytes) -> HttpHead | None:
    """The head of the answer; None where there was none."""
    if facts.kind in {"resource", "conversion"}:
        # A file as it was found: what it is, is all that is known of it.
        headers = (("content-type", facts.header("content-type")),)
        return HttpHead("HTTP/1.1 200 OK", headers)
    if facts.kind == "response":
        return facts.http if facts.http is not None and facts.http.status else None
    if facts.http is not None:
        return facts.http
    # The head of a 304 stands in the metadata, as its record has no block.
    lines = [
        line.partition(":")[2].strip()
        for line in metadata.decode("utf-8", "replace").splitlines()
        if line.partition(":")[0] == HTTP_LINE
    ]
    if lines:
        return parse_head("\n".join(lines).encode("latin-1", "replace"))
    is_unchanged = facts.header("warc-profile").endswith("server-not-modified")
    return HttpHead("HTTP/1.1 304 Not Modified" if is_unchanged else "HTTP/1.1 200 OK", ())


def _refers_to(facts: RecordFacts) -> RefersTo:
    return RefersTo(
        id=record_uuid(facts.header("warc-refers-to")),
        url=target_url(facts.header("warc-refers-to-target-uri")),
        fetched_at=record_moment(facts.header("warc-refers-to-date")),
        payload_digest=_comparable(facts.header("warc-payload-digest")),
    )


def _metadata(group: Group) -> bytes:
    return b"".join(facts.fields for _, facts in group if facts.kind == "metadata")


def _is_form(group: Group) -> bool:
    """Whether the request was no reader's: it sent something, or asked for a head alone."""
    requests = [facts for _, facts in group if facts.kind == "request" and facts.http is not None]
    return any(
        facts.payload_bytes > 0 or (facts.http is not None and facts.http.method != "GET")
        for facts in requests
    )


def _comparable(label: str) -> str:
    """A declared digest in one form, however it was written; empty where it is none."""
    digest = parse_digest(label)
    return f"{digest[0]}:{digest[1].hex()}" if digest else ""

"""What a record proves, what was written with it, and which warcinfo is its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from portalcrawl.archive.body import body_sha1, digest_label
from portalcrawl.archive.compacting.rewrite import UNFINISHED, rewrite
from portalcrawl.archive.evidence import Evidence, read_evidence, read_warcinfo
from portalcrawl.archive.exchange import Exchange
from portalcrawl.archive.following import Companions, read_companions
from portalcrawl.archive.scan import scan
from portalcrawl.archive.writer import ArchiveWriter
from portalcrawl.errors import ArchiveError
from tests.unit.archive.exchanges import exchange
from tests.unit.archive.foreign import answer, chunked, record, write_members
from tests.unit.archive.packings import PACKINGS

PAGE = "<p>动员会".encode("gbk")


@dataclass(frozen=True)
class Merged:
    """A file that was put together of those of two runs, of two fetches each."""

    folder: Path
    path: Path
    sent: list[Exchange]

    def place(self, uuid: str) -> dict[str, int]:
        """Where the record *uuid* lies."""
        return next(
            {"offset": place.offset, "length": place.length}
            for place, found in scan(self.path, lambda one: one.record_id)
            if found == f"<urn:uuid:{uuid}>"
        )

    def evidence(self, uuid: str) -> Evidence:
        return read_evidence(self.folder, file=self.path.name, **self.place(uuid))

    def companions(self, uuid: str) -> Companions:
        offset = self.place(uuid)["offset"]
        return read_companions(self.folder, file=self.path.name, offset=offset, record_id=uuid)


@pytest.fixture(params=PACKINGS)
def merged(tmp_path: Path, request: pytest.FixtureRequest) -> Merged:
    sources, sent = [], []
    for base, run in ((10, "first"), (20, "second")):
        folder = tmp_path / run
        archive = ArchiveWriter(folder, site="a.cn", max_bytes=10**9, info={"isPartOf": run})
        ids = [str(UUID(int=base + n)) for n in range(2)]
        own = [
            exchange(
                id=uuid,
                method="POST",
                request_headers=f"X-Run: {run}\r\nContent-Type: a/b\r\n".encode(),
                request_body=f"{run}={number}".encode(),
                fetch_ms=number,
            )
            for number, uuid in enumerate(ids)
        ]
        (pointer, *_) = archive.append(own)
        archive.close()
        sources.append(folder / pointer.file)
        sent += own
    packing = PACKINGS[request.param]()
    (new,) = rewrite(sources, tmp_path, packing=packing, max_bytes=10**9, advance=lambda _: None)
    return Merged(
        tmp_path, new.path.rename(tmp_path / new.path.name.removesuffix(UNFINISHED)), sent
    )


def test_each_record_with_what_was_written_with_it_and_its_run(merged: Merged):
    for number, one in enumerate(merged.sent):
        run = ("first", "second")[number // 2]
        found = merged.evidence(one.id)
        assert (found.record_id, found.kind, found.target_uri) == (one.id, "response", one.url)
        assert found.payload_now == found.payload_recorded == digest_label(body_sha1(PAGE))
        assert found.block_now == found.block_recorded
        assert (found.is_payload_sound, found.is_block_sound) == (True, True)
        assert read_warcinfo(merged.folder, found)["isPartOf"] == run
        sent = merged.companions(one.id)
        assert f"X-Run: {run}" in sent.request_head
        assert sent.request_body == f"{run}={number % 2}".encode()
        assert sent.fields["fetchTimeMs"] == str(number % 2)


def test_without_a_name_the_last_warcinfo_before_it_counts(tmp_path: Path):
    fields = "application/warc-fields"
    infos = [
        record("warcinfo", f"i{n}", b"isPartOf: %d\r\n" % n, url="", content_type=fields)
        for n in range(2)
    ]
    named = {"WARC_Warcinfo_ID": "<urn:uuid:i0>"}
    lost = {"WARC_Warcinfo_ID": "<urn:uuid:gone>"}
    records = [
        record("response", "0", answer(PAGE)),
        infos[0],
        record("response", "1", answer(PAGE)),
        infos[1],
        record("response", "2", answer(PAGE)),
        record("response", "3", answer(PAGE), **named),
        record("response", "4", answer(PAGE), **lost),
    ]
    merged = Merged(tmp_path, write_members(tmp_path / "x.warc.gz", records), [])
    runs = [read_warcinfo(tmp_path, merged.evidence(str(n))).get("isPartOf") for n in range(5)]
    assert runs == [None, "0", "1", "0", "1"]


SENT = chunked(PAGE[:4], PAGE[4:])
CODED = ("Content-Type: text/html", "Transfer-Encoding: chunked")


@pytest.mark.parametrize(
    ("block", "declared", "is_sound"),
    [
        (answer(PAGE), digest_label(body_sha1(PAGE)), True),
        (answer(PAGE), f"sha256:{hashlib.sha256(PAGE).hexdigest()}", True),
        (answer(PAGE), f"sha256:{hashlib.sha256(b'').hexdigest()}", False),
        (answer(PAGE), "crc32:0", None),
        (answer(PAGE), "", None),
        (answer(SENT, *CODED), digest_label(body_sha1(PAGE)), True),
        (answer(SENT, *CODED), digest_label(body_sha1(SENT)), True),
        (answer(SENT, *CODED), digest_label(body_sha1(b"")), False),
        # The coding was undone, and is still named.
        (answer(PAGE, *CODED), digest_label(body_sha1(PAGE)), True),
    ],
)
def test_a_payload_of_another_program(
    tmp_path: Path, block: bytes, declared: str, is_sound: bool | None
):
    text = record("response", "1", block, WARC_Payload_Digest=declared)
    found = Merged(tmp_path, write_members(tmp_path / "x.warc.gz", [text]), []).evidence("1")
    assert found.payload_now == digest_label(body_sha1(PAGE))
    assert found.payload_recorded == (declared or None)
    assert found.is_payload_sound is is_sound


@pytest.mark.parametrize("cut", [5, 200])
def test_what_is_no_whole_record_is_no_evidence(tmp_path: Path, cut: int):
    path = tmp_path / "x.warc"
    path.write_bytes(record("response", "1", answer(PAGE * 100))[:-cut])
    with pytest.raises(ArchiveError, match=r"x\.warc"):
        read_evidence(tmp_path, file="x.warc", offset=0, length=path.stat().st_size - cut)
    with pytest.raises(ArchiveError, match="No such file"):
        read_evidence(tmp_path, file="gone.warc.gz", offset=0, length=9)

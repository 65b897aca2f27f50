"""What holds for every exchange, and for every file that was cut off."""

from __future__ import annotations

import gzip
import io
import tempfile
import zlib
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import brotli
import pytest
from backports import zstd
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st

from portalcrawl.archive.compacting.rewrite import rewrite
from portalcrawl.archive.compression.dictionary import loaded, read_dictionary
from portalcrawl.archive.compression.dictionary_learner import DictionaryLearner
from portalcrawl.archive.compression.member_form import member_form
from portalcrawl.archive.compression.members import GzipPacking, unpack
from portalcrawl.archive.compression.zstd_members import ZstdPacking
from portalcrawl.archive.exchange import Exchange
from portalcrawl.archive.index.capture import Capture
from portalcrawl.archive.index.files import warc_files
from portalcrawl.archive.index.site_index import site_captures
from portalcrawl.archive.message.chunked import Dechunker, dechunk
from portalcrawl.archive.message.content_encoding import decode_content
from portalcrawl.archive.message.http_head import parse_head
from portalcrawl.archive.message.sniffed import START_BYTES, bare_type, sniffed_type
from portalcrawl.archive.reader import read_file, read_response
from portalcrawl.archive.records import END, Record
from portalcrawl.archive.repair import repair
from portalcrawl.archive.revisit import with_originals
from portalcrawl.archive.writer import ArchiveWriter
from portalcrawl.urls.absolute import absolute_url
from tests.unit.archive.exchanges import exchange, read_back
from tests.unit.archive.foreign import chunked
from tests.unit.archive.packings import PACKINGS, dictionary, page

DICTIONARY = dictionary()
FRAME_STARTS = b"\x28\x50\x51\x52\x53\x54\x55\x56\x57\x58\x59\x5a\x5b\x5c\x5d\x5e\x5f"

relaxed = settings(deadline=None, max_examples=100)

BODIES = st.one_of(
    st.binary(max_size=300),
    st.sampled_from([b"WARC/1.1\r\n\r\n", b"\r\n\r\n", b"\x1f\x8b", b"HTTP/1.1 200 OK\r\n\r\n"]),
    st.binary(min_size=1, max_size=50).map(lambda part: part * 400),
)
HEADER_LINES = st.lists(
    st.builds(
        "{}: {}\r\n".format,
        st.sampled_from(["Content-Type", "Set-Cookie", "X-Y", "ETag", "Location"]),
        st.text(alphabet="ab=; /\"'é通,", max_size=20).map(str.strip),
    ),
    max_size=4,
).map(lambda lines: "".join(lines).encode("gbk", "replace"))


@st.composite
def exchanges(draw: st.DrawFn) -> Exchange:
    return exchange(
        url=f"http://a.cn/{draw(st.sampled_from(['', 'x?b=1', '%CD%A8', 'a' * 300]))}",
        status=draw(st.sampled_from([200, 204, 301, 404, 412, 521, 999])),
        response_headers=draw(HEADER_LINES),
        body=draw(BODIES),
        request_headers=draw(HEADER_LINES),
        ip_address=draw(st.sampled_from([None, "10.1.2.3", "::1"])),
        truncated=draw(st.sampled_from([None, "length", "disconnect"])),
    )


@pytest.mark.parametrize("packing", PACKINGS.values(), ids=PACKINGS)
@relaxed
@given(
    st.lists(st.lists(exchanges(), max_size=3), min_size=1, max_size=4), st.integers(400, 20_000)
)
def test_what_is_written_is_read_back(packing, batches, max_bytes):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        info = {"software": "x"}
        archive = ArchiveWriter(
            folder, site="a.cn", max_bytes=max_bytes, info=info, packing=packing()
        )
        pointers = [pointer for batch in batches for pointer in archive.append(batch)]
        archive.close()
        sent = [one for batch in batches for one in batch]
        for one, pointer in zip(sent, pointers, strict=True):
            stored = read_response(
                folder, file=pointer.file, offset=pointer.offset, length=pointer.length
            )
            assert (stored.record_id, stored.url) == (one.id, one.url)
            assert (stored.status, stored.payload) == (one.status, one.body)
            assert len(stored.headers) == one.response_headers.count(b"\r\n")
        files = list(dict.fromkeys(pointer.file for pointer in pointers))
        assert sorted(folder.glob("*/*")) == sorted(folder / file for file in files)
        assert [x.payload for file in files for x in read_file(folder / file)] == [
            one.body for one in sent
        ]
        for file in files:
            # Two other readers, each with its own check of every digest.
            with (folder / file).open("rb") as stream:
                count = len(list(ArchiveIterator(stream, verify_digests=True)))
            # warcio knows no zstd.
            assert file.endswith(".zst") or len(read_back(folder / file)) == count
            assert repair(folder / file) is None


@relaxed
@given(st.lists(st.binary(max_size=200), max_size=6), st.integers(0, 2000), st.binary(max_size=40))
def test_repair_keeps_all_whole_members_and_nothing_else(contents, cut, garbage):
    members = [gzip.compress(content, mtime=0) for content in contents]
    ends = [0, *(len(b"".join(members[: n + 1])) for n in range(len(members)))]
    whole = b"".join(members)
    kept = max(end for end in ends if end <= cut)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "x.warc.gz")
        path.write_bytes(whole[:cut])
        done = repair(path)
        assert path.read_bytes() == whole[:kept]
        assert (done is None) == (kept == min(cut, len(whole)))
        if not garbage.startswith(b"\x1f"):
            for known in ends:
                form = member_form(path)
                assert form.whole_end(io.BytesIO(whole + garbage), known) == len(whole)


@relaxed
@given(
    st.lists(st.binary(max_size=200), max_size=6),
    st.booleans(),
    st.integers(0, 2000),
    st.binary(max_size=40),
)
def test_repair_keeps_all_whole_frames_and_nothing_else(contents, learned, cut, garbage):
    packing = ZstdPacking(level=3, dictionary=DICTIONARY if learned else None)
    opening = packing.opening()
    frames = [b"".join(packing.pack(Record(content, ()))) for content in contents]
    ends = [0] if not learned else [0, len(opening)]
    ends += [len(opening) + len(b"".join(frames[: n + 1])) for n in range(len(frames))]
    whole = opening + b"".join(frames)
    cut += max(0, len(opening) - 100)
    kept = max(end for end in ends if end <= cut)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "x.warc.zst")
        path.write_bytes(whole[:cut])
        done = repair(path)
        assert path.read_bytes() == whole[:kept]
        assert (done is None) == (kept == min(cut, len(whole)))
        if garbage[:1] not in FRAME_STARTS:
            path.write_bytes(whole)
            form = member_form(path)
            for known in ends:
                assert form.whole_end(io.BytesIO(whole + garbage), known) == len(whole)


PAGES = st.one_of(st.binary(max_size=500), st.integers(0, 9).map(lambda n: page(1, n)))


@relaxed
@given(st.lists(st.tuples(PAGES, st.booleans()), max_size=80), st.booleans())
def test_whatever_is_learned_every_frame_is_read_with_its_files_dictionary(records, known):
    learner = DictionaryLearner(level=3, dictionary=DICTIONARY if known else None)
    packing = ZstdPacking(level=3, dictionary=learner.dictionary, learner=learner)
    used = packing.opening()
    for text, is_page in records:
        if packing.wants_new_file:
            used = packing.opening()
        frame = b"".join(packing.pack(Record(text, (), is_page)))
        content = read_dictionary(io.BytesIO(used))
        assert unpack(frame, loaded(content) if content else None) == text + END


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(exchanges(), max_size=4), max_size=3), st.integers(500, 9000))
def test_records_that_were_rewritten_there_and_back_are_the_same(crawls, max_bytes):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = []
        for number, sent in enumerate(crawls):
            own = folder / str(number)
            archive = ArchiveWriter(own, site="a.cn", max_bytes=max_bytes, info={"software": "x"})
            files += sorted({own / pointer.file for pointer in archive.append(sent)})
            archive.close()
        expected = b"".join(gzip.decompress(path.read_bytes()) for path in files)
        for packing in (ZstdPacking(level=3, dictionary=DICTIONARY), GzipPacking()):
            done = rewrite(
                files, folder, packing=packing, max_bytes=max_bytes, advance=lambda _count: None
            )
            files = [one.path.rename(folder / one.name) for one in done]
        assert b"".join(gzip.decompress(path.read_bytes()) for path in files) == expected


PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}
PACKERS |= {"zstd": zstd.compress, "x-gzip": gzip.compress}


@pytest.mark.parametrize("name", PACKERS)
@relaxed
@given(BODIES, st.data())
def test_content_coding_is_undone_or_what_came_of_it(name, body, data):
    packed = PACKERS[name](body)
    assert decode_content(packed, [name]) == body
    cut = data.draw(st.integers(0, len(packed)))
    found = decode_content(packed[:cut], [name])
    assert body.startswith(found) or found == packed[:cut]


NAMES = ["gzip", "deflate", "br", "zstd", "x-gzip", "identity", "", "GZIP, br", ",,", "é"]


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200), st.lists(st.sampled_from(NAMES), max_size=3))
def test_decoding_never_raises(payload, names):
    assert isinstance(decode_content(payload, names), bytes)


@relaxed
@given(st.lists(exchanges(), min_size=1, max_size=6))
def test_the_index_of_the_files_is_that_of_the_crawl(sent):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = ArchiveWriter(folder, site="a", max_bytes=2000, info={})
        having, crawled = [], []
        for one in sent:
            made = with_originals([as_fetched(one)], having=having, resolved={})
            pointer = archive.append(made)[0]
            capture = Capture.of_exchange(made[0], pointer)
            crawled.append(capture)
            having.append(capture.as_original())
        archive.close()
        assert list(site_captures(folder, warc_files(folder / "a"))) == crawled


def as_fetched(sent: Exchange) -> Exchange:
    """*sent* with what the capture extension takes from its headers."""
    head = parse_head(sent.response_head())
    declared, location = head.value("content-type"), head.value("location")
    return replace(
        sent,
        id=str(uuid4()),
        mime=bare_type(declared),
        media_type=sniffed_type(body_start(sent), encodings=[], declared=declared),
        location=absolute_url(location, base=sent.url) if location else None,
    )


def body_start(sent: Exchange) -> bytes:
    assert isinstance(sent.body, bytes)
    return sent.body[:START_BYTES]


@relaxed
@given(st.lists(st.binary(min_size=1, max_size=60), max_size=6), st.integers(1, 70))
def test_what_was_chunked_comes_back_however_it_is_read(parts, size):
    payload = chunked(*parts)
    dechunker = Dechunker()
    pieces = [payload[at : at + size] for at in range(0, len(payload), size)]
    assert b"".join([*map(dechunker.feed, pieces), dechunker.finish()]) == b"".join(parts)


@relaxed
@given(st.binary(max_size=200))
def test_dechunking_takes_any_bytes(payload):
    assert len(dechunk(payload)) <= len(payload)

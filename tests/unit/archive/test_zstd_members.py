"""``.warc.zst`` files: what lies in them, and that others read them."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess

import pytest
from backports import zstd
from fastwarc.warc import ArchiveIterator

from portalcrawl.archive.body import CHUNK_BYTES, SpooledBody
from portalcrawl.archive.compression.dictionary import dictionary_frame, loaded, read_dictionary
from portalcrawl.archive.compression.dictionary_learner import FIRST_CHECK, DictionaryLearner
from portalcrawl.archive.compression.members import read_member, unpack
from portalcrawl.archive.compression.zstd_members import ZstdPacking
from portalcrawl.archive.records import Record
from portalcrawl.archive.scan import scan
from portalcrawl.archive.writer import ArchiveWriter
from tests.unit.archive.exchanges import exchange
from tests.unit.archive.packings import HEADS, dictionary, page

HTML = {"media_type": "text/html"}
LEVEL = 3


def written(folder, sent, packing, *, max_bytes=10**7):
    archive = ArchiveWriter(
        folder, site="a.cn", max_bytes=max_bytes, info={"software": "x"}, packing=packing
    )
    pointers = archive.append(sent)
    archive.close()
    return pointers


def bodies(file) -> list[bytes]:
    with file.open("rb") as stream:
        found = ArchiveIterator(stream, verify_digests=True, parse_http=True)
        return [r.reader.read() for r in found if r.headers["WARC-Type"] == "response"]


@pytest.mark.parametrize("content", [None, dictionary()])
def test_a_frame_a_record_each_with_size_and_checksum(tmp_path, content):
    sent = [exchange(body=page(1, n), **HTML) for n in range(3)]
    packing = ZstdPacking(level=LEVEL, dictionary=content)
    pointers = written(tmp_path, sent, packing)
    path = tmp_path / pointers[0].file
    raw = path.read_bytes()
    end = len(dictionary_frame(content)) if content else 0
    assert raw.startswith(dictionary_frame(content) if content else b"\x28\xb5\x2f\xfd")
    used = loaded(content) if content else None
    texts = []
    while end < len(raw):
        size = zstd.get_frame_size(raw[end:])
        frame = raw[end : end + size]
        info = zstd.get_frame_info(frame)
        texts.append(zstd.decompress(frame, zstd_dict=used))
        assert info.decompressed_size == len(texts[-1])
        assert info.dictionary_id == (used.dict_id if used else 0)
        # Bit 2 of the descriptor (RFC 8878 section 3.1.1.1.1): a checksum follows.
        assert frame[4] & 4
        end += size
    # The warcinfo, then three records an exchange.
    assert len(texts) == 1 + 3 * len(sent)
    assert all(text.startswith(b"WARC/1.1\r\n") and text.endswith(b"\r\n\r\n") for text in texts)


def test_fastwarc_reads_it_to_the_end(tmp_path):
    sent = [exchange(body=page(1, n), **HTML) for n in range(9)]
    pointers = written(tmp_path, sent, ZstdPacking(level=LEVEL, dictionary=dictionary()))
    path = tmp_path / pointers[0].file
    assert bodies(path) == [one.body for one in sent]
    places = [place for place, kind in scan(path, lambda r: r.headers["WARC-Type"])]
    ours = [read_member(path, place.offset, place.length) for place in places]
    assert len(ours) == 1 + 3 * len(sent)
    assert sum(place.length for place in places) + places[0].offset == path.stat().st_size
    assert [(p.offset, p.length) for p in places[1::3]] == [(p.offset, p.length) for p in pointers]


@pytest.mark.skipif(not shutil.which("zstd"), reason="the zstd command is not installed")
@pytest.mark.parametrize("content", [None, dictionary()])
def test_the_zstd_command_reads_it_with_the_dictionary_from_its_start(tmp_path, content):
    sent = [exchange(body=page(1, n), **HTML) for n in range(5)]
    pointers = written(tmp_path, sent, ZstdPacking(level=LEVEL, dictionary=content))
    path = tmp_path / pointers[0].file
    command = ["zstd", "-d", "-c", str(path)]
    if content:
        with path.open("rb") as file:
            (tmp_path / "dictionary").write_bytes(read_dictionary(file))
        command += ["-D", str(tmp_path / "dictionary")]
    done = subprocess.run(command, capture_output=True, check=True)
    places = [place for place, _ in scan(path, lambda _: None)]
    texts = [read_member(path, place.offset, place.length) for place in places]
    assert done.stdout == b"".join(texts)


def test_a_large_record_is_packed_piece_by_piece(tmp_path):
    body = os.urandom(3 * CHUNK_BYTES) + bytes(CHUNK_BYTES)
    file = tmp_path / "body"
    file.write_bytes(body)
    spooled = SpooledBody(file, len(body), hashlib.sha1(body).digest())
    record = Record(b"WARC/1.1\r\n\r\n", (spooled,))
    pieces = list(ZstdPacking(level=LEVEL, dictionary=dictionary()).pack(record))
    assert max(map(len, pieces)) < 2 * CHUNK_BYTES
    frame = b"".join(pieces)
    assert unpack(frame, loaded(dictionary())) == b"".join(record.chunks())
    assert zstd.get_frame_info(frame).decompressed_size == record.size


def test_a_packing_goes_on_after_a_record_that_was_given_up(tmp_path):
    """A disk that is full ends the packing of a record in its middle."""
    packing = ZstdPacking(level=LEVEL)
    record = Record(b"WARC/1.1\r\n\r\n", (os.urandom(9 * CHUNK_BYTES),))
    file = tmp_path / "body"
    file.write_bytes(os.urandom(9 * CHUNK_BYTES))
    spooled = SpooledBody(file, 9 * CHUNK_BYTES, b"")
    pieces = packing.pack(Record(b"WARC/1.1\r\n\r\n", (spooled,)))
    next(pieces)
    del pieces
    assert unpack(b"".join(packing.pack(record))) == b"".join(record.chunks())


@pytest.mark.parametrize("wrong", [None, dictionary(seed=2)])
def test_another_dictionary_or_none_is_an_error(wrong):
    packing = ZstdPacking(level=LEVEL, dictionary=dictionary())
    frame = b"".join(packing.pack(Record(b"WARC/1.1\r\n\r\n", (page(1, 99),))))
    with pytest.raises(OSError, match="damaged"):
        unpack(frame, loaded(wrong) if wrong else None)


def test_a_byte_that_was_changed_is_an_error():
    packing = ZstdPacking(level=LEVEL)
    frame = bytearray(b"".join(packing.pack(Record(b"WARC/1.1\r\n\r\n", (page(1, 99),)))))
    frame[len(frame) // 2] ^= 1
    with pytest.raises(OSError, match="damaged"):
        unpack(bytes(frame))


def test_what_was_learned_begins_the_next_file_and_the_next_crawl(tmp_path):
    learner = DictionaryLearner(level=LEVEL, dictionary=None)
    packing = ZstdPacking(level=LEVEL, learner=learner)
    sent = [exchange(body=page(1, n), **HTML) for n in range(FIRST_CHECK + 9)]
    pointers = written(tmp_path, sent, packing)
    first, second = dict.fromkeys(pointer.file for pointer in pointers)
    assert [pointer.file for pointer in pointers].index(second) == FIRST_CHECK
    assert [body for file in (first, second) for body in bodies(tmp_path / file)] == [
        one.body for one in sent
    ]
    with (tmp_path / first).open("rb") as file:
        assert read_dictionary(file) is None
    with (tmp_path / second).open("rb") as file:
        assert read_dictionary(file) == learner.dictionary
    # Pages of the template take a small part of what they took without.
    assert pointers[-1].length < pointers[0].length / 4
    later = ZstdPacking.of_site(tmp_path / "a.cn", level=LEVEL)
    assert not later.wants_new_file
    (pointer,) = written(tmp_path / "later", [exchange(body=page(1, 999), **HTML)], later)
    assert pointer.length < pointers[0].length / 4


def test_pages_that_came_compressed_teach_nothing(tmp_path):
    learner = DictionaryLearner(level=LEVEL, dictionary=None)
    headers = b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    sent = [
        exchange(body=page(1, n), response_headers=headers, **HTML) for n in range(FIRST_CHECK * 2)
    ]
    written(tmp_path, sent, ZstdPacking(level=LEVEL, learner=learner))
    assert learner.dictionary is None


def test_a_disk_that_refuses_the_next_file(tmp_path, monkeypatch):
    """The dictionary that was learned begins the file that is made when there is room again."""
    learner = DictionaryLearner(level=LEVEL, dictionary=None)
    packing = ZstdPacking(level=LEVEL, learner=learner)
    for n in range(FIRST_CHECK):
        learner.see(page(1, n), 5000, is_page=True)
    assert packing.wants_new_file
    opening = packing.opening()
    assert not packing.wants_new_file
    assert packing.opening() == opening == dictionary_frame(learner.dictionary)


def test_small_records_are_learned_as_well():
    content = dictionary()
    head = Record(HEADS[0], ())
    with_it, without = (
        len(b"".join(ZstdPacking(level=LEVEL, dictionary=known).pack(head)))
        for known in (content, None)
    )
    assert with_it < without / 2
    assert read_dictionary(io.BytesIO(dictionary_frame(content))) == content

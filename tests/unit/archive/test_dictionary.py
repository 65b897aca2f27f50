"""The frame with a file's dictionary."""

from __future__ import annotations

import io
import os
import struct

import pytest

from portalcrawl.archive.compression.dictionary import (
    MAX_DICTIONARY_BYTES,
    dictionary_frame,
    dictionary_of,
    loaded,
    newest_dictionary,
    read_dictionary,
    train,
)
from tests.unit.archive.packings import HEADS, dictionary, page


def test_a_dictionary_is_much_smaller_than_what_it_is_learned_from():
    pages = [page(1, n) for n in range(40)]
    learned = train(pages, HEADS)
    assert len(learned) < sum(map(len, pages)) / 4
    large = train([page(seed, n, 20_000) for seed in range(9) for n in range(20)], HEADS)
    assert len(large) <= MAX_DICTIONARY_BYTES + 1024


@pytest.mark.parametrize(
    "pages",
    [[], [b""], [b"x"] * 3, [page(1, 1)], [page(1, n) for n in range(4)], [b"short"] * 90],
)
def test_too_little_to_learn_from(pages):
    assert train(pages, HEADS) is None


def test_without_small_records():
    assert train([page(1, n) for n in range(16)], []) is not None


@pytest.mark.parametrize("plain", [dictionary(), b"no format, only text that pages share" * 9])
def test_a_dictionary_that_others_wrote_without_compressing_it(plain):
    frame = struct.pack("<II", 0x184D2A5D, len(plain)) + plain
    assert read_dictionary(io.BytesIO(frame + b"rest")) == plain
    assert loaded(plain).dict_content == plain


@pytest.mark.parametrize("start", [b"", b"\x28", b"\x28\xb5\x2f\xfd", b"\x1f\x8b\x08", b"WARC/1.1"])
def test_no_dictionary(start):
    assert read_dictionary(io.BytesIO(start)) is None


def test_a_frame_cut_at_any_byte():
    frame = dictionary_frame(dictionary())
    for end in (*range(4, 30), len(frame) // 2, len(frame) - 1):
        with pytest.raises(OSError, match="cut short"):
            read_dictionary(io.BytesIO(frame[:end]))


def test_a_frame_with_rubbish():
    frame = dictionary_frame(dictionary())
    with pytest.raises(OSError, match="damaged"):
        read_dictionary(io.BytesIO(frame[:40] + os.urandom(40) + frame[80:]))
    with pytest.raises(OSError, match="damaged"):
        loaded(b"\x37\xa4\x30\xec" + bytes(40))


def test_the_newest_that_there_is(tmp_path):
    folder = tmp_path / "a.cn"
    assert newest_dictionary(folder) is None
    folder.mkdir()
    for name, content in {
        "a.cn-1.warc.zst": dictionary_frame(dictionary(1)),
        "a.cn-2.warc.zst": dictionary_frame(dictionary(2)),
        # A file without, one that is torn in it, an empty one, one of another form.
        "a.cn-3.warc.zst": b"\x28\xb5\x2f\xfd",
        "a.cn-4.warc.zst": dictionary_frame(dictionary(1))[:99],
        "a.cn-5.warc.zst": b"",
        "a.cn-6.warc.gz": dictionary_frame(dictionary(1)),
    }.items():
        (folder / name).write_bytes(content)
    assert newest_dictionary(folder) == dictionary(2)
    assert dictionary_of(folder / "a.cn-1.warc.zst").dict_content == dictionary(1)

"""``Content-Encoding`` undone, the way browsers forgive it."""

from __future__ import annotations

import gzip
import os
import zlib

import brotli
import pytest
from backports import zstd

from portalcrawl.archive.message import content_encoding
from portalcrawl.archive.message.content_encoding import CHUNK_BYTES, decode_content

PAGE = "<p>县里召开春季植树动员会。</p>".encode() * 50


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


CODINGS = [
    *(("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress)),
    *(("deflate", raw_deflate), ("br", brotli.compress), ("zstd", zstd.compress)),
]
each_coding = pytest.mark.parametrize(
    ("name", "pack"), CODINGS, ids=[f"{name}-{pack.__name__}" for name, pack in CODINGS]
)


@each_coding
@pytest.mark.parametrize("page", [PAGE, b"", b"x", os.urandom(3 * CHUNK_BYTES)])
def test_undone(name, pack, page):
    assert decode_content(pack(page), [name]) == page


@each_coding
def test_name_in_any_case(name, pack):
    assert decode_content(pack(PAGE), [f" {name.upper()} "]) == PAGE


@each_coding
def test_twice(name, pack):
    assert decode_content(pack(pack(PAGE)), [f"{name}, {name}"]) == PAGE
    assert decode_content(pack(pack(PAGE)), [name, name]) == PAGE


def test_last_coding_first():
    assert decode_content(brotli.compress(gzip.compress(PAGE)), ["gzip, br"]) == PAGE
    assert decode_content(brotli.compress(gzip.compress(PAGE)), ["gzip", "br"]) == PAGE


@each_coding
@pytest.mark.parametrize(
    "page",
    [PAGE, b"<!DOCTYPE html>" + PAGE, b"\r\n" + PAGE, b'{"a": [1, 2, 3]}', b"x", b"", b"GIF8"],
)
def test_a_body_that_is_not_in_the_coding_it_claims(name, pack, page):
    assert decode_content(page, [name]) == page


@each_coding
def test_claimed_twice_and_done_once(name, pack):
    assert decode_content(pack(PAGE), [name, name]) == PAGE


@pytest.mark.parametrize("names", [[], [""], ["identity"], ["none"], ["utf-8"], ["compress"]])
def test_nothing_to_undo(names):
    assert decode_content(PAGE, names) == PAGE


@each_coding
def test_of_a_body_that_breaks_off_what_came_before(name, pack):
    page = os.urandom(2 * CHUNK_BYTES)
    packed = pack(page)
    found = decode_content(packed[: len(packed) * 3 // 4], [name])
    assert page.startswith(found)
    assert len(found) > CHUNK_BYTES // 2


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, raw_deflate])
def test_trailing_bytes_are_dropped(pack):
    name = "gzip" if pack is gzip.compress else "deflate"
    assert decode_content(pack(PAGE) + b"\0\0\0\0", [name]) == PAGE


@each_coding
def test_a_bomb_unpacks_to_the_limit_and_no_more(name, pack, monkeypatch):
    monkeypatch.setattr(content_encoding, "MAX_DECODED_BYTES", 100_000)
    assert decode_content(pack(bytes(20_000_000)), [name]) == bytes(100_000)

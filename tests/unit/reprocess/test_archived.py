"""Answers from the archive."""

from __future__ import annotations

import os
from dataclasses import asdict

import pytest

from portalcrawl.archive.writer import ArchiveWriter
from portalcrawl.reprocess import archived
from portalcrawl.reprocess.archived import archived_answer
from portalcrawl.store.captures import capture_document
from tests.unit.archive.exchanges import exchange

NOISE = os.urandom(5000)


@pytest.mark.parametrize(
    ("media_type", "length"), [("video/mp4", 1000), ("text/html", 5000), (None, 1000)]
)
def test_of_a_large_file_only_the_start_is_read(tmp_path, monkeypatch, media_type, length):
    monkeypatch.setattr(archived, "MAX_FILE_BYTES", 1000)
    archive = ArchiveWriter(tmp_path, site="a", max_bytes=10**9, info={"software": "x"})
    sent = exchange(body=NOISE, media_type=media_type)
    (pointer,) = archive.append([sent])
    archive.close()
    capture = capture_document(sent, pointer, site="a", run="r")
    again = {**capture, "url": "http://a.cn/again", "original": asdict(pointer)}
    for document in (capture, again):
        answer = archived_answer(tmp_path, document)
        assert (answer.url, answer.body) == (document["url"], NOISE[:length])

"""WARC files of one crawl: pointers, roll-over, names."""

from __future__ import annotations

import fcntl
import gzip
import os
import re

import pytest

from portalcrawl.archive.body import body_sha1, digest_label
from portalcrawl.archive.reader import read_response
from portalcrawl.archive.writer import ArchiveWriter, folder_name
from tests.unit.archive.exchanges import exchange, read_back

INFO = {"software": "portalcrawl/1"}


def writer(folder, **changes) -> ArchiveWriter:
    options = {"site": "a.cn", "max_bytes": 1_000_000, "info": INFO}
    return ArchiveWriter(folder, **{**options, **changes})


def test_pointers_lead_to_the_responses(tmp_path):
    archive = writer(tmp_path)
    sent = [exchange(body=b"x" * n) for n in (0, 1, 5000)]
    pointers = archive.append(sent[:2]) + archive.append(sent[2:])
    for one, pointer in zip(sent, pointers, strict=True):
        stored = read_response(
            tmp_path, file=pointer.file, offset=pointer.offset, length=pointer.length
        )
        assert (stored.record_id, stored.payload) == (one.id, one.body)
        assert pointer.payload_digest == digest_label(body_sha1(one.body))
        # The member there is whole, and nothing but it.
        raw = (tmp_path / pointer.file).read_bytes()
        member = raw[pointer.offset : pointer.offset + pointer.length]
        assert gzip.decompress(member).startswith(b"WARC/1.1\r\nWARC-Type: response\r\n")
    archive.close()


def test_a_file_is_warcinfo_then_response_request_and_metadata_for_each(tmp_path):
    archive = writer(tmp_path)
    (first, second) = archive.append([exchange(), exchange(url="http://a.cn/2")])
    archive.close()
    assert first.file == second.file
    records = read_back(tmp_path / first.file)
    assert [record.kind for record in records] == [
        "warcinfo",
        *["response", "request", "metadata"] * 2,
    ]
    assert records[0].headers["WARC-Filename"] == first.file.partition("/")[2]
    assert records[0].body == b"software: portalcrawl/1\r\n"
    info_id = records[0].headers["WARC-Record-ID"]
    assert {record.headers["WARC-Warcinfo-ID"] for record in records[1:]} == {info_id}
    assert [record.offset for record in records if record.kind == "response"] == [
        *(first.offset, second.offset)
    ]


def test_a_rendered_page_has_no_request(tmp_path):
    archive = writer(tmp_path)
    shell = exchange()
    pointers = archive.append([shell, exchange(rendered_from=shell.id), exchange()])
    archive.close()
    records = read_back(tmp_path / pointers[0].file)
    full = ["response", "request", "metadata"]
    kinds = ["warcinfo", *full, "conversion", "metadata", *full]
    assert [record.kind for record in records] == kinds
    assert [records[n].offset for n in (1, 4, 6)] == [pointer.offset for pointer in pointers]


def test_the_batch_is_on_disk_when_append_returns(tmp_path):
    archive = writer(tmp_path)
    (pointer,) = archive.append([exchange()])
    # Read while the writer has it open still.
    assert len(read_back(tmp_path / pointer.file)) == 4
    archive.close()


def test_name_has_site_time_serial_and_process(tmp_path):
    archive = writer(tmp_path, site="127.0.0.1:8801")
    (pointer,) = archive.append([exchange()])
    archive.close()
    assert re.fullmatch(
        rf"127\.0\.0\.1_8801/127\.0\.0\.1_8801-\d{{14}}-00001-{os.getpid()}\.warc\.gz", pointer.file
    )


def test_nothing_is_written_before_the_first_exchange(tmp_path):
    archive = writer(tmp_path)
    assert archive.append([]) == []
    archive.close()
    assert list(tmp_path.iterdir()) == []


def test_a_full_file_is_followed_by_one_with_its_own_warcinfo(tmp_path):
    archive = writer(tmp_path, max_bytes=3000)
    sent = [exchange(body=os.urandom(1000)) for _ in range(9)]
    pointers = archive.append(sent[:5]) + archive.append(sent[5:])
    archive.close()
    files = list(dict.fromkeys(pointer.file for pointer in pointers))
    assert len(files) > 2
    ids = set()
    for file in files:
        records = read_back(tmp_path / file)
        assert records[0].kind == "warcinfo"
        assert sum(record.kind == "warcinfo" for record in records) == 1
        ids.add(records[0].headers["WARC-Record-ID"])
        # It ends with the record that filled it.
        assert records[-1].offset < 3000 + records[-2].length + records[-3].length
    assert len(ids) == len(files)
    stored = [
        read_response(tmp_path, file=p.file, offset=p.offset, length=p.length) for p in pointers
    ]
    assert [one.payload for one in stored] == [one.body for one in sent]


def test_after_close_the_next_file(tmp_path):
    archive = writer(tmp_path)
    (first,) = archive.append([exchange()])
    archive.close()
    archive.close()
    (second,) = archive.append([exchange()])
    archive.close()
    assert first.file != second.file
    assert "-00002-" in second.file


def test_the_file_is_locked_while_it_is_written(tmp_path):
    archive = writer(tmp_path)
    (pointer,) = archive.append([exchange()])
    with (tmp_path / pointer.file).open("rb") as file:
        with pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        archive.close()
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("www.a.gov.cn", "www.a.gov.cn"),
        ("127.0.0.1:8801", "127.0.0.1_8801"),
        ("www.a.gov.cn/czj", "www.a.gov.cn_czj"),
        ("../../etc", "_.._etc"),
        ("..", "_"),
        ("", "_"),
        ("清源县", "清源县"),
        ("a b\0c\n", "a_b_c_"),
    ],
)
def test_folder_name_is_one_name(site, name):
    assert folder_name(site) == name
    assert "/" not in folder_name(site)

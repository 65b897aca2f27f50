"""What a file says of itself: each thing that can be wrong with it has its finding."""

from __future__ import annotations

import hashlib

import pytest

from portalcrawl.archive.body import body_sha1, digest_label
from portalcrawl.upkeep.check_file import check_file
from portalcrawl.upkeep.check_files import check_files
from tests.unit.archive.foreign import answer, chunked, record, write_members

BODY = b"<html><p>page"
BLOCK = answer(BODY)
INFO = record("warcinfo", "1", b"software: x", url="", content_type="application/warc-fields")
OTHER = digest_label(body_sha1(b"other"))


def whats(tmp_path, *records: bytes) -> list[str]:
    check = check_file(write_members(tmp_path / "a" / "x.warc.gz", records))
    return [finding.what for finding in check.findings]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"WARC_Block_Digest": digest_label(body_sha1(BLOCK))},
        {"WARC_Payload_Digest": digest_label(body_sha1(BODY))},
        {"WARC_Payload_Digest": f"sha256:{hashlib.sha256(BODY).hexdigest()}"},
        {"WARC_Payload_Digest": "blake9:xyz"},
    ],
)
def test_sound_records(tmp_path, headers):
    assert whats(tmp_path, INFO, record("response", "2", BLOCK, **headers)) == []


@pytest.mark.parametrize("taken_of", [BODY, chunked(BODY)])
def test_either_way_of_taking_a_digest_is_right(tmp_path, taken_of):
    block = answer(chunked(BODY), "Content-Type: text/html", "Transfer-Encoding: chunked")
    digest = digest_label(body_sha1(taken_of))
    assert whats(tmp_path, INFO, record("response", "2", block, WARC_Payload_Digest=digest)) == []


def test_of_a_revisit_the_payload_is_elsewhere(tmp_path):
    revisit = record("revisit", "2", answer(b""), WARC_Payload_Digest=OTHER)
    assert whats(tmp_path, INFO, revisit) == []


@pytest.mark.parametrize(
    ("headers", "what"),
    [
        ({"WARC_Block_Digest": OTHER}, "its block digest differs"),
        ({"WARC_Payload_Digest": OTHER}, "its payload digest differs"),
        ({"WARC_Record_ID": ""}, "it has no WARC-Record-ID"),
    ],
)
def test_one_record_is_wrong(tmp_path, headers, what):
    assert whats(tmp_path, INFO, record("response", "2", BLOCK, **headers)) == [what]


def test_no_warcinfo(tmp_path):
    assert whats(tmp_path, record("response", "2", BLOCK)) == [
        "the file does not begin with a warcinfo record"
    ]


def test_a_member_of_two_records(tmp_path):
    records = (INFO, record("response", "2", BLOCK) + record("response", "3", BLOCK), INFO)
    assert whats(tmp_path, *records) == ["it shares its compressed member with the next record"]


def test_a_block_that_is_cut_short(tmp_path):
    short = record("response", "2", BLOCK)[:-10]
    assert whats(tmp_path, INFO, short) == ["its block is cut short"]


def test_all_files_in_their_order_by_any_number_of_processes(tmp_path):
    records = [record("response", str(n), BLOCK) for n in range(2, 9)]
    paths = [
        write_members(tmp_path / "a" / f"{n}.warc.gz", [INFO, *records[: n + 1]]) for n in range(7)
    ]
    for jobs in (1, 2):
        checks = list(check_files(paths, jobs=jobs))
        assert [check.path for check in checks] == paths
        assert [check.records["response"] for check in checks] == [1, 2, 3, 4, 5, 6, 7]
        assert [len(check.drafts) for check in checks] == [1, 2, 3, 4, 5, 6, 7]

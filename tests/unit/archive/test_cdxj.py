"""The index lines of records that portalcrawl writes, and of those of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from portalcrawl.archive.cdx.captures_in_file import captures_in
from portalcrawl.archive.cdx.cdxj import index_lines
from portalcrawl.archive.cdx.post_query import indexed_url
from portalcrawl.archive.cdx.sorted_lines import sorted_lines
from portalcrawl.archive.found import Found
from portalcrawl.errors import ArchiveError
from tests.unit.archive.archives import archived, original
from tests.unit.archive.exchanges import exchange

FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


def lines(path: Path, size: int | None = None) -> list[tuple[str, dict[str, Any]]]:
    read = []
    for line in index_lines([(path, path.stat().st_size if size is None else size)]):
        key, brace, fields = line.decode().partition(" {")
        read.append((key, json.loads(brace + fields)))
    return read


def test_a_response(tmp_path: Path):
    path, [pointer] = archived(tmp_path, exchange())
    assert lines(path) == [
        (
            "cn,a)/x.html?b=1 20260102030405",
            {
                "url": "http://a.cn/x.html?b=1",
                "mime": "text/html",
                "status": "200",
                "digest": pointer.payload_digest,
                "length": str(pointer.length),
                "offset": str(pointer.offset),
                "filename": path.name,
            },
        )
    ]


def test_revisits_have_the_type_that_readers_resolve(tmp_path: Path):
    first = exchange()
    _, [pointer] = archived(tmp_path, first)
    known = original(first, pointer)
    path, _ = archived(
        tmp_path / "again",
        exchange(original=known),
        exchange(original=known, not_modified=first.id, status=304, body=b""),
    )
    found = [(entry["mime"], entry.get("status"), entry["digest"]) for _, entry in lines(path)]
    digest = pointer.payload_digest
    assert found == [("warc/revisit", "200", digest), ("warc/revisit", None, digest)]


def test_the_answer_to_a_form_is_not_found_by_a_readers_address(tmp_path: Path):
    form = exchange(method="POST", request_headers=FORM, request_body=b"page=2&q=%E4%BD%A0")
    path, _ = archived(tmp_path, form)
    [(key, entry)] = lines(path)
    assert key.startswith("cn,a)/x.html?__wb_method=post&b=1&page=2&q=%e4%bd%a0 ")
    assert (entry["url"], entry["method"]) == (form.url, "POST")
    assert entry["requestBody"] == "page=2&q=你"


def test_a_rendered_page_and_an_unresolved_304_are_left_out(tmp_path: Path):
    page = exchange()
    rendered = exchange(rendered_from=page.id)
    path, _ = archived(tmp_path, page, rendered, exchange(status=304, body=b""))
    assert [entry["status"] for _, entry in lines(path)] == ["200"]


def test_records_of_a_fetch_belong_together(tmp_path: Path):
    probe = exchange(found=Found(role="probe"))
    path, _ = archived(tmp_path, exchange(), probe)
    info, first, second = captures_in(path)
    assert [one.kind for one in (info, first, second)] == ["warcinfo", "response", "response"]
    assert (first.role, second.role) == ("", "probe")
    assert first.start + first.span_bytes == second.start
    assert second.start + second.span_bytes == path.stat().st_size


def test_no_more_is_read_of_a_file_than_is_asked_for(tmp_path: Path):
    path, [_, second] = archived(tmp_path, exchange(), exchange())
    with path.open("ab") as file:
        file.write(path.read_bytes()[:100])
    assert len(lines(path, second.offset)) == 1
    with pytest.raises(ArchiveError):
        lines(tmp_path / "gone", 1)


@pytest.mark.parametrize(
    ("content_type", "body", "query"),
    [
        ("application/x-www-form-urlencoded", b"a=%41&b=+", "a=A&b= "),
        ("application/x-www-form-urlencoded", b"\xc4\xe3", "__wb_post_data=xOM="),
        (
            "application/json;charset=UTF-8",
            b'{"a": [1, 1.0, 2.5], "b": {"a": true}, "c": null}',
            "a=1&a.2_=1&a.3_=2.5&a.4_=true&c=null",
        ),
        ("application/json", b"{", ""),
        ("text/plain", b"{", "__wb_post_data=ew=="),
        ("text/plain", b'{"a": "x y"}', "a=x+y"),
        ("", b"\x00", "__wb_post_data=AA=="),
        ("", b"", ""),
    ],
)
@pytest.mark.parametrize(("url", "mark"), [("http://a.cn/x", "?"), ("http://a.cn/x?y", "&")])
def test_the_address_of_what_was_posted(
    content_type: str, body: bytes, query: str, url: str, mark: str
):
    head = f"POST /x HTTP/1.1\r\nContent-type: {content_type}\r\n\r\n".encode()
    end = f"&{query}" if query else ""
    assert indexed_url(url, head + body) == f"{url}{mark}__wb_method=POST{end}"


@pytest.mark.parametrize("request_block", [b"GET /x HTTP/1.1\r\n\r\n", b"", b"\xff"])
def test_the_address_of_what_was_read(request_block: bytes):
    assert indexed_url("http://a.cn/x", request_block) == "http://a.cn/x"


def test_lines_are_sorted_by_their_bytes_and_come_once(tmp_path: Path):
    given = [b"b\n", b"a)/\n", b"a \n", "中\n".encode(), b"a \n"]
    assert list(sorted_lines(given, folder=tmp_path)) == sorted(set(given))
    assert list(tmp_path.iterdir()) == []

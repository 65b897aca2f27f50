"""Requests and responses as HTTP messages."""

from __future__ import annotations

import pytest

from portalcrawl.archive.body import body_sha1, digest_label
from tests.unit.archive.exchanges import exchange


def test_head_of_a_response_is_status_line_and_headers():
    headers = b"Content-Type: text/html\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
    head = exchange(response_headers=headers, body=b"<p>").response_head()
    assert head == b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n"


def test_response_without_headers_and_body():
    head = exchange(response_headers=b"", body=b"", status=204).response_head()
    assert head == b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (404, b"HTTP/1.1 404 Not Found"),
        (521, b"HTTP/1.1 521 Unknown"),
        (999, b"HTTP/1.1 999 Unknown"),
    ],
)
def test_status_line(status, line):
    assert exchange(status=status).response_head().startswith(line + b"\r\n")


def test_protocol_of_the_answer():
    assert exchange(protocol="HTTP/1.0").response_head().startswith(b"HTTP/1.0 200 OK\r\n")


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("http://a.cn/x.html?b=%cd%a8", b"GET /x.html?b=%cd%a8 HTTP/1.1\r\nHost: a.cn\r\n"),
        ("http://a.cn:8080/", b"GET / HTTP/1.1\r\nHost: a.cn:8080\r\n"),
        ("http://a.cn:80/a b#c", b"GET /a%20b HTTP/1.1\r\nHost: a.cn\r\n"),
    ],
)
def test_request_line_and_host(url, start):
    block = exchange(url=url, request_headers=b"Accept: */*\r\n").request_block()
    assert block == start + b"Accept: */*\r\n\r\n"


def test_request_with_a_body():
    block = exchange(method="POST", request_headers=b"", request_body=b"page=2").request_block()
    assert block.startswith(b"POST /x.html?b=1 HTTP/1.1\r\n")
    assert block.endswith(b"\r\n\r\npage=2")


@pytest.mark.parametrize(
    ("body", "label"),
    [
        # RFC 3174, section 7.3, in base 32.
        (b"abc", "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"),
        (b"", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"),
    ],
)
def test_digest(body, label):
    assert digest_label(body_sha1(body)) == label

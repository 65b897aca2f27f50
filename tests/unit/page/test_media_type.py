"""What a body is, whatever the server says."""

from __future__ import annotations

import time

import pytest

from portalcrawl.page.media_type import media_type

PDF, PNG, JPEG = b"%PDF-1.5\n", b"\x89PNG\r\n\x1a\n\0", b"\xff\xd8\xff\xe0\0"
ZIP, RAR, OLE = b"PK\x03\x04\0", b"Rar!\x1a\x07\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"


@pytest.mark.parametrize(
    ("start", "declared", "found"),
    [
        # The server is right.
        (b"<p>", "text/html", "text/html"),
        (b"<p>", "TEXT/HTML; charset=gbk", "text/html"),
        (b"<p>", "application/xhtml+xml", "text/html"),
        (b"", "text/html", "text/html"),
        (b"body{}", "text/css", "text/css"),
        (PNG, "image/png", "image/png"),
        # Files under the type of a page: the old servers' default.
        (PDF, "text/html", "application/pdf"),
        (JPEG, "text/html", "image/jpeg"),
        (OLE, "text/html; charset=gb2312", "application/x-ole-storage"),
        # Files without a type.
        (PDF, None, "application/pdf"),
        (ZIP, "application/octet-stream", "application/zip"),
        (RAR, "text/plain", "application/vnd.rar"),
        (b"GIF89a", "", "image/gif"),
        # Pages without a type.
        (b"<!DOCTYPE html>", "text/plain", "text/html"),
        (b"\xef\xbb\xbf \n<html>", "application/octet-stream", "text/html"),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<!--y--><HTML>", None, "text/html"),
        (b"<div>", "", "text/html"),
        (b"<meta charset=gbk>", "text/plain", "text/html"),
        # Text without a type stays what it is called.
        (b"User-agent: *", "text/plain", "text/plain"),
        (b"<!-- x --> text", "text/plain", "text/plain"),
        (b"<divine>", "text/plain", "text/plain"),
        (b"see <html>", "text/plain", "text/plain"),
        (b"", None, "application/octet-stream"),
        (b"\0\1", "application/x-msdownload", "application/x-msdownload"),
        # A type of its own is believed.
        (b"<!DOCTYPE html>", "application/json", "application/json"),
        (PDF, "application/msword", "application/msword"),
    ],
)
def test_type(start, declared, found):
    assert media_type(start, declared=declared) == found


def test_only_the_start_is_looked_at():
    late = b"<!--" + b"x" * 4000 + b"--><html>"
    assert media_type(late, declared="text/plain") == "text/plain"


@pytest.mark.parametrize("piece", [b"<!---->", b"<!--", b"<!-- --> ", b"<?xml ?>", b" ", b"<!--->"])
def test_time_is_bounded(piece):
    start = time.process_time()
    media_type(piece * 2000 + b"x", declared="text/plain")
    assert time.process_time() - start < 0.5

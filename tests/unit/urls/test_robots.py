"""What a robots.txt allows."""

from __future__ import annotations

import codecs

import pytest

from portalcrawl.urls.robots import ALLOW_ALL, MAX_BYTES, rules_of

SITE = b"User-agent: *\nDisallow: /admin/\nAllow: /admin/open/\nCrawl-delay: 5\n"


@pytest.mark.parametrize(
    ("body", "path", "allowed"),
    [
        (b"", "/x", True),
        (SITE, "/x", True),
        (SITE, "/admin/x", False),
        (SITE, "/admin/open/x", True),
        (SITE, "/Admin/x", True),
        (codecs.BOM_UTF8 + SITE, "/admin/x", False),
        (SITE.replace(b"\n", b"\r\n"), "/admin/x", False),
        (SITE.replace(b"\n", b"\r"), "/admin/x", False),
        (b"User-agent: *\nDisallow:", "/x", True),
        (b"User-agent: *\nDisallow: /", "/x", False),
        (b"User-agent: *\nDisallow: /*.doc$", "/a.doc", False),
        (b"User-agent: *\nDisallow: /*.doc$", "/a.docx", True),
        (b"User-agent: *\nDisallow: /*?", "/a?b", False),
        (b"User-agent: Baiduspider\nDisallow: /", "/x", True),
        (b"User-agent: portalcrawl\nDisallow: /x\nUser-agent: *\nDisallow: /", "/y", True),
        (b"User-agent: portalcrawl\nDisallow: /x\nUser-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /通知/".encode(), "/%E9%80%9A%E7%9F%A5/1", False),
        (b"\xff\xfe\x00garbage\nUser-agent: *\nDisallow: /x", "/x", False),
    ],
)
def test_allowed(body, path, allowed):
    assert rules_of(body).allowed(f"http://a.cn{path}") is allowed


@pytest.mark.parametrize(
    "body",
    [b"<html><title>404</title>", b"\n  <!DOCTYPE html>", codecs.BOM_UTF8 + b"<script>x</script>"],
)
def test_a_page_sent_in_its_place_forbids_nothing(body):
    assert rules_of(body + b"\nUser-agent: *\nDisallow: /") is ALLOW_ALL
    assert ALLOW_ALL.allowed("http://a.cn/x")
    assert ALLOW_ALL.crawl_delay_secs is None


@pytest.mark.parametrize(
    ("delay", "secs"),
    [
        *((b"5", 5.0), (b"0.5", 0.5), (b"0", None), (b"", None), (b"soon", None)),
        *((b"-1", None), (b"nan", None), (b"inf", None)),
    ],
)
def test_crawl_delay(delay, secs):
    assert rules_of(b"User-agent: *\nCrawl-delay: " + delay).crawl_delay_secs == secs


def test_nothing_after_the_limit_counts():
    body = b"User-agent: *\nDisallow: /x\n".ljust(MAX_BYTES, b"#") + b"\nDisallow: /y\n"
    assert not rules_of(body).allowed("http://a.cn/x")
    assert rules_of(body).allowed("http://a.cn/y")

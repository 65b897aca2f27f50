"""The address of a home page as a person types it."""

from __future__ import annotations

import pytest

from portalcrawl.errors import UrlError
from portalcrawl.urls.absolute import parse_home


@pytest.mark.parametrize(
    ("typed", "home"),
    [
        ("www.a.gov.cn", "http://www.a.gov.cn/"),
        ("  www.a.gov.cn/zw/ \n", "http://www.a.gov.cn/zw/"),
        ("HTTPS://WWW.A.GOV.CN", "https://www.a.gov.cn/"),
        ("a.gov.cn:8080/x?b=1#top", "http://a.gov.cn:8080/x?b=1"),
        ("//a.gov.cn/", "http://a.gov.cn/"),
        ("localhost:8801", "http://localhost:8801/"),
        ("127.0.0.1:8801", "http://127.0.0.1:8801/"),
        ("http://[::1]:8801/", "http://[::1]:8801/"),
        ("县政府.中国", "http://xn--5nrs6wvkf.xn--fiqs8s/"),
    ],
)
def test_made_absolute(typed, home):
    assert parse_home(typed) == home


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "http://", "https:///", "http://?", "清源县"),
        *("ftp://a.gov.cn/", "mailto:x@a.gov.cn", "javascript:alert(1)", "file:///etc/passwd"),
        *("http://user:secret@a.gov.cn/", "a gov.cn", "http://a.gov.cn:port/", "tongwei"),
        *("../tongwei", "..", "http://./"),
    ],
)
def test_refused_with_the_text_and_an_example(typed):
    with pytest.raises(UrlError) as caught:
        parse_home(typed)
    assert typed.strip() in str(caught.value)
    assert "http://www.example.gov.cn/" in str(caught.value)
    assert caught.value.exit_code == 3

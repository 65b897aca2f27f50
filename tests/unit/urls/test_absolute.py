"""From an ``href`` as written to the address that a browser would ask for."""

from __future__ import annotations

import pytest

from portalcrawl.urls.absolute import absolute_url, host_of

PAGE = "http://www.a.gov.cn/zw/list/index.html?p=2"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("5.html", "http://www.a.gov.cn/zw/list/5.html"),
        ("./5.html", "http://www.a.gov.cn/zw/list/5.html"),
        ("../5.html", "http://www.a.gov.cn/zw/5.html"),
        ("../../../../5.html", "http://www.a.gov.cn/5.html"),
        ("/5.html", "http://www.a.gov.cn/5.html"),
        ("//b.gov.cn/5.html", "http://b.gov.cn/5.html"),
        ("?p=3", "http://www.a.gov.cn/zw/list/index.html?p=3"),
        ("", "http://www.a.gov.cn/zw/list/index.html?p=2"),
        ("#top", "http://www.a.gov.cn/zw/list/index.html?p=2"),
        ("5.html#top", "http://www.a.gov.cn/zw/list/5.html"),
        ("5.html#/d?id=1", "http://www.a.gov.cn/zw/list/5.html#/d?id=1"),
        ("#!/d/1", "http://www.a.gov.cn/zw/list/index.html?p=2#!/d/1"),
        ("5.html?a=1#a#b", "http://www.a.gov.cn/zw/list/5.html?a=1"),
        ("HTTP://WWW.B.GOV.CN/A.html", "http://www.b.gov.cn/A.html"),
        ("https://b.gov.cn:443/", "https://b.gov.cn/"),
        ("http://b.gov.cn:8080", "http://b.gov.cn:8080/"),
        ("/a/./b/../c", "http://www.a.gov.cn/a/c"),
        # What hands and word processors add.
        ("\n  5.html\t ", "http://www.a.gov.cn/zw/list/5.html"),
        ("5\n.html", "http://www.a.gov.cn/zw/list/5.html"),
        ("\\UploadFiles\\xw\\1.jpg", "http://www.a.gov.cn/UploadFiles/xw/1.jpg"),
        ("http:\\\\b.gov.cn\\1.jpg", "http://b.gov.cn/1.jpg"),
        ("1160 /list.psp", "http://www.a.gov.cn/zw/list/1160%20/list.psp"),
        ("http://中国.cn/", "http://xn--fiqs8s.cn/"),
    ],
)
def test_resolved_like_a_browser(href, expected):
    assert absolute_url(href, base=PAGE) == expected


@pytest.mark.parametrize(
    "href",
    [
        *("javascript:void(0)", "JavaScript:;", " javascript:history.back()", "about:blank"),
        *("mailto:office@a.gov.cn", "tel:0932-1234567", "data:image/png;base64,AA=="),
        *("file:///C:/Users/1.jpg", "ftp://a.gov.cn/1.doc", "thunder://QUFodHRwOi8v"),
        *("http://", "http://[", "http://a b.cn/", "http://a.cn:99999/", "//"),
        *("http://user:secret@a.gov.cn/", "http://user@a.gov.cn/", "//u:p@a.gov.cn/1"),
    ],
)
def test_leads_nowhere_a_crawler_goes(href):
    assert absolute_url(href, base=PAGE) is None


@pytest.mark.parametrize(
    "written",
    [
        "a%cd%a8.asp",
        "l.asp?t=%cd%A8%d6%AA",
        "l.asp?t=a+b%20c&&d",
        "a%2fb%5c.htm",
        "%E9%80%9A",
        "100%",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_escapes_stay_byte_for_byte(written, encoding):
    assert absolute_url(written, base="http://a.cn/", encoding=encoding) == f"http://a.cn/{written}"


@pytest.mark.parametrize(
    ("href", "encoding", "expected"),
    [
        ("列表.asp?t=通知", "utf-8", "%E5%88%97%E8%A1%A8.asp?t=%E9%80%9A%E7%9F%A5"),
        ("列表.asp?t=通知", "gb18030", "%E5%88%97%E8%A1%A8.asp?t=%CD%A8%D6%AA"),
        ("l.asp?t=通知&u=%cd%a8", "gb18030", "l.asp?t=%CD%A8%D6%AA&u=%cd%a8"),
        ("l.asp?t=通 知<b>\"'", "gb18030", "l.asp?t=%CD%A8%20%D6%AA%3Cb%3E%22%27"),
        ("l.asp?t=通知#通知", "gb18030", "l.asp?t=%CD%A8%D6%AA"),
        ("l.asp#a?t=通知", "gb18030", "l.asp"),
        ("l.asp?t=通知", "big5", "l.asp?t=%B3q%AA%BE"),
        # A character that the encoding lacks goes as an escaped reference.
        ("l.asp?t=通\u0e01", "big5", "l.asp?t=%B3q%26%233585%3B"),
        ("l.asp?t=\u0e01\u0e02x", "big5", "l.asp?t=%26%233585%3B%26%233586%3Bx"),
        # UTF-16 pages send UTF-8, as the standard's "output encoding" has it.
        ("l.asp?t=通知", "utf-16-le", "l.asp?t=%E9%80%9A%E7%9F%A5"),
        ("l.asp?t=通知", "utf-16-be", "l.asp?t=%E9%80%9A%E7%9F%A5"),
        # Blanks round the address and line ends inside it are dropped before it is encoded.
        (" l.asp?t=通知 \n", "gb18030", "l.asp?t=%CD%A8%D6%AA"),
        ("l.asp?t=通\r\n\t知", "gb18030", "l.asp?t=%CD%A8%D6%AA"),
    ],
)
def test_query_in_the_encoding_of_its_page(href, encoding, expected):
    assert absolute_url(href, base="http://a.cn/", encoding=encoding) == f"http://a.cn/{expected}"


def test_lone_surrogates_raise_nothing():
    assert absolute_url("/\ud800", base="http://a.cn/") is None
    found = absolute_url("/?a=\ud800", base="http://a.cn/", encoding="gb18030")
    assert found is None or found.isascii()


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://a.gov.cn/", "a.gov.cn"),
        ("http://A.gov.cn:80/x", "a.gov.cn"),
        ("https://a.gov.cn:80/x", "a.gov.cn:80"),
        ("http://127.0.0.1:8801/", "127.0.0.1:8801"),
        ("http://[::1]:81/", "[::1]:81"),
    ],
)
def test_host_has_its_port_where_that_matters(url, host):
    assert host_of(url) == host

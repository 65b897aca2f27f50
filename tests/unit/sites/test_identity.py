"""One article, whatever its address was linked with."""

from __future__ import annotations

import pytest

from portalcrawl.sites.identity import document_key, twin_key


@pytest.mark.parametrize(
    ("twin", "key"),
    [
        ("https://www.a.cn:8443/info/1036/12441.htm?from=home", "a.cn/info/1036/12441.htm"),
        ("http://a.cn/info/1036/12441.htm;jsessionid=9F2?t=2", "a.cn/info/1036/12441.htm"),
        ("http://a.cn/Item/7189.aspx?uid=3", "a.cn/Item/7189.aspx"),
        ("http://a.cn/ReadNews.asp?ID=3441&from=top", "a.cn/ReadNews.asp?ID=3441"),
        ("http://a.cn/art/2020/2/5/art_1_56789.html?v=1.0", "a.cn/art/2020/2/5/art_1_56789.html"),
        (
            "http://a.cn/content.jsp?wbnewsid=7&urltype=news.NewsContentUrl&_=1583020800",
            "a.cn/content.jsp?urltype=news.NewsContentUrl&wbnewsid=7",
        ),
    ],
)
def test_noise_of_an_article_goes(twin, key):
    assert document_key(twin) == key


def test_a_twin_need_not_be_asked_for_but_another_server_must():
    key = twin_key("http://a.cn/info/1036/12441.htm")
    assert twin_key("http://a.cn/info/1036/12441.htm;jsessionid=9F?from=x&_=15") == key
    assert twin_key("https://www.a.cn/info/1036/12441.htm") == key
    assert twin_key("http://a.cn:8080/info/1036/12441.htm") != key
    assert twin_key("http://a.cn/info/1037/12441.htm") != key
    assert twin_key("http://a.cn/list.asp?t=1") != twin_key("http://a.cn/list.asp?t=2")


@pytest.mark.parametrize(
    "url",
    [
        "http://a.cn/list.asp?from=3",
        "http://a.cn/lists.asp?t=3",
        "http://a.cn/col/col12/index.html?uid=7543749",
        "http://a.cn/zwgk/?v=20200205",
    ],
)
def test_what_may_be_a_column_keeps_its_parameters(url):
    assert "?" in document_key(url)

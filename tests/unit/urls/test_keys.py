"""The three keys of an address: request, document, index."""

from __future__ import annotations

import pytest

from portalcrawl.errors import UrlError
from portalcrawl.urls.keys import canonical_url, doc_key, fingerprint


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.A.CN", "http://www.a.cn/"),
        ("http://a.cn:80/x", "http://a.cn/x"),
        ("https://a.cn:443/x", "https://a.cn/x"),
        ("http://a.cn:443/x", "http://a.cn:443/x"),
        ("http://a.cn/x#top", "http://a.cn/x"),
        ("http://a.cn/x?", "http://a.cn/x"),
        ("http://a.cn/x?&&", "http://a.cn/x"),
        ("http://a.cn/x?b=2&a=1&b=1", "http://a.cn/x?a=1&b=1&b=2"),
        ("http://a.cn/a//b/../c", "http://a.cn/a//c"),
        # Paths keep their case, hosts do not.
        ("http://A.cn/Zwgk/A.HTM", "http://a.cn/Zwgk/A.HTM"),
        # Escapes: upper case, and undone where they were needless.
        ("http://a.cn/%7ea%2d%41?t=%cd%a8%61", "http://a.cn/~a-A?t=%CD%A8a"),
        ("http://a.cn/a%2fb%3F?c=%26%3d", "http://a.cn/a%2Fb%3F?c=%26%3D"),
        ("http://a.cn/通知", "http://a.cn/%E9%80%9A%E7%9F%A5"),
        ("http://a.cn/100%/x", "http://a.cn/100%/x"),
        # Session ids.
        ("http://a.cn/x.jsp;jsessionid=9F?b=2", "http://a.cn/x.jsp?b=2"),
        ("http://a.cn/x.do;JSESSIONID=9F.node1", "http://a.cn/x.do"),
        ("http://a.cn/a;jsessionid=9F/b", "http://a.cn/a/b"),
        ("http://a.cn/x?PHPSESSID=1&a=1&jsessionid=2&ASPSESSIONIDQQ=3", "http://a.cn/x?a=1"),
        ("http://a.cn/x?phpsessid=1", "http://a.cn/x"),
        ("http://a.cn/(S(lit3py55t21z5v55vlm25s55))/x.aspx?id=1", "http://a.cn/x.aspx?id=1"),
        ("http://a.cn/(S(x))/x.aspx", "http://a.cn/(S(x))/x.aspx"),
        ("http://a.cn/x.aspx?ASP.NET_SessionId=1&id=2", "http://a.cn/x.aspx?id=2"),
        ("http://a.cn/x?sid=1&xjsessionid=1", "http://a.cn/x?sid=1&xjsessionid=1"),
        # The route of an app is a page, a place on a page is none.
        ("http://a.cn/x#/detail?id=7", "http://a.cn/x#/detail?id=7"),
        ("http://a.cn/x?b=1&a=2#!/%7ea/详情", "http://a.cn/x?a=2&b=1#!/~a/%E8%AF%A6%E6%83%85"),
        ("http://a.cn/x#/", "http://a.cn/x"),
        ("http://a.cn/x#/%2%66", "http://a.cn/x#/%2F"),
        # Credentials are no part of what is asked for.
        ("http://u:p@a.cn/", "http://a.cn/"),
        # What one pass uncovers, the next one takes.
        ("http://a.cn/%4%31", "http://a.cn/A"),
        ("http://a.cn/b/..;jsessionid=9", "http://a.cn/"),
        ("http://a.cn/b/%2%65%2%65/c", "http://a.cn/c"),
    ],
)
def test_canonical_form(url, canonical):
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    ["", "a.cn", "/x", "ftp://a.cn/", "mailto:a@b.cn", "http://", "http://[/", "http://\ud800/"],
)
@pytest.mark.parametrize("key", [canonical_url, fingerprint, doc_key])
def test_what_is_no_address_raises_url_error(url, key):
    with pytest.raises(UrlError):
        key(url)


def test_fingerprint_is_that_of_the_canonical_form():
    one = fingerprint("http://A.cn:80/x;jsessionid=9F?b=2&a=1#top")
    assert one == fingerprint("http://a.cn/x?a=1&b=2")
    assert len(one) == 32
    assert int(one, 16) >= 0


@pytest.mark.parametrize(
    "other",
    [
        *("http://a.cn/X?a=1", "http://a.cn/x?a=2", "https://a.cn/x?a=1", "http://www.a.cn/x?a=1"),
        *("http://a.cn:81/x?a=1", "http://a.cn/x?a=1&a=1", "http://a.cn/x/?a=1", "http://a.cn/x"),
    ],
)
def test_fingerprints_differ_where_the_server_may_answer_differently(other):
    assert fingerprint(other) != fingerprint("http://a.cn/x?a=1")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://a.gov.cn/x.html", "a.gov.cn/x.html"),
        ("https://www.a.gov.cn:8443/x.html", "a.gov.cn/x.html"),
        ("http://www.a.gov.cn/Zwgk/", "a.gov.cn/Zwgk/"),
        ("http://a.gov.cn/Zwgk/index.html", "a.gov.cn/Zwgk/"),
        ("http://a.gov.cn/Zwgk/Default.aspx?b=2&a=1", "a.gov.cn/Zwgk/?a=1&b=2"),
        ("http://a.gov.cn/index.shtml", "a.gov.cn/"),
        ("http://a.gov.cn/reindex.html", "a.gov.cn/reindex.html"),
        ("http://a.gov.cn/index_2.html", "a.gov.cn/index_2.html"),
        ("http://a.gov.cn/index.html/x", "a.gov.cn/index.html/x"),
        ("http://wwwx.a.cn/", "wwwx.a.cn/"),
        ("http://1.2.3.4:81/x", "1.2.3.4/x"),
        ("http://a.cn/Category_27/Index.aspx", "a.cn/Category_27/"),
        ("http://a.cn/Category_27/Index_1.aspx", "a.cn/Category_27/"),
        ("http://a.cn/Category_27/Index_2.aspx", "a.cn/Category_27/Index_2.aspx"),
        ("http://a.cn/category_27/index_1.aspx", "a.cn/category_27/"),
        # Elsewhere _1 is the second page.
        ("http://a.cn/zwgk/index_1.html", "a.cn/zwgk/index_1.html"),
        ("http://a.cn/zwgk/Index_1.aspx", "a.cn/zwgk/Index_1.aspx"),
        ("http://a.cn/tzgg/index.jhtml", "a.cn/tzgg/"),
        ("http://a.cn/xgc/index.psp", "a.cn/xgc/"),
        # What may choose the page stays.
        ("http://a.cn/list.asp?t=3", "a.cn/list.asp?t=3"),
        ("http://a.cn/list.asp?t=1583020800&from=x&_=1", "a.cn/list.asp?_=1&from=x&t=1583020800"),
        ("http://a.cn/lists.asp?lbm=%cd%a8", "a.cn/lists.asp?lbm=%CD%A8"),
    ],
)
def test_document_key(url, key):
    assert doc_key(url) == key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://a.cn/1.htm?from=timeline&isappinstalled=0", "a.cn/1.htm"),
        ("http://a.cn/1.htm;jsessionid=9F?uid=7", "a.cn/1.htm"),
        ("http://a.cn/1.htm?t=3&v=2", "a.cn/1.htm"),
        ("http://a.cn/show.asp?id=7&t=1583020800&_=1583020800123", "a.cn/show.asp?id=7"),
        ("http://a.cn/show.asp?id=7&v=0.8316&rnd=", "a.cn/show.asp?id=7"),
        ("http://a.cn/show.asp?id=7&FROM=top&UTM_source=x", "a.cn/show.asp?id=7"),
        # A table, a view, a part: values as no clock gives them, and names that say something.
        ("http://a.cn/show.asp?id=7&t=3&v=2", "a.cn/show.asp?id=7&t=3&v=2"),
        ("http://a.cn/show.asp?id=7&page=2", "a.cn/show.asp?id=7&page=2"),
        ("http://a.cn/show.asp?id=7&fromid=2&type=3", "a.cn/show.asp?fromid=2&id=7&type=3"),
        ("http://a.cn/show.asp?BigClassName=%bd%cc&id=7", "a.cn/show.asp?BigClassName=%BD%CC&id=7"),
    ],
)
def test_document_key_of_an_article(url, key):
    assert doc_key(url, is_article=True) == key
    assert doc_key(f"http://{key}", is_article=True) == key

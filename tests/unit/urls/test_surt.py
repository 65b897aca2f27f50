"""The keys are those of the package ``surt`` (tests/replay compares with it)."""

from __future__ import annotations

import pytest

from portalcrawl.urls.surt import surt_key

ID32 = "0123456789abcdef0123456789ABCDEF"
ID24 = "abcdefghijklmnopqrstuvwx"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.a.gov.cn/Zwgk/A.html?b=2&A=1", "cn,gov,a)/zwgk/a.html?a=1&b=2"),
        ("https://www2.a.gov.cn", "cn,gov,a)/"),
        ("http://www.www.a.cn/", "cn,a,www)/"),
        ("http://a.gov.cn:8080/x", "cn,gov,a:8080)/x"),
        ("https://a.gov.cn:443/x", "cn,gov,a)/x"),
        ("http://127.0.0.1:80/x", "1,0,0,127)/x"),
        ("http://[::1]:81/x", "::1:81)/x"),
        ("http://u:p@a.cn/x#top", "cn,a)/x"),
        # The path: dots, slashes and escapes.
        ("http://a.cn/x/", "cn,a)/x"),
        ("http://a.cn/x//y/../z/.", "cn,a)/x/z"),
        ("http://a.cn/%e4%BD%a0%2541%23", "cn,a)/%e4%bd%a0a%23"),
        ("http://a.cn/x;jsessionid=9F", "cn,a)/x;jsessionid=9f"),
        (f"http://a.cn/(S({ID24}))/x.aspx", "cn,a)/x.aspx"),
        # The query: sorted by name, then value; no value is not an empty one.
        ("http://a.cn/x?", "cn,a)/x"),
        ("http://a.cn/x?b&a=2&a=1&a", "cn,a)/x?a&a=1&a=2&b"),
        ("http://a.cn/x?a=1&", "cn,a)/x?&a=1"),
        (f"http://a.cn/x?y=1&PHPSESSID={ID32}", "cn,a)/x?&y=1"),
        (f"http://a.cn/x?jsessionid={ID32}&y=1", "cn,a)/x?y=1"),
        ("urn:some:id", "urn:some:id"),
    ],
)
def test_surt_key(url: str, key: str):
    assert surt_key(url) == key


def test_surt_keys_bring_a_domain_together():
    hosts = ["http://zw.a.gov.cn/", "http://b.gov.cn/", "http://a.gov.cn/", "http://www.a.gov.cn/z"]
    assert sorted(hosts, key=surt_key) == [hosts[2], hosts[3], hosts[0], hosts[1]]

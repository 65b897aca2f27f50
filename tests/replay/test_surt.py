"""The sort keys of addresses are those of the package that replay tools use."""

from __future__ import annotations

import json
import random

from portalcrawl.urls.surt import surt_key
from tests.replay.tools import ReplayTools

HOSTS = (
    "a.gov.cn",
    "www.a.cn",
    "WWW2.A.cn:80",
    "a.cn:8080",
    "127.0.0.1:81",
    "[::1]:81",
    "u:p@a.cn",
)
PIECES = (
    *("/", "//", ".", "..", "a", "B", "%e4%BD%a0", "%2f", "%25", "%23", "中", " ", "+", ";"),
    *("index.aspx", "(S(abcdefghijklmnopqrstuvwx))", "(abcdefghijklmnopqrstuvwx)", "jsessionid=9F"),
    *(
        "?",
        "&",
        "=",
        "a=1",
        "&b",
        "#top",
        "sid=0123456789abcdef0123456789ABCDEF",
        "cfid=1&cftoken=2",
    ),
    *(
        "PHPSESSID=0123456789abcdef0123456789abcdef",
        "ASPSESSIONIDabcdefgh=abcdefghijklmnopqrstuvwx",
    ),
)
EACH = "import json, sys, surt; print(json.dumps([surt.surt(url) for url in json.load(sys.stdin)]))"


def test_keys_of_odd_addresses(tools: ReplayTools):
    choose = random.Random(20261125)
    urls = [
        f"http://{choose.choice(HOSTS)}/{''.join(choose.choices(PIECES, k=choose.randrange(9)))}"
        for _ in range(20_000)
    ]
    expected = json.loads(tools.run("python", "-c", EACH, given=json.dumps(urls)))
    wrong = [(url, key) for url, key in zip(urls, expected, strict=True) if surt_key(url) != key]
    assert wrong == []

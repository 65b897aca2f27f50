"""Which addresses are pages of one list."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.numbered import differ_in_number


@pytest.mark.parametrize(
    ("url", "other", "numbers"),
    [
        ("index_2.html", "index_3.html", (2, 3)),
        ("index.html", "index_1.html", (None, 1)),
        ("", "index_1.html", (None, 1)),
        ("", "2.html", (None, 2)),
        ("list.htm", "list2.htm", (None, 2)),
        ("xxgk_list.shtml", "xxgk_list_2.shtml", (None, 2)),
        ("tzgg.htm", "tzgg/30.htm", (None, 30)),
        ("tzgg/30.htm", "tzgg/29.htm", (30, 29)),
        ("list.asp?id=5", "list.asp?id=5&page=2", (None, 2)),
        ("list.asp?id=5&page=2", "list.asp?id=5&page=3", (2, 3)),
        ("list.jsp?t=1", "list.jsp?PAGENUM=2&totalpage=7&t=1", (None, 2)),
        # Other columns, articles, or nothing that differs.
        ("index.html", "index.html", None),
        ("index.html", "../dj/index_2.html", None),
        ("index.html", "art_2.html", None),
        ("c101/list.html", "c102/list_2.html", None),
        ("1/2.html", "2/3.html", None),
        ("list.asp?id=5", "list.asp?id=6&page=2", None),
        ("list.asp?id=5", "list.asp?id=5&size=20", None),
        ("index.html", "202402/t20240205_123456.html", None),
    ],
)
def test_difference(url, other, numbers):
    base = "http://a.cn/zw/"
    assert differ_in_number(base + url, base + other) == numbers

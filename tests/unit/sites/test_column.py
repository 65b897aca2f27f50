"""``[[column]]`` in a profile."""

from __future__ import annotations

import pytest

from portalcrawl.errors import ProfileError
from portalcrawl.sites.column import Column
from portalcrawl.sites.profile import parse_profile

URL = 'url = "http://www.a.gov.cn/"\n'


def test_a_column_with_all_keys():
    table = (
        '[[column]]\nname = "通知"\nurl = "a.cn/tz/"\npaging = "link"\ntotal_pages = 9\nrows = 0'
    )
    (column,) = parse_profile(URL + table, path="a.toml").columns
    assert column == Column(
        name="通知", url="http://a.cn/tz/", paging="link", total_pages=9, rows=0
    )


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('[[column]]\nname = "x"', "the key 'url' is missing"),
        ('[[column]]\nurl = "a.cn"', "the key 'name' is missing"),
        ('[[column]]\nname = "x"\nurl = "a.cn"\nrow = 3', "unknown key 'row', not 'rows'?"),
        ('[[column]]\nname = "x"\nurl = "a.cn"\nrows = "3"', "rows can't be '3'"),
        ('[[column]]\nname = "x"\nurl = "a.cn"\nrows = true', "rows can't be True"),
        ('[[column]]\nname = "x"\nurl = "ftp://a.cn/"', "not an http(s) address"),
        ('[column]\nname = "x"', "write columns as [[column]]"),
    ],
)
def test_errors(table: str, says: str):
    with pytest.raises(ProfileError) as caught:
        parse_profile(URL + table, path="a.toml")
    assert says in str(caught.value)
    assert "a.toml" in str(caught.value)

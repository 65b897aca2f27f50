"""Site profiles: what they say, and errors that name file, line and key."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.errors import ProfileError, UrlError
from portalcrawl.sites.profile import (
    Profile,
    load_profile,
    parse_profile,
    profile_of_url,
    site_of_url,
)

URL = 'url = "http://www.a.gov.cn/"\n'


def test_all_keys():
    text = """
        site = "qingyuan"
        url = "www.a.gov.cn"
        seeds = ["www.a.gov.cn/zw/", "http://b.gov.cn/"]
        hosts = ["b.gov.cn", "*.c.gov.cn"]
        deny = ['/bbs/', '\\?print=']
        delay_secs = 2.5
        concurrency = 3
        every = "6h"
        recrawl_min = "30m"
        recrawl_max = "1d12h"
        sweep_days = 14
        max_bytes_per_sec = 200_000
        windows = ["22:00-06:00", "12:00-13:30"]
        timezone = "Asia/Urumqi"
    """
    assert parse_profile(text, path="sites/a.toml") == Profile(
        site="qingyuan",
        url="http://www.a.gov.cn/",
        seeds=("http://www.a.gov.cn/zw/", "http://b.gov.cn/"),
        hosts=("b.gov.cn", "*.c.gov.cn"),
        deny=("/bbs/", r"\?print="),
        delay_secs=2.5,
        concurrency=3,
        every=timedelta(hours=6),
        recrawl_min=timedelta(minutes=30),
        recrawl_max=timedelta(hours=36),
        sweep_days=14,
        max_bytes_per_sec=200_000,
        windows=("22:00-06:00", "12:00-13:30"),
        timezone="Asia/Urumqi",
    )


def test_only_the_address_is_needed():
    assert parse_profile(URL, path="sites/tongxin.toml") == Profile(
        site="tongxin", url="http://www.a.gov.cn/"
    )
    assert parse_profile(f"{URL}delay_secs = 0", path="a.toml").delay_secs == 0


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (URL + "\ndelay = 2", 3, ["'delay'", "did you mean 'delay_secs'?"]),
        (URL + "host = 'b.cn'", 2, ["'host'", "did you mean 'hosts'?"]),
        (URL + "concurency = 2", 2, ["did you mean 'concurrency'?"]),
        (URL + "xyz = 2", 2, ["unknown key 'xyz'", "the keys are site, url, seeds"]),
        (URL + "[columns]\nx = 1", 2, ["unknown key 'columns'"]),
        ("# home\n\nurl = 5", 3, ["url must be a text, not 5"]),
        (URL + "seeds = 'x'", 2, ["seeds must be a list of texts, not 'x'"]),
        (URL + "hosts = ['a', 5]", 2, ["hosts must be a list of texts", "5"]),
        (URL + "delay_secs = '2'", 2, ["delay_secs must be a number, not '2'"]),
        (URL + "delay_secs = true", 2, ["delay_secs must be a number, not True"]),
        (URL + "delay_secs = -1", 2, ["delay_secs must not be -1"]),
        (URL + "delay_secs = nan", 2, ["delay_secs must not be nan"]),
        (URL + "delay_secs = inf", 2, ["delay_secs must not be inf"]),
        (URL + "concurrency = 0", 2, ["concurrency must not be 0"]),
        (URL + "recrawl_min = 10", 2, ["recrawl_min must be a text, not 10"]),
        (URL + "\nrecrawl_max = 'soon'", 3, ["recrawl_max: 'soon' is no duration: write it like"]),
        (URL + "sweep_days = 0", 2, ["sweep_days must not be 0"]),
        (URL + "sweep_days = '30d'", 2, ["sweep_days must be a number, not '30d'"]),
        (URL + "sweep = 30", 2, ["did you mean 'sweep_days'?"]),
        (URL + "max_bytes_per_sec = 0", 2, ["max_bytes_per_sec must not be 0"]),
        (URL + "windows = '22:00-06:00'", 2, ["windows must be a list of texts"]),
        (URL + "\nwindows = ['22-06']", 3, ["'22-06' is no window", "'22:00-06:00'"]),
        (URL + "timezone = 'Asia/Nowhere'", 2, ["the time zone 'Asia/Nowhere' is not known"]),
        (URL + "concurrency = 1.5", 2, ["concurrency must be a number, not 1.5"]),
        (URL + "\n\ndeny = [\n  '/a/',\n  '(',\n]", 4, ["bad pattern '('"]),
        (URL + "every = '6 hrs'", 2, ["every: '6 hrs' is no duration"]),
        (URL + "every = '5h'", 2, ["every: 5:00:00 does not divide a day", "write 4h or 6h"]),
        (URL + "every = 6", 2, ["every must be a text, not 6"]),
        ("\nurl = 'ftp://a.cn/'", 2, ["ftp://a.cn/", "http://www.example.gov.cn/"]),
        (URL + "\nseeds = ['javascript:;']", 3, ["javascript:;"]),
        ('\n"url" = ""', 2, ["not an http(s) address"]),
    ],
)
def test_error_names_file_line_and_key(text, line, says):
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, path="sites/a.toml")
    message = str(caught.value)
    assert message.startswith(f"sites/a.toml, line {line}: ")
    for words in says:
        assert words in message
    assert caught.value.exit_code == 3


def test_what_is_no_toml_names_file_and_line():
    with pytest.raises(ProfileError, match=r"sites/a\.toml: not TOML: .*line 2"):
        parse_profile(URL + "seeds = x", path="sites/a.toml")


def test_no_address():
    with pytest.raises(ProfileError, match=r"sites/a\.toml: the key 'url' .* is missing"):
        parse_profile("delay_secs = 1", path="sites/a.toml")


def test_load(tmp_path):
    path = tmp_path / "qingyuan.toml"
    path.write_text(f'# 清源县\n{URL}hosts = ["党建.cn"]', "utf-8")
    assert load_profile(path) == Profile(
        site="qingyuan", url="http://www.a.gov.cn/", hosts=("党建.cn",)
    )


@pytest.mark.parametrize("content", [None, "# 清源县".encode("gbk")])
def test_what_can_not_be_read_names_the_file(tmp_path, content):
    path = tmp_path / "a.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProfileError, match=f"{path}: can't be read: "):
        load_profile(path)
    with pytest.raises(ProfileError, match=f"{tmp_path}: can't be read: "):
        load_profile(tmp_path)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://www.a.gov.cn/", "www.a.gov.cn"),
        ("http://www.a.gov.cn/index.html", "www.a.gov.cn"),
        ("http://www.a.gov.cn/czj/index.html", "www.a.gov.cn/czj"),
        ("http://www.a.gov.cn/czj/", "www.a.gov.cn/czj"),
        ("http://www.a.gov.cn/a/b/?x=/y/", "www.a.gov.cn/a/b"),
        ("http://127.0.0.1:8801/", "127.0.0.1:8801"),
    ],
)
def test_site_of_an_address(url, site):
    assert site_of_url(url) == site


def test_profile_of_an_address():
    assert profile_of_url("www.a.gov.cn") == Profile(
        site="www.a.gov.cn", url="http://www.a.gov.cn/"
    )
    with pytest.raises(UrlError):
        profile_of_url("ftp://a.cn/")

"""From what a person types to the profile that is crawled."""

from __future__ import annotations

import pytest

from portalcrawl.crawl.targets import resolve_target, with_arguments
from portalcrawl.errors import ProfileError, UrlError
from portalcrawl.sites.profile import Profile

PROFILE = Profile(site="a", url="http://a.cn/", hosts=("b.cn",), delay_secs=1.0, concurrency=1)


@pytest.fixture
def sites_dir(tmp_path):
    folder = tmp_path / "sites"
    folder.mkdir()
    (folder / "qingyuan.toml").write_text('url = "www.a.gov.cn"\ndelay_secs = 3')
    (folder / "c.gov.cn.toml").write_text('url = "www.c.gov.cn"')
    return folder


@pytest.mark.parametrize(
    ("target", "site", "url"),
    [
        ("www.b.gov.cn", "www.b.gov.cn", "http://www.b.gov.cn/"),
        ("http://b.gov.cn/zw/", "b.gov.cn/zw", "http://b.gov.cn/zw/"),
        ("localhost:8801", "localhost:8801", "http://localhost:8801/"),
        ("qingyuan", "qingyuan", "http://www.a.gov.cn/"),
        # A name with a profile is that profile, even if it looks like an address.
        ("c.gov.cn", "c.gov.cn", "http://www.c.gov.cn/"),
    ],
)
def test_address_or_site(sites_dir, target, site, url):
    profile = resolve_target(target, sites_dir=sites_dir)
    assert (profile.site, profile.url) == (site, url)


def test_file(sites_dir):
    path = sites_dir / "qingyuan.toml"
    assert resolve_target(str(path), sites_dir=sites_dir / "none").delay_secs == 3


@pytest.mark.parametrize(
    ("target", "error", "says"),
    [
        ("tongxin", ProfileError, "'tongxin' is no address, and there is no profile "),
        ("gone.toml", ProfileError, "gone.toml: can't be read"),
        ("ftp://a.cn/", UrlError, "ftp://a.cn/"),
        ("../qingyuan", UrlError, "../qingyuan"),
        ("", ProfileError, "is no address"),
    ],
)
def test_neither(sites_dir, target, error, says):
    with pytest.raises(error) as caught:
        resolve_target(target, sites_dir=sites_dir)
    assert says in str(caught.value)


def test_folder_of_profiles_need_not_be_there(tmp_path):
    assert resolve_target("a.cn", sites_dir=tmp_path / "none").site == "a.cn"


@pytest.mark.parametrize(
    ("arguments", "delay_secs", "concurrency", "hosts"),
    [
        ({}, 1.0, 1, ("b.cn",)),
        ({"delay": "", "concurrency": "", "hosts": ""}, 1.0, 1, ("b.cn",)),
        ({"delay": "0.5"}, 0.5, 1, ("b.cn",)),
        ({"delay": "0"}, 0.0, 1, ("b.cn",)),
        ({"delay": "-3"}, 0.0, 1, ("b.cn",)),
        ({"concurrency": "4"}, 1.0, 4, ("b.cn",)),
        ({"concurrency": "0"}, 1.0, 1, ("b.cn",)),
        ({"hosts": "c.cn, *.d.cn ,,"}, 1.0, 1, ("b.cn", "c.cn", "*.d.cn")),
    ],
)
def test_command_line_wins(arguments, delay_secs, concurrency, hosts):
    profile = with_arguments(PROFILE, arguments)
    assert (profile.delay_secs, profile.concurrency) == (delay_secs, concurrency)
    assert profile.hosts == hosts
    assert (profile.site, profile.url) == (PROFILE.site, PROFILE.url)


@pytest.mark.parametrize(
    "arguments",
    [
        *({"delay": "fast"}, {"delay": "1s"}, {"delay": "nan"}, {"delay": "inf"}),
        *({"delay": "-inf"}, {"concurrency": "2.5"}, {"concurrency": "x"}),
    ],
)
def test_what_is_no_number(arguments):
    with pytest.raises(ProfileError, match="--delay and --concurrency take numbers"):
        with_arguments(PROFILE, arguments)

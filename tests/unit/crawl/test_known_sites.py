"""Which sites there are, and what the command line takes for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from portalcrawl.crawl.known_sites import KnownSite, chosen_sites, known_sites, load_profiles
from portalcrawl.errors import PortalcrawlError

HOMES = {
    "a.gov.cn": "http://a.gov.cn/",
    "b.gov.cn": "https://b.gov.cn/",
    "127.0.0.1:8801/x": "http://127.0.0.1:8801/x/",
    "lost": "http://lost.cn/",
    "tongxin": "http://old.tongxin.cn/",
}


@pytest.fixture
def sites_dir(tmp_path: Path) -> Path:
    (tmp_path / "tongxin.toml").write_text("url = 'http://tongxin.cn/'")
    (tmp_path / "file.toml").write_text("url = 'http://c.cn/'\nsite = 'county'")
    (tmp_path / "bad.toml").write_text("every = 'never'\nurl = 'http://bad.cn/'")
    return tmp_path


@pytest.fixture
def known(sites_dir: Path) -> list[KnownSite]:
    profiles, _ = load_profiles(sites_dir)
    return known_sites(profiles, HOMES, sites_dir=sites_dir)


def test_a_bad_profile_does_not_hide_the_others(sites_dir: Path):
    profiles, (error,) = load_profiles(sites_dir)
    assert sorted(profiles) == ["file", "tongxin"]
    assert "bad.toml, line 1: every: 'never' is no duration" in str(error)
    assert load_profiles(sites_dir / "none") == ({}, [])


def test_what_leads_to_each_site(known):
    assert {one.site: one.target for one in known} == {
        "127.0.0.1:8801/x": "http://127.0.0.1:8801/x/",
        "a.gov.cn": "a.gov.cn",
        # Its id alone would lead elsewhere.
        "b.gov.cn": "https://b.gov.cn/",
        "county": "file",
        "lost": None,
        "tongxin": "tongxin",
    }
    # What the profile says is newer than what was crawled.
    assert known[-1].profile.url == "http://tongxin.cn/"


def test_chosen_by_id_or_target(known):
    names = ["county", "https://b.gov.cn/", "file", "lost"]
    assert [one.site for one in chosen_sites(known, names)] == ["county", "b.gov.cn", "lost"]
    assert chosen_sites(known, []) == known
    with pytest.raises(PortalcrawlError, match=r"'x' has no profile .* there are: 127"):
        chosen_sites(known, ["x"])

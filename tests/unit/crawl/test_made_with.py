"""What a process works with, and no secret."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import pytest
from scrapy.settings import Settings

from portalcrawl import settings as defaults
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.made_with import made_with, without_secrets
from portalcrawl.sites.column import Column
from portalcrawl.sites.profile import Profile

PROFILE = Profile(
    site="a",
    url="http://a.cn/",
    columns=(Column(name="公告", url="http://a.cn/gg/"),),
    windows=("22:00-06:00",),
    every=timedelta(hours=6),
)


def config(**changed: str) -> CrawlConfig:
    settings = Settings()
    settings.setmodule(defaults, priority="project")
    settings.setdict(changed, priority="cmdline")
    return CrawlConfig.from_settings(settings)


def test_it_is_told(monkeypatch):
    given = ["crawl", "-s", "PORTALCRAWL_MONGO_URI=mongodb://me:pw@db/", "-a", "url=http://a.cn/"]
    monkeypatch.setattr(sys, "argv", ["portalcrawl", *given])
    changed = config(
        PORTALCRAWL_DELAY_SECS="1.0",
        PORTALCRAWL_CONCURRENCY="3",
        PORTALCRAWL_MONGO_URI="mongodb://me:pw@db/",
        PORTALCRAWL_OPERATOR="http://me:pw@a.cn",
    )
    told = made_with(changed, PROFILE, mongod="6.0.5")
    assert told["settings"] == {
        "PORTALCRAWL_CONCURRENCY": "3",
        "PORTALCRAWL_OPERATOR": "http://…@a.cn",
    }
    assert told["arguments"] == ["crawl", "-s", "PORTALCRAWL_MONGO_URI=…", *given[3:]]
    assert "pw" not in json.dumps(told)
    assert told["profile"]["columns"][0]["name"] == "公告"
    assert (told["profile"]["windows"], told["profile"]["every"]) == (["22:00-06:00"], 21600)
    assert told["versions"]["mongod"] == "6.0.5"
    assert all(told["versions"].values())


def test_the_digest_is_that_of_what_the_profile_says():
    one, same = (made_with(config(), PROFILE, mongod=version) for version in "67")
    other = made_with(config(), Profile(site="a", url="http://a.cn/"), mongod="6")
    assert one["profile_digest"] == same["profile_digest"] != other["profile_digest"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("http://a.cn/x@y", "http://a.cn/x@y"),
        ("-sFTP_PASSWORD=x", "-sFTP_PASSWORD=…"),
        ("url=https://me@a.cn/?a=b@c", "url=https://…@a.cn/?a=b@c"),
        ("site=a", "site=a"),
    ],
)
def test_secrets(typed, told):
    assert without_secrets(typed) == told

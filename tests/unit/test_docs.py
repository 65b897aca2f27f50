"""The documents name what the code has, and nothing that it has not."""

from __future__ import annotations

import re
from pathlib import Path

from portalcrawl import settings
from portalcrawl.crawl.command_line import EXIT_CODES
from portalcrawl.urls.deny import deny_rules

REPOSITORY = Path(__file__).parents[2]


def text(name: str) -> str:
    return (REPOSITORY / name).read_text("utf-8")


def test_every_setting_is_documented_with_its_default():
    rows = dict(
        re.findall(r"^\| `(PORTALCRAWL_\w+)` \| ([^|]+) \|", text("docs/settings.md"), re.MULTILINE)
    )
    names = [name for name in dir(settings) if name.startswith("PORTALCRAWL_")]
    assert sorted(rows) == sorted(names)
    for name, documented in rows.items():
        default = getattr(settings, name)
        if name != "PORTALCRAWL_MONGO_URI":
            assert documented.strip().strip("`") == (str(default) or "empty"), name


def test_settings_used_in_the_code_exist():
    used = set()
    for path in (REPOSITORY / "portalcrawl").rglob("*.py"):
        used |= set(re.findall(r"PORTALCRAWL_[A-Z_]+[A-Z]", path.read_text("utf-8")))
    assert used <= {name for name in dir(settings) if name.startswith("PORTALCRAWL_")}


def test_every_reason_of_a_refusal_is_documented():
    for rule in deny_rules():
        assert f"`{rule.reason}`" in text("docs/stats.md")


def test_both_readmes_have_the_same_commands_and_exit_codes():
    for pattern in (r"^\| `(portalcrawl \w+)", r"^\| `(--\w+)", r"^\| (\d+) \|"):
        english = re.findall(pattern, text("README.md"), re.MULTILINE)
        assert english
        assert english == re.findall(pattern, text("README.zh-CN.md"), re.MULTILINE)


def test_exit_codes_of_the_help_are_those_of_the_readme():
    in_help = re.findall(r"(\d+) ", EXIT_CODES)
    assert in_help == re.findall(r"^\| (\d+) \|", text("README.md"), re.MULTILINE)

"""The lines that cron reads, and what a shell makes of them."""

from __future__ import annotations

import shlex
from datetime import timedelta
from pathlib import Path

from portalcrawl.schedule.crontab import HEADER, crontab
from portalcrawl.schedule.job import Installation, Job

HERE = Installation(
    python=Path("/opt/portalcrawl/bin/python"), folder=Path("/srv"), data_dir=Path("/srv/data")
)


def job(site: str, *, every: timedelta = timedelta(hours=1)) -> Job:
    return Job(site=site, target=site, every=every, jitter=every)


def lines(installation: Installation, *jobs: Job) -> list[str]:
    text = crontab(installation, jobs)
    assert text.startswith(HEADER)
    assert text.endswith("\n")
    return text.removeprefix(HEADER).split("\n")[1:-1]


def test_a_line_a_site():
    command = (
        "cd /srv && /opt/portalcrawl/bin/python -m portalcrawl crawl {} --due"
        " --data /srv/data 2>&1 | logger -t portalcrawl"
    )
    hourly = job("a.gov.cn")
    weekly = job("b/c", every=timedelta(days=7))
    daily = job("county", every=timedelta(days=1))
    often = job("d.cn:8080", every=timedelta(minutes=20))
    assert lines(HERE, hourly, weekly, daily, often) == [
        "53 * * * * " + command.format("a.gov.cn"),
        "11 22 * * 4 " + command.format("b/c"),
        "22 22 * * * " + command.format("county"),
        "10,30,50 * * * * " + command.format("d.cn:8080"),
    ]


def test_every_minute():
    (line,) = lines(HERE, job("a.cn", every=timedelta(minutes=1)))
    assert line.startswith("* * * * * cd ")


def test_words_reach_the_program_as_they_are():
    odd = Installation(
        python=Path("/opt/p y/python"),
        folder=Path("/srv/100%"),
        data_dir=Path("/srv/it's"),
        settings=("PORTALCRAWL_OPERATOR=50% $HOME",),
    )
    (line,) = lines(odd, job("a b%县"))
    # As cron does: the first % that stands alone ends the command, a backslash before one goes.
    shell = line.split(" ", 5)[5].replace(r"\%", "\0")
    assert "%" not in shell
    words = [word.replace("\0", "%") for word in shlex.split(shell)]
    assert words == [
        *("cd", "/srv/100%", "&&", *odd.command("a b%县")),
        *("2>&1", "|", "logger", "-t", "portalcrawl"),
    ]
    assert words[3:-5] == [
        *("/opt/p y/python", "-m", "portalcrawl", "crawl", "a b%县", "--due"),
        *("--data", "/srv/it's", "-s", "PORTALCRAWL_OPERATOR=50% $HOME"),
    ]

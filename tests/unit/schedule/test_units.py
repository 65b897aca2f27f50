"""Units as systemd reads them; its own tools are asked where the machine has them."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from portalcrawl.schedule.escapes import escape_name, quote_word
from portalcrawl.schedule.job import Installation, Job
from portalcrawl.schedule.spread import spread_minutes
from portalcrawl.schedule.starts import PERIODS, starts
from portalcrawl.schedule.units import calendar_event, unit_files

HERE = Installation(
    python=Path("/opt/portalcrawl/bin/python"), folder=Path("/srv"), data_dir=Path("/srv/data")
)
NAMES = ["a.gov.cn", "127.0.0.1:8801/x", "https://a.cn/", ".a b-c%$\\", "县", "a_b:C9"]
HOUR = timedelta(hours=1)

systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze"
)


def said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def units(*targets: str, installation: Installation = HERE, user: str | None = None):
    jobs = [Job(site=target, target=target, every=HOUR, jitter=HOUR) for target in targets]
    return unit_files(installation, jobs, name="portalcrawl", user=user)


def test_one_service_and_a_timer_a_site():
    files = units("a.gov.cn", "127.0.0.1:8801/x")
    assert list(files) == [
        "portalcrawl@.service",
        "portalcrawl@a.gov.cn.timer",
        "portalcrawl@127.0.0.1:8801-x.timer",
    ]
    service = files["portalcrawl@.service"].splitlines()
    assert service[0] == "# Written by portalcrawl schedule for /srv/data"
    assert {
        "Type=exec",
        "WorkingDirectory=/srv",
        "EnvironmentFile=-/srv/data/environment",
        "ExecStart=:/opt/portalcrawl/bin/python -m portalcrawl crawl %I --due --data /srv/data",
        "SuccessExitStatus=7",
        "KillMode=process",
        "Nice=10",
    } <= set(service)
    assert not any(line.startswith(("User=", "After=")) for line in service)
    timer = files["portalcrawl@a.gov.cn.timer"].splitlines()
    assert {
        "OnCalendar=*-*-* *:00:00",
        "RandomizedDelaySec=3600s",
        "FixedRandomDelay=true",
        "Persistent=true",
        "WantedBy=timers.target",
    } <= set(timer)


def test_a_site_that_wants_to_be_left_alone_by_day():
    job = Job(
        site="a.cn", target="a.cn", every=HOUR, jitter=HOUR, is_open=lambda minute: minute < 180
    )
    timer = unit_files(HERE, [job], name="p", user=None)["p@a.cn.timer"].splitlines()
    (start,) = starts(HOUR, offset_minutes=spread_minutes("a.cn", within=HOUR))
    assert f"OnCalendar=*-*-* 00,01,02:{start.minutes[0]:02}:00" in timer
    assert "RandomizedDelaySec=0s" in timer


def test_a_service_of_the_machine_runs_as_the_owner_of_the_data():
    service = units(user="archive")["portalcrawl@.service"].splitlines()
    assert {"User=archive", "After=network-online.target"} <= set(service)


@pytest.mark.parametrize(
    ("word", "quoted"),
    [("a", "a"), ("", '""'), ("a b", '"a b"'), ("50%", "50%%"), ("a\\", '"a\\\\"'), ("'", '"\'"')],
)
def test_words(word, quoted):
    assert quote_word(word) == quoted


@systemd
@pytest.mark.parametrize("name", NAMES)
def test_names_are_escaped_as_systemd_does(name):
    assert escape_name(name) == said("systemd-escape", "--", name).rstrip("\n")


@systemd
def test_systemd_understands_every_moment():
    events = [
        calendar_event(start)
        for period in PERIODS
        for start in starts(timedelta(minutes=period), offset_minutes=4000)
    ]
    assert said("systemd-analyze", "calendar", *events).count("Next elapse") == len(events)


@systemd
def test_systemd_accepts_the_units(tmp_path: Path):
    folder = tmp_path / "100% of it"
    folder.mkdir()
    python = folder / "python"
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    odd = Installation(
        python=python, folder=folder, data_dir=folder / "data", settings=("A=50% $HOME",)
    )
    files = units(*NAMES, installation=odd)
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    # It takes a colon as the sign of an alias.
    timers = [str(tmp_path / name) for name in files if name.endswith(".timer") and ":" not in name]
    assert len(timers) == 3
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", *timers],
        capture_output=True,
        text=True,
        check=False,
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "XDG_RUNTIME_DIR": str(tmp_path)},
    )
    assert [line for line in done.stderr.splitlines() if "portalcrawl@" in line] == []
    assert done.returncode == 0, done.stderr

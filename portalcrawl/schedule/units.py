"""Units of systemd: one service for all sites, and a timer a site that starts it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from portalcrawl.errors import SiteBusyError
from portalcrawl.schedule.escapes import escape_name, percent, quote_word
from portalcrawl.schedule.job import Installation, Job
from portalcrawl.schedule.spread import spread_minutes
from portalcrawl.schedule.starts import Start, starts

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def unit_files(
    installation: Installation, jobs: Sequence[Job], *, name: str, user: str | None
) -> dict[str, str]:
    """Name → text of the service *name*@.service and of each site's timer.

    *user* is who the crawls run as; None where systemd is the user's own.
    """
    files = {f"{name}@.service": _service(installation, user=user)}
    for job in jobs:
        files[f"{name}@{escape_name(job.target)}.timer"] = _timer(installation, job)
    return files


def mark(installation: Installation) -> str:
    """The first line of each file: who wrote it, for which data folder."""
    return f"# Written by portalcrawl schedule for {installation.data_dir}\n"


def next_steps(folder: str, name: str, *, is_system: bool, is_searched: bool) -> list[str]:
    """Commands that put the units in *folder* to work.

    *is_searched*: systemd looks for units in *folder*, else it is told of the service's file.
    """
    systemctl = "systemctl" if is_system else "systemctl --user"
    link = [] if is_searched else [f"{systemctl} link {folder}/{name}@.service"]
    # While you are not logged in, too.
    linger = [] if is_system else ["loginctl enable-linger"]
    enable = f"{systemctl} daemon-reload && {systemctl} enable --now {folder}/{name}@*.timer"
    return [*link, enable, *linger, f"{systemctl} list-timers '{name}@*'"]


def _service(installation: Installation, *, user: str | None) -> str:
    # The instance's name is the target; systemd splits the line before it fills in %I, and the
    # colon keeps it from filling in variables.
    words = [quote_word(word) for word in installation.command("\0")]
    command = " ".join(words).replace("\0", "%I")
    return f"""\
{mark(installation)}
[Unit]
Description=portalcrawl: what is due of %I
{_network(user)}
[Service]
Type=exec
{_account(user)}WorkingDirectory={percent(str(installation.folder))}
# NAME=VALUE lines, such as PORTALCRAWL_MONGO_URI; the file may be missing. Keep it to yourself.
EnvironmentFile=-{percent(str(installation.environment_file))}
ExecStart=:{command}
# Another process crawls the site already: it does the work.
SuccessExitStatus={SiteBusyError.exit_code}
# A run that is stopped stores what it has, and the next one goes on. The private MongoDB, which
# other crawls use too, ends by itself.
KillMode=process
TimeoutStopSec=5min
Nice=10
"""


def _network(user: str | None) -> str:
    """A service of the machine waits for the network; one of a user starts long after it."""
    wants = "Wants=network-online.target\nAfter=network-online.target\n"
    return wants if user is not None else ""


def _account(user: str | None) -> str:
    return f"User={user}\n" if user is not None else ""


def _timer(installation: Installation, job: Job) -> str:
    # A delay at random may end when the site wants to be left alone: its moment is fixed here.
    offset = 0 if job.is_open is None else spread_minutes(job.site, within=job.jitter)
    delay = job.jitter if job.is_open is None else timedelta()
    found = starts(job.every, offset_minutes=offset, is_open=job.is_open)
    calendar = "\n".join(f"OnCalendar={calendar_event(start)}" for start in found)
    return f"""\
{mark(installation)}
[Unit]
Description=portalcrawl: when to look at %I

[Timer]
{calendar}
# Each site has its own moment within this time, the same every day.
RandomizedDelaySec={_secs(delay)}
FixedRandomDelay=true
# What was missed while the machine was off is made up for.
Persistent=true

[Install]
WantedBy=timers.target
"""


def _secs(duration: timedelta) -> str:
    return f"{int(duration.total_seconds())}s"


def calendar_event(start: Start) -> str:
    """*start* as systemd.time(7) writes it.

    >>> calendar_event(Start((0, 30), (1, 13), 0))
    'Mon *-*-* 01,13:00,30:00'
    """
    minutes = ",".join(f"{minute:02}" for minute in start.minutes)
    hours = "*" if start.hours is None else ",".join(f"{hour:02}" for hour in start.hours)
    day = "" if start.weekday is None else f"{WEEKDAYS[start.weekday]} "
    return f"{day}*-*-* {hours}:{minutes}:00"

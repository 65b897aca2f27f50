r"""Lines of a crontab (crontab(5)), one a site.

>>> print(cron_line(Start((5, 35), (0, 12), None), folder="/srv/a b", command=["ls", "50%"]))
5,35 0,12 * * * cd '/srv/a b' && ls 50\% 2>&1 | logger -t portalcrawl
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from portalcrawl.schedule.job import Installation, Job
from portalcrawl.schedule.spread import spread_minutes
from portalcrawl.schedule.starts import Start, starts

HEADER = """\
# Crawls of what is due. To use them: portalcrawl schedule --crontab > FILE; crontab FILE
# (that replaces your crontab: `crontab -l` first, if you have one.)
# A site that is being crawled is not crawled twice: the later one ends at once, with code 7.
# What they say goes to the system's log: journalctl -t portalcrawl
# Where another MongoDB than the private one is used, take the # off and keep the file to yourself:
# PORTALCRAWL_MONGO_URI=mongodb://...
"""


def crontab(installation: Installation, jobs: Sequence[Job]) -> str:
    """The crontab of *jobs*."""
    return "\n".join([HEADER, *(line for job in jobs for line in _lines(installation, job)), ""])


def _lines(installation: Installation, job: Job) -> list[str]:
    offset = spread_minutes(job.site, within=job.jitter)
    command = installation.command(job.target)
    return [
        cron_line(start, folder=str(installation.folder), command=command)
        for start in starts(job.every, offset_minutes=offset, is_open=job.is_open)
    ]


def cron_line(start: Start, *, folder: str, command: Sequence[str]) -> str:
    """The line that runs *command* in *folder* at *start*."""
    # cron takes an unescaped % as the end of the command, before the shell sees it, and takes the
    # backslash away.
    shell = f"cd {shlex.quote(folder)} && {shlex.join(command)} 2>&1 | logger -t portalcrawl"
    shell = shell.replace("%", r"\%")
    minutes = "*" if len(start.minutes) == 60 else ",".join(map(str, start.minutes))
    hours = "*" if start.hours is None else ",".join(map(str, start.hours))
    # Sunday is 0 to cron.
    weekday = "*" if start.weekday is None else str((start.weekday + 1) % 7)
    return f"{minutes} {hours} * * {weekday} {shell}"

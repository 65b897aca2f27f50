"""``portalcrawl schedule``: timers of systemd or a crontab that crawl what is due."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from scrapy.exceptions import UsageError

from portalcrawl.crawl.command_line import PortalcrawlCommand, connect, has_data, tell
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.known_sites import KnownSite, chosen_sites, known_sites, load_profiles
from portalcrawl.errors import PortalcrawlError
from portalcrawl.manners.windows import Windows
from portalcrawl.recrawl.durations import parse_duration
from portalcrawl.schedule.crontab import crontab
from portalcrawl.schedule.job import Installation, Job
from portalcrawl.schedule.starts import IsOpen, period_minutes
from portalcrawl.schedule.units import mark, next_steps, unit_files
from portalcrawl.schedule.write_units import write_units
from portalcrawl.sites.profile import Profile
from portalcrawl.store.connect import store_errors
from portalcrawl.store.runs import Runs

EVERY = timedelta(hours=1)
MONGO_URI = "PORTALCRAWL_MONGO_URI"
# Units in these are the machine's, not a user's.
SYSTEM_FOLDERS = tuple(
    Path(root) / "systemd/system" for root in ("/etc", "/run", "/usr/local/lib", "/usr/lib", "/lib")
)


class Command(PortalcrawlCommand):
    """Write what starts crawls by the clock."""

    name = "schedule"

    def syntax(self) -> str:
        """Arguments."""
        return "--systemd DIR | --crontab  [--every 1h] [--jitter 1h] [SITE...]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Write systemd timers or crontab lines that crawl what is due"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Writes timers that run `portalcrawl crawl SITE --due`, for each SITE or for all that"
            " were crawled or have a profile; with the data folder, the working folder and the -s"
            " settings of this command. Nothing is started, and no file is removed: what to do next"
            " is said at the end."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        add = parser.add_argument
        add("--systemd", metavar="DIR", help="write units into DIR: ~/.config/systemd/user")
        add("--crontab", action="store_true", help="print lines of a crontab")
        add(
            "--every",
            metavar="1h",
            help="how often a site is looked at (default: the key `every` of its profile, or 1h)",
        )
        add(
            "--jitter",
            metavar="1h",
            help="the time over which the starts of the sites are spread (default: all of --every)",
        )
        add(
            "--name", default="portalcrawl", help="what the units are called (default: %(default)s)"
        )
        add("--dry-run", action="store_true", help="print the units; write nothing")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Write or print them."""
        if bool(opts.systemd) == opts.crontab:
            raise UsageError("say one of --systemd DIR and --crontab")
        if not re.fullmatch(r"[A-Za-z0-9_.-]+", opts.name):
            raise UsageError("--name takes letters, digits, and _ . -")
        every, jitter = _duration(opts, "every"), _duration(opts, "jitter")
        here = _installation(opts, config)
        profiles, errors = load_profiles(config.sites_dir)
        known = known_sites(profiles, _homes(config), sites_dir=config.sites_dir)
        jobs = _jobs(chosen_sites(known, args), every, jitter, is_all=not args)
        if not jobs:
            raise PortalcrawlError("no site was crawled yet, and there is no profile")
        if opts.crontab:
            print(crontab(here, jobs), end="")
        else:
            _systemd(opts, here, jobs)
        _warn_of_database(config, here, is_crontab=opts.crontab)
        for error in errors:
            self.exitcode = tell(error)


def _duration(opts: argparse.Namespace, name: str) -> timedelta | None:
    text = getattr(opts, name)
    try:
        duration = parse_duration(text) if text else None
        if name == "every" and duration is not None:
            period_minutes(duration)
    except ValueError as error:
        raise UsageError(f"--{name}: {error}") from error
    return duration


def _installation(opts: argparse.Namespace, config: CrawlConfig) -> Installation:
    settings = tuple(pair for pair in opts.set if not pair.startswith("PORTALCRAWL_DATA_DIR="))
    # The link of a virtual environment must stay one.
    python = Path(os.path.abspath(sys.executable))  # noqa: PTH100
    here = Installation(
        python=python, folder=Path.cwd(), data_dir=config.data_dir, settings=settings
    )
    if any(pair.startswith(MONGO_URI) for pair in settings):
        raise UsageError(f"{MONGO_URI} may hold a password: write it into {here.environment_file}")
    if odd := [word for word in (*here.command(""), str(here.folder)) if not word.isprintable()]:
        raise PortalcrawlError(f"no timer can be given {odd[0]!r}")
    return here


def _homes(config: CrawlConfig) -> dict[str, str]:
    if not has_data(config):
        return {}
    with connect(config) as connection, store_errors():
        return {site["_id"]: site["home"] for site in Runs(connection.db).sites()}


def _jobs(
    sites: list[KnownSite], every: timedelta | None, jitter: timedelta | None, *, is_all: bool
) -> list[Job]:
    jobs = []
    for one in sites:
        if one.target is None or not one.target.isprintable() or one.target.startswith("-"):
            message = f"{one.site}: write a profile for it; its address alone does not lead to it"
            if not is_all:
                raise PortalcrawlError(message)
            print(f"portalcrawl: left out: {message}", file=sys.stderr)
            continue
        period = every or one.profile.every or EVERY
        within = min(jitter, period) if jitter is not None else period
        hours = _hours(one.profile)
        job = Job(site=one.site, target=one.target, every=period, jitter=within, is_open=hours)
        jobs.append(job)
    return jobs


def _hours(profile: Profile) -> IsOpen | None:
    """In which minutes of this machine's day the site may be asked; None: in all."""
    if not profile.windows:
        return None
    windows = Windows.parse(profile.windows, zone=profile.timezone)
    now = datetime.now(UTC).astimezone()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return partial(windows.is_open, midnight)


def _systemd(opts: argparse.Namespace, here: Installation, jobs: list[Job]) -> None:
    folder = Path(opts.systemd).expanduser().resolve()
    is_system = any(folder.is_relative_to(root) for root in SYSTEM_FOLDERS)
    user = _owner(here) if is_system else None
    files = unit_files(here, jobs, name=opts.name, user=user)
    pattern = f"{opts.name}@*"
    done = write_units(folder, files, mark=mark(here), pattern=pattern, dry_run=opts.dry_run)
    if opts.dry_run:
        for name, text in files.items():
            print(f"# --- {folder / name}\n{text}")
        return
    print(f"{folder}: {len(done.new)} new, {len(done.changed)} changed, {len(done.same)} as before")
    if done.others:
        print(f"of other sites, left as they are: {', '.join(done.others)}")
    units = Path(os.environ.get("XDG_CONFIG_HOME", "~/.config")).expanduser() / "systemd/user"
    is_searched = is_system or folder == units.resolve()
    quoted = shlex.quote(str(folder))
    print("next:")
    for step in next_steps(quoted, opts.name, is_system=is_system, is_searched=is_searched):
        print(f"  {step}")


def _owner(here: Installation) -> str:
    """Whose the data are: the crawls run as they."""
    return (here.data_dir if here.data_dir.exists() else here.folder).owner()


def _warn_of_database(config: CrawlConfig, here: Installation, *, is_crontab: bool) -> None:
    """A timer without the address of the database would begin anew in a private one."""
    if config.mongo_uri is None:
        return
    where = "the crontab" if is_crontab else str(here.environment_file)
    if not is_crontab and here.environment_file.is_file():
        return
    print(
        f"portalcrawl: {MONGO_URI} is set here, and the timers do not know it: write the line"
        f" {MONGO_URI}=… into {where}, readable by you alone",
        file=sys.stderr,
    )

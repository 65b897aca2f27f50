"""What all commands share: ``--data``, help that names portalcrawl, errors without tracebacks."""

from __future__ import annotations

import argparse
import logging
import sys
from abc import abstractmethod
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand

from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import PortalcrawlError
from portalcrawl.store.connect import Connection

logger = logging.getLogger(__name__)

EXIT_CODES = (
    "Exit codes: 0 done, or stopped by one Ctrl-C with everything stored; 1 unexpected error; "
    "2 wrong usage; 3 bad address or profile; 4 the site can't be crawled; 5 MongoDB; "
    "6 data folder or archive; 7 the site is being crawled by another process; "
    "8 mirror folder, or a package; 9 a page can't be read; 10 nothing is due (portalcrawl due);"
    " 130 stopped by two Ctrl-C."
)


class PortalcrawlCommand(ScrapyCommand):
    """A command that reads the data folder. Subclasses define ``execute`` and ``name``."""

    requires_project = True
    requires_crawler_process = False
    name: ClassVar[str]

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--data`` to Scrapy's global options."""
        super().add_options(parser)
        name_program(parser, self.name, self.syntax())
        add_data_option(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Execute; an error that a user can act on is one line and an exit code."""
        assert self.settings is not None
        try:
            set_data_dir(self, opts)
            self.execute(args, opts, CrawlConfig.from_settings(self.settings))
        except PortalcrawlError as error:
            self.exitcode = tell(error)
        except BrokenPipeError:
            # "portalcrawl articles | head": the reader has what it wanted.
            sys.stderr.close()

    @abstractmethod
    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Do the command's work."""


def name_program(parser: argparse.ArgumentParser, name: str, syntax: str) -> None:
    """Say portalcrawl where Scrapy's help says scrapy, and end it with the exit codes."""
    parser.prog = "portalcrawl"
    parser.usage = f"portalcrawl {name} {syntax}"
    parser.epilog = EXIT_CODES


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--data``."""
    parser.add_argument(
        "--data",
        metavar="DIR",
        help="archive, private database and logs (default: ./data, or PORTALCRAWL_DATA_DIR)",
    )


def set_data_dir(command: ScrapyCommand, opts: argparse.Namespace) -> None:
    """Let ``--data`` win over the settings."""
    if opts.data:
        assert command.settings is not None
        command.settings.set("PORTALCRAWL_DATA_DIR", opts.data, priority="cmdline")


def tell(error: PortalcrawlError) -> int:
    """Print *error* for a person; its exit code."""
    say(f"portalcrawl: error: {error}", level=logging.ERROR)
    return error.exit_code


def say(text: str, *, level: int = logging.INFO) -> None:
    """Print *text* for a person, and log it where the log is a file."""
    print(text, file=sys.stderr)
    log_in_file(text, level=level)


def log_in_file(text: str, *, level: int) -> None:
    """Log *text* unless the log goes where it is printed: all that is kept of a job is its log."""
    if any(isinstance(handler, logging.FileHandler) for handler in logging.getLogger().handlers):
        logger.log(level, "%s", text)


def write_out(file: str, text: str) -> None:
    """Write *text* to *file*, ``-`` for stdout. Raises PortalcrawlError."""
    if file == "-":
        print(text, end="")
        return
    try:
        Path(file).write_text(text, "utf-8")
    except OSError as error:
        raise PortalcrawlError(f"{file}: can't be written: {error.strerror or error}") from error


def has_data(config: CrawlConfig) -> bool:
    """Whether there is a database to look into."""
    return config.mongo_uri is not None or (config.data_dir / "mongo").is_dir()


def connect(config: CrawlConfig) -> Connection:
    """The database of the data folder. Raises PortalcrawlError when there is no data."""
    if not has_data(config):
        raise PortalcrawlError(f"nothing was crawled into {config.data_dir} yet")
    return Connection(uri=config.mongo_uri, data_dir=config.data_dir)

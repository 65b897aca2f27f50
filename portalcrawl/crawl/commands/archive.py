"""``portalcrawl archive ACTION``: look after the WARC files."""

from __future__ import annotations

import argparse
from typing import Protocol

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from portalcrawl.crawl.archive_actions import compact, list_files, repair, verify
from portalcrawl.crawl.command_line import EXIT_CODES, PortalcrawlCommand, add_data_option
from portalcrawl.crawl.config import CrawlConfig


class Action(Protocol):
    """A module of ``archive_actions``."""

    SUMMARY: str

    def add_options(self, parser: argparse.ArgumentParser, /) -> None:
        """Add the action's own options."""

    def execute(self, opts: argparse.Namespace, config: CrawlConfig, /) -> None:
        """Do it. Raises PortalcrawlError."""


ACTIONS: dict[str, Action] = {
    "list": list_files,
    "verify": verify,
    "repair": repair,
    "compact": compact,
}


class Command(PortalcrawlCommand):
    """Hands over to the action."""

    name = "archive"

    def syntax(self) -> str:
        """Arguments."""
        return f"{'|'.join(ACTIONS)} [options]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "List, check and repair the archive's files"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Looks at the WARC files themselves. `portalcrawl archive ACTION --help` explains an"
            " action's options."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """A parser of its own for each action."""
        super().add_options(parser)
        actions = parser.add_subparsers(
            dest="action", metavar="ACTION", title="Actions", parser_class=argparse.ArgumentParser
        )
        for name, action in ACTIONS.items():
            own = actions.add_parser(
                name,
                help=action.SUMMARY,
                description=f"{action.SUMMARY[:1].upper()}{action.SUMMARY[1:]}.",
                usage=f"portalcrawl archive {name} [options]",
                epilog=EXIT_CODES,
            )
            self._add_shared_options(own)
            action.add_options(own)

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Run the action that was named."""
        if opts.action is None:
            raise UsageError(f"say what to do: {', '.join(ACTIONS)}")
        if args:
            raise UsageError(f"not understood: {' '.join(args)}")
        ACTIONS[opts.action].execute(opts, config)

    def _add_shared_options(self, parser: argparse.ArgumentParser) -> None:
        """The options of all commands, after the action's name too; before it they hold as well."""
        ScrapyCommand.add_options(self, parser)
        add_data_option(parser)
        for option in parser._actions:  # noqa: SLF001 - argparse has no other way to its options
            option.default = argparse.SUPPRESS

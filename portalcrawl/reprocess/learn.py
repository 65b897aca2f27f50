"""What must be known of a site before its pages are read: learned from its archive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from portalcrawl.errors import ArchiveError
from portalcrawl.extract.links import Role
from portalcrawl.extract.reading import read_answer
from portalcrawl.extract.templates.reader import LearningPace, PageReader
from portalcrawl.page.soft_404 import NotFoundPages
from portalcrawl.recrawl.site_memory import SiteMemory
from portalcrawl.recrawl.trails import Trails
from portalcrawl.reprocess.answers import asked_again
from portalcrawl.reprocess.choose import best_first
from portalcrawl.sites.template import TemplateChange
from portalcrawl.store.archived_pages import ArchivedPages
from portalcrawl.store.raw_documents import decoded
from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.traps import Budgets

Doc: TypeAlias = dict[str, Any]
MAX_PROBES = 100
# Templates are learned from so many pages, taken evenly from all.
MAX_SAMPLE_PAGES = 500


def learn_missing(
    pages: ArchivedPages, folder: Path, *, site: str, home: str
) -> dict[str, NotFoundPages]:
    """How each host of the site answers for what it has not, as its probes in the archive show.

    A capture that can't be read teaches nothing.
    """
    memory = SiteMemory(home, trails=Trails(), budgets=Budgets(), rng=Random(site))  # noqa: S311 - makes addresses up
    reader = PageReader(site)
    hosts: dict[str, NotFoundPages] = {}
    for capture in [*pages.homes(), *pages.probes(limit=MAX_PROBES)]:
        try:
            answer, entry = asked_again(folder, capture, site=site, home=home)
        except ArchiveError:
            continue
        if not answer.is_home and entry.role != Role.PROBE:
            continue
        known = hosts[host_of(answer.url)] = memory.missing_pages(answer.url)
        memory.note(answer, read_answer(answer, reader=reader, known=known))
    return hosts


def learn_templates(
    pages: ArchivedPages, folder: Path, *, site: str, home: str, pace: LearningPace
) -> list[TemplateChange]:
    """The templates that a crawl would have learned of pages like those in the archive."""
    reader, learned = PageReader(site, pace=pace), []
    for capture in _sample(pages):
        try:
            answer, _ = asked_again(folder, capture, site=site, home=home)
        except ArchiveError:
            continue
        reading = read_answer(answer, reader=reader)
        learned += [reading.change] if reading.change is not None else []
    retired = {change.template.name for change in learned if change.state == "retired"}
    return [change for change in learned if change.template.name not in retired]


def _sample(pages: ArchivedPages) -> Iterable[Doc]:
    """The newest capture of every so many-th address."""
    every = pages.count() // MAX_SAMPLE_PAGES + 1
    for number, address in enumerate(pages.addresses()):
        if address.is_step:
            return
        if number % every == 0:
            yield from best_first(decoded(pages.captures_of([address])))[:1]

"""Reads the pages of one site: by template where one fits, by the general rules elsewhere.

A template is learned from the first pages that are alike, tried on the next ones beside the general
rules, and then used alone. From time to time a page is read both ways: where they no longer agree,
the site has a new design, and the template is given up and learned anew.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from portalcrawl.extract.article import extract_article
from portalcrawl.extract.kind import Kind, classify
from portalcrawl.extract.parts import NO_HINTS, Hints, Parts
from portalcrawl.extract.read_parts import read_parts
from portalcrawl.extract.site_record import find_site_record
from portalcrawl.extract.templates.agreement import differences_from, disagreements
from portalcrawl.extract.templates.clusters import Cluster, Clusters
from portalcrawl.extract.templates.learn import learn_template
from portalcrawl.extract.templates.sample import Sample
from portalcrawl.extract.templates.use import find_parts
from portalcrawl.items import Article, SiteRecord
from portalcrawl.page.document import Page
from portalcrawl.sites.template import Template, TemplateChange


@dataclass(frozen=True, slots=True)
class LearningPace:
    """From how many pages a template is learned, on how many it is tried, how often it is checked.

    It is given up when ``max_disagreements`` of the last ``checks_kept`` checks fail.
    """

    sample_pages: int = 5
    max_sample_pages: int = 20
    trial_pages: int = 3
    check_every: int = 25
    checks_kept: int = 8
    max_disagreements: int = 3


@dataclass(slots=True)
class PageReading:
    """What a page is, its article, and what came of it for the site's templates.

    ``template`` is the one that was used, ``events`` are names to count, ``change`` is to be kept.
    """

    kind: Kind
    article: Article | None
    template: str | None = None
    events: list[str] = field(default_factory=list)
    change: TemplateChange | None = None


@dataclass(slots=True)
class _Active:
    """A template in use: how often it was used, and how its last checks ended."""

    template: Template
    uses: int = 0
    checks: deque[bool] = field(default_factory=deque)


@dataclass(slots=True)
class _Trial:
    """A template that is read beside the general rules: how many pages agreed and did not."""

    template: Template
    cluster: Cluster
    agreed: int = 0
    failed: int = 0


class PageReader:
    """The reader of *site*, with the *templates* that are known. Without *pace* none is learned.

    *taken_names* are those of templates that were given up.
    """

    def __init__(
        self,
        site: str,
        templates: Iterable[Template] = (),
        *,
        taken_names: Iterable[str] = (),
        pace: LearningPace | None = None,
        with_html: bool = True,
    ) -> None:
        self._site = site
        self._pace = pace
        self._with_html = with_html
        self._active = [_Active(template) for template in sorted(templates, key=_demands)]
        self._names = {active.template.name for active in self._active} | set(taken_names)
        self._trials: list[_Trial] = []
        self._clusters = Clusters()
        self._wanted: dict[frozenset[str], int] = {}

    def read(self, page: Page, *, fetched_at: datetime, hints: Hints = NO_HINTS) -> PageReading:
        """The kind of *page* and its article."""
        # What the general rules find: asked for by a template that is not sure, and without one.
        parts_of = cache(lambda: read_parts(page, hints=hints))
        for active in self._active:
            reading = self._by_template(active, page, fetched_at, hints, parts_of)
            if reading is not None:
                if reading.change is not None:
                    self._active.remove(active)
                return reading
        parts = parts_of()
        kind = classify(page, parts)
        if kind is not Kind.ARTICLE:
            return PageReading(kind, None)
        article = self._extract(page, parts, fetched_at, hints)
        reading = PageReading(kind, article)
        if article is not None and self._pace is not None:
            self._learn(Sample(page, parts, article, fetched_at, hints), reading, self._pace)
        return reading

    def _by_template(
        self,
        active: _Active,
        page: Page,
        fetched_at: datetime,
        hints: Hints,
        parts_of: Callable[[], Parts],
    ) -> PageReading | None:
        template = active.template
        found = find_parts(page, template, hints=hints)
        if found is None:
            return None
        # Headline, info line and body where all articles of the site have them: it is one. Without
        # them a list may look the same, and the whole page tells.
        title = found.parts.title
        is_sure = template.has_info and title is not None and title.rule.startswith("template:")
        if not is_sure and classify(page, parts_of()) is not Kind.ARTICLE:
            return None
        # Pages that differ in their foot are read down to it.
        record = template.record and SiteRecord(**template.record)
        record = record or find_site_record(page.outline)
        article = self._extract(found.page, found.parts, fetched_at, hints, record=record)
        if article is None:
            return None
        active.uses += 1
        reading = PageReading(Kind.ARTICLE, article, template.name, ["template/used"])
        if self._pace is not None and active.uses % self._pace.check_every == 0:
            self._check(active, page, reading, fetched_at, hints, self._pace)
        return reading

    def _check(
        self,
        active: _Active,
        page: Page,
        reading: PageReading,
        fetched_at: datetime,
        hints: Hints,
        pace: LearningPace,
    ) -> None:
        """Read *page* by the general rules too; where that says otherwise, they are right."""
        parts = read_parts(page, hints=hints)
        article = self._extract(page, parts, fetched_at, hints)
        differs = ["page"]
        if article is not None and reading.article is not None:
            sample = Sample(page, parts, article, fetched_at, hints)
            differs = differences_from(sample, reading.article, active.template)
        reading.events.append("template/checked")
        reading.events += [f"template/disagreed/{name}" for name in differs]
        active.checks.append(not differs)
        while len(active.checks) > pace.checks_kept:
            active.checks.popleft()
        if active.checks.count(False) >= pace.max_disagreements:
            reading.events.append("template/retired")
            reading.change = TemplateChange(active.template, "retired")

    def _learn(self, sample: Sample, reading: PageReading, pace: LearningPace) -> None:
        cluster = self._clusters.add(sample)
        trial = next((trial for trial in self._trials if trial.cluster is cluster), None)
        if trial is not None:
            self._try(trial, sample, reading, pace)
            return
        wanted = self._wanted.get(cluster.skeleton, pace.sample_pages)
        if len(cluster.samples) < wanted:
            return
        template = learn_template(cluster.samples, name=self._new_name())
        if template is None:
            # Perhaps the next pages tell more; a site without order is not asked for ever.
            self._wanted[cluster.skeleton] = 2 * wanted
            if wanted > pace.max_sample_pages:
                cluster.samples.clear()
            reading.events.append("template/not_learned")
            return
        self._names.add(template.name)
        self._trials.append(_Trial(template, cluster))
        reading.events.append("template/learned")

    def _try(self, trial: _Trial, sample: Sample, reading: PageReading, pace: LearningPace) -> None:
        """Read *sample* by the template on trial, and decide once enough pages were."""
        if disagreements(trial.template, sample):
            trial.failed += 1
            reading.events.append("template/trial_failed")
        else:
            trial.agreed += 1
        if trial.agreed >= pace.trial_pages + 2 * trial.failed:
            self._trials.remove(trial)
            self._active.append(_Active(trial.template))
            self._active.sort(key=lambda active: _demands(active.template))
            trial.cluster.samples.clear()
            reading.change = TemplateChange(trial.template, "verified")
            reading.events.append("template/verified")
        elif trial.failed >= pace.max_disagreements:
            self._trials.remove(trial)
            self._wanted[trial.cluster.skeleton] = 2 * len(trial.cluster.samples)
            reading.events.append("template/not_verified")

    def _new_name(self) -> str:
        """The first of t1, t2 … that no template of the site has."""
        return next(name for n in range(1, 1000) if (name := f"t{n}") not in self._names)

    def _extract(
        self,
        page: Page,
        parts: Parts,
        fetched_at: datetime,
        hints: Hints,
        *,
        record: SiteRecord | None = None,
    ) -> Article | None:
        return extract_article(
            page,
            parts,
            site=self._site,
            fetched_at=fetched_at,
            hints=hints,
            with_html=self._with_html,
            record=record,
        )


def _demands(template: Template) -> tuple[bool, bool]:
    """The order in which templates are tried: what a person wrote, then what asks for most.

    A page that two of them fit is read the same, whichever page was read before it.
    """
    return (template.pages > 0, not template.has_info)


def learn_all(samples: Iterable[Sample], *, min_pages: int = 2) -> list[Template]:
    """The templates of a set of pages of one site, learned from all of them at once."""
    clusters = Clusters()
    for sample in samples:
        clusters.add(sample)
    learned: list[Template] = []
    for cluster in clusters.all:
        if len(cluster.samples) >= min_pages:
            template = learn_template(cluster.samples, name=f"t{len(learned) + 1}")
            learned += [template] if template is not None else []
    return learned

"""A run over the archive of one site: what it needs, opened; what it did, kept."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, TypeAlias

from pymongo.database import Database

from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import SiteBusyError
from portalcrawl.extract.templates.reader import LearningPace
from portalcrawl.frontier.hosts import Hosts
from portalcrawl.frontier.queue import utc_now
from portalcrawl.frontier.worker import this_worker
from portalcrawl.reprocess.chunk import Knowledge
from portalcrawl.reprocess.job import Job
from portalcrawl.reprocess.learn import learn_missing, learn_templates
from portalcrawl.reprocess.ordered import Pool
from portalcrawl.reprocess.rules_version import rules_version
from portalcrawl.reprocess.run import Reprocessing, Step, Stored
from portalcrawl.sites.profile import Profile
from portalcrawl.store.archived_pages import ArchivedPages
from portalcrawl.store.articles import Articles
from portalcrawl.store.jobs import Jobs
from portalcrawl.store.lists import Lists
from portalcrawl.store.runs import Runs
from portalcrawl.store.templates import Templates
from portalcrawl.store.texts import Texts
from portalcrawl.urls.absolute import host_of

Doc: TypeAlias = dict[str, Any]


class SiteRun:
    """Reads the archive of the site of *profile* again. A dry one changes nothing at all.

    While it writes, the site is its own: a crawl that reads newer pages must not be overwritten.
    Raises SiteBusyError where one is running.
    """

    def __init__(
        self,
        db: Database[Doc],
        config: CrawlConfig,
        profile: Profile,
        *,
        is_dry: bool,
        restart: bool,
        cleanup: ExitStack,
    ) -> None:
        self._config, self._profile, self._db = config, profile, db
        self._is_dry = is_dry
        self._lease_secs = config.lease_secs
        work = f"reprocess {profile.site}"
        self._hosts = Hosts(db, worker=this_worker(), lease_secs=config.lease_secs, work=work)
        if not is_dry:
            cleanup.callback(self._hosts.release)
            self._hosts.take(host_of(profile.url))
        self._pages = ArchivedPages(db, profile.site)
        self._knowledge = site_knowledge(db, config, profile)
        self.count = self._pages.count()
        rules = {"rules": rules_version(), "learn_templates": config.learn_templates}
        # A dry run looks at everything, whatever a real one has done.
        self.job = Job(Jobs(db), site=profile.site, rules=rules, restart=restart or is_dry)

    def steps(self, *, pool: Pool, readers: int) -> Generator[Step]:
        """Each chunk once it is stored. Closing the generator leaves the rest for another time."""
        db, profile = self._db, self._profile
        stored = Stored(
            pages=self._pages,
            articles=Articles(db),
            lists=Lists(db),
            runs=Runs(db),
            texts=Texts(db),
        )
        self._learn()
        run = Reprocessing(self._knowledge, stored, is_dry=self._is_dry)
        renewed_at = time.monotonic()
        for step in run.run(pool=pool, readers=readers, after=self.job.place):
            if self._is_dry:
                self.job.tally.add(step.tally)
            else:
                self.job.advance(step)
                if time.monotonic() - renewed_at > self._lease_secs / 3:
                    renewed_at = time.monotonic()
                    if self._hosts.renew():
                        raise SiteBusyError(
                            f"another process took {profile.site} over: run the same command again"
                        )
            yield step
        if not self._is_dry:
            self.job.finish()

    def _learn(self) -> None:
        """Where no template was ever learned, learn those that a crawl would have.

        A dry run keeps them for itself.
        """
        store, site = Templates(self._db), self._profile.site
        if not self._config.learn_templates or store.names(site):
            return
        pace = LearningPace(check_every=self._config.template_check_every)
        learned = learn_templates(
            self._pages, self._config.archive_dir, site=site, home=self._profile.url, pace=pace
        )
        if not self._is_dry:
            for change in learned:
                store.save(site, change, now=utc_now())
        self._knowledge = replace(
            self._knowledge,
            templates=(*self._knowledge.templates, *(change.template for change in learned)),
        )


def site_knowledge(db: Database[Doc], config: CrawlConfig, profile: Profile) -> Knowledge:
    """What database, archive and *profile* know of a site's pages beforehand."""
    site, home, folder = profile.site, profile.url, config.archive_dir
    learned = Templates(db).active(site) if config.learn_templates else ()
    return Knowledge(
        site=site,
        home=home,
        folder=folder,
        templates=(*profile.templates, *learned),
        missing=learn_missing(ArchivedPages(db, site), folder, site=site, home=home),
    )

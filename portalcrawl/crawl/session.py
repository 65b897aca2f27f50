"""What the components of one crawl share, and how they find it."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from functools import partial
from random import Random
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from portalcrawl.archive.arrival import Limits
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.journal import Journal
from portalcrawl.crawl.leases import Leases
from portalcrawl.crawl.render.budget import Budget
from portalcrawl.crawl.store_thread import StoreThread
from portalcrawl.crawl.stores import open_stores
from portalcrawl.crawl.turns import Turns
from portalcrawl.errors import StoreUnavailableError
from portalcrawl.extract.templates.reader import LearningPace, PageReader
from portalcrawl.frontier.queue import utc_now
from portalcrawl.manners.memory import Manners
from portalcrawl.recrawl.site_memory import SiteMemory
from portalcrawl.recrawl.site_rates import SiteRates
from portalcrawl.recrawl.trails import Trails
from portalcrawl.recrawl.validators import Validators
from portalcrawl.recrawl.watch import Watch
from portalcrawl.recrawl.wish import ORDINARY, Wish
from portalcrawl.sites.profile import Profile
from portalcrawl.store.connect import store_errors
from portalcrawl.store.tombstones import Buried
from portalcrawl.urls.scope import Scope
from portalcrawl.urls.traps import Budgets

logger = logging.getLogger(__name__)


class CrawlSession:
    """One crawl of one site by this process, open from construction to ``close``.

    Construction blocks and raises StoreError, ArchiveError, SiteBusyError or ProfileError; then
    nothing is open.
    """

    def __init__(self, config: CrawlConfig, profile: Profile, wish: Wish = ORDINARY) -> None:
        self.config = config
        self.profile = profile
        self.wish = wish
        self._limits = config.recrawl_limits_for(profile)
        self.buried = Buried()
        """What the run's end says of articles that are not found any more."""
        self.scope = Scope.of_home(profile.url, hosts=profile.hosts, deny=profile.deny)
        with ExitStack() as cleanup:
            self.stores = open_stores(config, profile, cleanup, wish=wish)
            self.reader = self._page_reader()
            self.memory = self._site_memory()
            self.watch = self._watch()
            self.manners = self._manners()
            self._cleanup = cleanup.pop_all()
        self.thread = StoreThread(
            self.stores.connection,
            wait_secs=config.mongo_wait_secs,
            reserve=config.reserve,
            disk_wait_secs=config.disk_wait_secs,
            on_pause=partial(self.stores.runs.note_pause, self.stores.run),
        )
        self.journal = Journal(self.stores, self.thread, interval_secs=config.commit_interval_secs)
        self.turns = Turns(per_host=self.manners.terms.concurrency + 1)
        self.browser = Budget(max_pages=config.browser_max_pages)
        self.leases = Leases(
            self.stores,
            self.thread,
            self.journal,
            self.manners,
            per_host=2 * self.manners.terms.concurrency + 8,
            lease_secs=config.lease_secs,
            wait_secs=config.wait_secs,
        )

    def _manners(self) -> Manners:
        """How its hosts are asked; of those that are ours, with what earlier runs remembered."""
        manners = Manners(self.config.terms_for(self.profile), run=self.stores.run)
        with store_errors():
            for host, document in self.stores.hosts.remembered(self.stores.hosts.owned).items():
                manners.load(host, document)
        return manners

    def _page_reader(self) -> PageReader:
        """Reads the site's pages: the profile's templates first, then those that were learned."""
        site, config = self.profile.site, self.config
        with store_errors():
            learned = self.stores.templates.active(site)
            names = self.stores.templates.names(site)
        pace = LearningPace(check_every=config.template_check_every)
        return PageReader(
            site,
            [*self.profile.templates, *(learned if config.learn_templates else ())],
            taken_names=names,
            pace=pace if config.learn_templates else None,
        )

    def _watch(self) -> Watch:
        """What the site's habits are known to be."""
        with store_errors():
            habits = self.stores.runs.habits(self.profile.site)
        rates = SiteRates.of_dict(habits.get("rates"), now=utc_now())
        validators = Validators.of_rows(habits.get("validators"))
        return Watch(rates, self._limits, self.stores.run, validators)

    def _site_memory(self) -> SiteMemory:
        """What the process that this one goes on for had learned of the site."""
        with store_errors():
            counted = self.stores.runs.budgets(self.stores.run)
        budgets = Budgets.of_dict(counted) if counted else Budgets()
        rng = Random(self.stores.run)  # noqa: S311 - makes addresses up, hides nothing
        trails = self._known_trails()
        return SiteMemory(self.profile.url, trails=trails, budgets=budgets, rng=rng)

    def _known_trails(self) -> Trails:
        """Which pages were of which list, and what this run's have shown to an earlier process."""
        trails, lists = Trails(), self.stores.lists
        with store_errors():
            for page in lists.pages_of(self.profile.site):
                trails.belong([page["key"], *page["pages"]], column=page["column"])
            for page in lists.of_run(self.profile.site, self.stores.run):
                key, column = page["key"], page["column"]
                trails.belong([], column=column, url=page["url"] if key == column else None)
                trails.note(key, column=column, keys=page["keys"], has_next=page["has_next"])
        return trails

    @property
    def body_limits(self) -> Limits:
        """How large a body may be, in memory and at all."""
        return self.config.body_limits(self.profile.site)

    def apply_to(self, settings: BaseSettings) -> None:
        """Set what Scrapy reads from its own settings."""
        settings.set("USER_AGENT", self.config.user_agent, priority="cmdline")

    def close(self) -> None:
        """Give hosts back and close files and connection. Blocks."""
        self.thread.close()
        try:
            with store_errors():
                self._cleanup.close()
        except StoreUnavailableError as error:
            # The claims end by themselves when their lease runs out.
            logger.warning("%s", error)


_sessions: WeakKeyDictionary[Crawler, CrawlSession] = WeakKeyDictionary()


def attach_session(crawler: Crawler, session: CrawlSession) -> None:
    """Give *crawler* its session; its components find it with ``session_of``."""
    _sessions[crawler] = session


def session_of(crawler: Crawler) -> CrawlSession:
    """The session of *crawler*."""
    return _sessions[crawler]


def has_session(crawler: Crawler) -> bool:
    """Whether *crawler* was given a session already."""
    return crawler in _sessions

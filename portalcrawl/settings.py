"""The wiring of a crawl, in running order, and every default of portalcrawl.

Site matters belong in the site's profile, machine matters here or in ``-s NAME=VALUE``, matters of
one run in ``-a``. What a setting means is said beside it; docs/settings.md lists them too.
"""

from __future__ import annotations

import os

from portalcrawl import __version__

# --- Where things are ---------------------------------------------------------------------------

# Archive, private database, logs. Option --data.
PORTALCRAWL_DATA_DIR = "data"
# A MongoDB of yours (replica set). Without it a private mongod runs in the data folder. An address
# may hold a password, so it comes from the environment.
PORTALCRAWL_MONGO_URI = os.environ.get("PORTALCRAWL_MONGO_URI", "")
# Site profiles: SITE.toml. Looked up from the current folder.
PORTALCRAWL_SITES_DIR = "sites"

# --- Who is crawling, and how politely ----------------------------------------------------------

# An address that a site's owner can reach, e.g. "+https://example.org/crawler" or a mail address.
PORTALCRAWL_OPERATOR = ""
# Pause between two requests to one host and requests to it at a time, where neither the profile nor
# --delay and --concurrency say otherwise.
PORTALCRAWL_DELAY_SECS = 1.0
PORTALCRAWL_CONCURRENCY = 1
# A robots.txt may ask for longer pauses, up to this.
PORTALCRAWL_CRAWL_DELAY_MAX_SECS = 60.0
# The pause is so many times as long as the host takes to answer, where that is more than the delay
# (at most 30 s): at 2 it works half of the time for us. 0 leaves its latency alone.
PORTALCRAWL_LATENCY_FACTOR = 2.0

# --- The frontier -------------------------------------------------------------------------------

# A claim on a host and a lease of a URL end after this unless renewed (a worker that died).
PORTALCRAWL_FRONTIER_LEASE_SECS = 120.0
# The run ends when nothing is due within this time; what is due later stays for the next run. So it
# does for what a site wants: a long Retry-After, hours in which it is not asked (--wait: ever).
PORTALCRAWL_FRONTIER_WAIT_SECS = 60.0
# What was fetched is written together at this interval: archive, captures, articles, acks.
PORTALCRAWL_COMMIT_INTERVAL_SECS = 0.1
# How long to wait for a MongoDB that went away before the crawl ends with an error.
PORTALCRAWL_MONGO_WAIT_SECS = 300.0

# When to ask again (docs/recrawl.md). The first page of a list: not sooner than MIN, not later than
# MAX (10m, 6h, 7d; recrawl_min and recrawl_max of a profile). Every address: each SWEEP_DAYS.
PORTALCRAWL_RECRAWL_MIN = "10m"
PORTALCRAWL_RECRAWL_MAX = "7d"
PORTALCRAWL_RECRAWL_SWEEP_DAYS = 30.0
# What a request is worth: the time that the changes we expect would be late, in sum. Four times as
# much is half the requests and twice the delay.
PORTALCRAWL_RECRAWL_LIST_TOLERANCE = "15m"
PORTALCRAWL_RECRAWL_ARTICLE_TOLERANCE = "2h"

# A URL that failed is asked again after this, then four times and sixteen times as long.
PORTALCRAWL_RETRY_PAUSE_SECS = 2.0

# --- The archive --------------------------------------------------------------------------------

# A WARC file is closed and the next one opened at this size.
PORTALCRAWL_ARCHIVE_MAX_BYTES = 1_000_000_000
# gzip: every tool reads it. zstd: pages take less than half, by a dictionary learned from the site.
PORTALCRAWL_ARCHIVE_COMPRESSION = "gzip"
# 1 to 19. Pages take 12 % more at 3, for a third of the time, and 4 % less at 9, for half as much
# again (python -m bench.archive).
PORTALCRAWL_ARCHIVE_ZSTD_LEVEL = 6
# A longer body waits for its record in a file of the data folder, not in memory.
PORTALCRAWL_SPOOL_BYTES = 4_000_000
# A longer one is cut there: the record says "WARC-Truncated: length".
PORTALCRAWL_RECORD_MAX_BYTES = 2_000_000_000
# So much of the disk stays free: below it the crawl is paused until there is room. The private
# mongod writes its journal (files of 100 MB) and checkpoints there, and dies on a full disk.
PORTALCRAWL_MIN_FREE_BYTES = 500_000_000
# How long to wait for room before the crawl ends with an error: a day, so that a person has a
# morning to make some.
PORTALCRAWL_DISK_WAIT_SECS = 86_400.0

# --- Reading pages ------------------------------------------------------------------------------

# Learn where the parts of a site's articles stand, and look there first.
PORTALCRAWL_LEARN_TEMPLATES = True
# Each so many pages that are read by a template, one is read by the general rules too.
PORTALCRAWL_TEMPLATE_CHECK_EVERY = 25

# --- The browser, for pages that are empty without their scripts (extra "browser") --------------

PORTALCRAWL_BROWSER_PATH = "/usr/bin/chromium"
# Pages of one run that may have it; 0 for none.
PORTALCRAWL_BROWSER_MAX_PAGES = 200
# So long a page may go on asking for things; then it is taken as it is.
PORTALCRAWL_BROWSER_TIMEOUT_SECS = 60.0

# --- What a person sees -------------------------------------------------------------------------

# Without a terminal, a line of progress goes to stderr at this interval.
PORTALCRAWL_PROGRESS_SECS = 60.0

# --- Scrapy: what runs, in order ----------------------------------------------------------------

BOT_NAME = "portalcrawl"
SPIDER_MODULES = ["portalcrawl.crawl.spiders"]
NEWSPIDER_MODULE = "portalcrawl.crawl.spiders"
COMMANDS_MODULE = "portalcrawl.crawl.commands"

# 1 seed → 2 scope
SPIDER_MIDDLEWARES = {
    "portalcrawl.crawl.spidermiddlewares.leases.LeaseMiddleware": 100,
    "portalcrawl.crawl.spidermiddlewares.failures.FailureMiddleware": 200,
    "portalcrawl.crawl.spidermiddlewares.scope.ScopeMiddleware": 300,
    # Every answer is a fact about the site: the spider sees them all.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    # The frontier keeps referer and depth (via, hop_path) itself.
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
# 3 frontier
SCHEDULER = "portalcrawl.crawl.scheduler.FrontierScheduler"
# 4 ask → 5 fetch
DOWNLOADER_MIDDLEWARES = {
    "portalcrawl.crawl.downloadermiddlewares.robots.RobotsMiddleware": 100,
    "portalcrawl.crawl.downloadermiddlewares.render.RenderMiddleware": 200,
    # Next to the network: what a crawl asks for, by whatever way, waits its host's turn here.
    "portalcrawl.crawl.downloadermiddlewares.manners.MannersMiddleware": 1000,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    # Retries and redirects are the frontier's: kept across restarts, seen by scope and archive.
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    # Scrapy's drops a page whose Content-Encoding lies; ours reads it as browsers do.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "portalcrawl.crawl.downloadermiddlewares.content_encoding.ContentEncodingMiddleware": 590,
    "portalcrawl.crawl.downloadermiddlewares.not_modified.NotModifiedMiddleware": 580,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}
# 6 capture
EXTENSIONS = {
    "portalcrawl.crawl.extensions.capture.CaptureExtension": 100,
    "portalcrawl.crawl.extensions.progress.ProgressExtension": 200,
    "portalcrawl.crawl.extensions.figures.FiguresExtension": 300,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
}
# 8 fingerprint → 9 store → 10 acknowledge
ITEM_PIPELINES = {
    "portalcrawl.crawl.pipelines.clean.CleanPipeline": 100,
    "portalcrawl.crawl.pipelines.fingerprint.FingerprintPipeline": 200,
    "portalcrawl.crawl.pipelines.store.StorePipeline": 300,
}

# --- Scrapy: how it runs ------------------------------------------------------------------------

USER_AGENT = f"portalcrawl/{__version__}"
# Our own middleware obeys robots.txt (RFC 9309); this names the intent to other tools.
ROBOTSTXT_OBEY = True
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate, br, zstd",
}
COOKIES_ENABLED = False
DOWNLOAD_TIMEOUT = 60
# Large bodies go to a file as they come.
DOWNLOAD_HANDLERS = {
    "http": "portalcrawl.crawl.downloadhandlers.spooling.SpoolingDownloadHandler",
    "https": "portalcrawl.crawl.downloadhandlers.spooling.SpoolingDownloadHandler",
}
# A body that broke off is kept and marked as truncated.
DOWNLOAD_FAIL_ON_DATALOSS = False
# All hosts together. How one host is asked is for the middleware "manners" to say, and no other: it
# knows the host with its port, its robots.txt and what it did.
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 64
DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0.0
# One at a time: a page's Visit must come after everything else the page gave (it acknowledges the
# page). It is the fastest setting too: each more starts a task for every response.
CONCURRENT_ITEMS = 1
LOG_LEVEL = "INFO"
LOG_FORMATTER = "portalcrawl.crawl.log_formatter.QuietLogFormatter"
# Both listen on a port by default.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
FEED_EXPORT_ENCODING = "utf-8"

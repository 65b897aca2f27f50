"""The errors of portalcrawl, split by whose fault it is.

Our own data (ProfileError, UrlError), the site (SiteError), the stores (StoreError, ArchiveError)
or what is written for others (MirrorError, PackageError). Each message names the file, key or URL
and says what to do; ``exit_code`` is what the command line ends with (README, "Exit codes").
"""

from __future__ import annotations


class PortalcrawlError(Exception):
    """Any error that a user can act on: its text is shown without a traceback."""

    exit_code = 1


class UrlError(PortalcrawlError, ValueError):
    """An address that is not an absolute http(s) URL."""

    exit_code = 3


class ProfileError(PortalcrawlError, ValueError):
    """A site profile that can't be used: names the file, the key and the line."""

    exit_code = 3


class SiteError(PortalcrawlError):
    """The site can't be crawled: it does not answer, or leads away from itself."""

    exit_code = 4


class StoreError(PortalcrawlError):
    """MongoDB can't be started or used in the way asked."""

    exit_code = 5


class StoreUnavailableError(StoreError):
    """MongoDB does not answer now: worth waiting for, nothing is lost meanwhile."""


class ArchiveError(PortalcrawlError):
    """The data folder can't be written (read-only, full) or a WARC file can't be read."""

    exit_code = 6


class DiskFullError(ArchiveError):
    """The data folder's disk is full, or as good as: worth waiting for, nothing is lost."""


class SiteBusyError(PortalcrawlError):
    """Another process is crawling this site or its host."""

    exit_code = 7


class MirrorError(PortalcrawlError):
    """The mirror can't be written where it was asked for."""

    exit_code = 8


class PackageError(PortalcrawlError):
    """A package (WACZ) can't be written where it was asked for, or its key can't be used."""

    exit_code = 8


class PageError(PortalcrawlError):
    """A page or a list of pages that can't be read: no such file, no answer, no article in it."""

    exit_code = 9

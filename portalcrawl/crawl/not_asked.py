"""Why a request never left: robots.txt, or its host's wish to be left alone."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class RobotsForbiddenError(IgnoreRequest):
    """robots.txt says no."""


class RobotsUnreachableError(Exception):
    """robots.txt can't be had now (5xx, no connection), so nothing of the host may be asked."""


class HeldBackError(Exception):
    """Its host is left alone for now: the URL goes back to the frontier as it was."""

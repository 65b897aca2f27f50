"""Test portals: generated sites with their truth, served on loopback.

In the same process::

    with serve(build_t1(articles=60), faults=["burst-503"]) as portal:
        crawl(portal.url)
        assert not portal.forbidden_requests

In a process of its own, for a crawl that is killed: `serve_in_child`. All portals by name:
`sites.SITES`; what they share is in `parts`.
"""

from __future__ import annotations

from tests.portal.child import ChildPortal, serve_in_child
from tests.portal.faults import FAULTS, Fault, Slow
from tests.portal.server import Portal, Request, serve
from tests.portal.site import Asked, Resource, Site
from tests.portal.t1.build import build_t1
from tests.portal.t2.build import build_t2
from tests.portal.t3.build import build_t3
from tests.portal.t4.build import build_t4
from tests.portal.t9.build import build_t9
from tests.portal.truth import ArticleTruth, ColumnTruth, Truth

__all__ = [
    "FAULTS",
    "ArticleTruth",
    "Asked",
    "ChildPortal",
    "ColumnTruth",
    "Fault",
    "Portal",
    "Request",
    "Resource",
    "Site",
    "Slow",
    "Truth",
    "build_t1",
    "build_t2",
    "build_t3",
    "build_t4",
    "build_t9",
    "serve",
    "serve_in_child",
]

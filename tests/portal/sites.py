"""The test portals by name; a new one is one line here."""

from __future__ import annotations

from typing import Protocol

from tests.portal.site import Site
from tests.portal.t1.build import build_t1
from tests.portal.t2.build import build_t2
from tests.portal.t3.build import build_t3
from tests.portal.t4.build import build_t4
from tests.portal.t5.build import build_t5
from tests.portal.t6.build import build_t6
from tests.portal.t7.build import build_t7
from tests.portal.t8.build import build_t8
from tests.portal.t9.build import build_t9
from tests.portal.t10.build import build_t10
from tests.portal.t11.build import build_t11


class Build(Protocol):
    """How a portal is built: the same arguments give the same bytes."""

    def __call__(self, *, seed: int = ..., articles: int = ...) -> Site: ...


SITES: dict[str, Build] = {
    "t1": build_t1,
    "t2": build_t2,
    "t3": build_t3,
    "t4": build_t4,
    "t5": build_t5,
    "t6": build_t6,
    "t7": build_t7,
    "t8": build_t8,
    "t9": build_t9,
    "t10": build_t10,
    "t11": build_t11,
}

"""The test portals by name; a new one is one line here."""

from __future__ import annotations

from typing import Protocol

from tests.portal.site import Site
from tests.portal.t1.build import build_t1
from tests.portal.t10.build import build_t10
from tests.portal.t11.build import build_t11


class Build(Protocol):
    """How a portal is built: the same arguments give the same bytes."""

    def __call__(self, *, seed: int = ..., articles: int = ...) -> Site: ...


SITES: dict[str, Build] = {"t1": build_t1, "t10": build_t10, "t11": build_t11}

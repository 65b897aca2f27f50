"""Faults of lists and their pagers."""

from __future__ import annotations

from tests.portal.faults.base import Fault

FAULTS: tuple[type[Fault], ...] = ()

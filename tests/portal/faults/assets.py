"""Faults of files."""

from __future__ import annotations

from tests.portal.faults.base import Fault

FAULTS: tuple[type[Fault], ...] = ()

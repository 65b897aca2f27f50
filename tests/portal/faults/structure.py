"""Faults of how pages hang together: traps, frames, redirects."""

from __future__ import annotations

from tests.portal.faults.base import Fault

FAULTS: tuple[type[Fault], ...] = ()

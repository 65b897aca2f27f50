"""All faults by name."""

from __future__ import annotations

from tests.portal.faults import assets, codings, content, identity, lists, structure, transport
from tests.portal.faults.base import Answer, Exchange, Fault, answer_to
from tests.portal.faults.transport import Slow

FAULTS: dict[str, type[Fault]] = {
    fault.name: fault
    for module in (transport, codings, content, lists, identity, assets, structure)
    for fault in module.FAULTS
}

__all__ = ["FAULTS", "Answer", "Exchange", "Fault", "Slow", "answer_to"]

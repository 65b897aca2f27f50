"""Ctrl-C as a wish: the first is noted and asked for between two steps, the second ends all."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupt:
    """Whether someone asked to stop."""

    is_wished = False


@contextmanager
def noted_interrupts() -> Iterator[Interrupt]:
    """Inside, SIGINT and SIGTERM are noted once; another SIGINT is a KeyboardInterrupt."""
    wish = Interrupt()

    def note(_number: int, _frame: FrameType | None) -> None:
        wish.is_wished = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield wish
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

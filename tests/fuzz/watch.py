"""How long a call takes, where it spends its time, and an end for one that would never end."""

from __future__ import annotations

import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType

import portalcrawl

PACKAGE = str(Path(portalcrawl.__file__).parent)
TICK_SECS = 0.01


class CutOffError(BaseException):
    """The call had its time; no handler of ordinary errors takes this one."""


@dataclass(frozen=True, slots=True)
class Watched:
    """``where`` is the place in portalcrawl where it failed or spent most of its time."""

    cpu_secs: float
    where: str
    error: str = ""
    trace: str = ""


def watch(call: Callable[[], object], *, cut_secs: float) -> Watched:
    """Run *call* and look on, every 10 ms of CPU time; cut it off after *cut_secs*.

    Only the main thread can be watched. Code in C is not cut off, only what comes after it.
    """
    seen: Counter[str] = Counter()
    start = time.process_time()
    last = start
    is_running = True

    def tick(_signal: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        # Code in C is interrupted when it returns: all of its time is of one place.
        seen[_place(frame)] += int(1e6 * (now - last))
        last = now
        if is_running and now - start > cut_secs:
            raise CutOffError

    before = signal.signal(signal.SIGPROF, tick)
    start = last = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, TICK_SECS, TICK_SECS)
    error = trace = place = ""
    try:
        call()
        is_running = False
    except CutOffError:
        is_running = False
    except Exception as found:  # noqa: BLE001 - any error is what we look for
        is_running = False
        error = f"{type(found).__name__}: {str(found)[:300]}"
        place = _place_of_error(found.__traceback__)
        trace = "".join(traceback.format_exception(found, limit=-8))[-3000:]
    finally:
        is_running = False
        spent = time.process_time() - start
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    where = place or (seen.most_common(1)[0][0] if seen else "")
    return Watched(spent, where, error, trace)


def _place(frame: FrameType | None) -> str:
    """The innermost of our places in the stack of *frame*."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(PACKAGE):
            return f"{name[len(PACKAGE) + 1 :]}:{frame.f_code.co_name}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def _place_of_error(trace: TracebackType | None) -> str:
    found = ""
    while trace is not None:
        found = _place_if_ours(trace) or found
        trace = trace.tb_next
    return found


def _place_if_ours(trace: TracebackType) -> str:
    code = trace.tb_frame.f_code
    if not code.co_filename.startswith(PACKAGE):
        return ""
    return f"{code.co_filename[len(PACKAGE) + 1 :]}:{code.co_name}:{trace.tb_lineno}"

"""Whether a page is a finding: it raises, or it is slow each time it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.fuzz.limits import CUT, limit_secs, machine_factor
from tests.fuzz.reading import TARGETS
from tests.fuzz.sample import Sample
from tests.fuzz.watch import Watched, watch

REPEATS = 3
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """``kind`` is ``error`` or ``slow``; ``where`` is ``file:function:line`` of portalcrawl."""

    kind: str
    target: str
    where: str
    what: str
    origin: str
    content_type: str | None
    size: int
    cpu_ms: float
    trace: str = ""
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def signature(self) -> tuple[str, ...]:
        """What two findings of one defect have in common."""
        if self.kind == "error":
            return (self.kind, self.where, self.what.partition(":")[0])
        # Which line of a slow function was seen most is chance.
        shape = self.origin.removeprefix("shape ") if self.origin.startswith("shape ") else ""
        return (self.kind, self.where.rpartition(":")[0], shape)

    def as_json(self) -> dict[str, Any]:
        """What is written beside the page's bytes."""
        return asdict(self)


@dataclass(slots=True)
class Examiner:
    """Reads samples and keeps count; ``factor`` is the machine's at the start."""

    factor: float = field(default_factory=machine_factor)
    pages: int = 0
    slowest_ms_per_mb: float = 0.0
    slowest_origin: str = ""

    def examine(self, sample: Sample) -> Finding | None:
        """The first finding of *sample* under all targets; None for a good reading."""
        self.pages += 1
        for target in TARGETS:
            if (finding := self.examine_as(sample, target)) is not None:
                return finding
        return None

    def examine_as(self, sample: Sample, target: str) -> Finding | None:
        """The finding of *sample* read as *target*."""
        read = TARGETS[target]
        limit = limit_secs(sample.body, target=target, factor=self.factor)
        seen = watch(lambda: read(sample), cut_secs=CUT * limit)
        if seen.error:
            return _finding("error", target, sample, seen, seen.error)
        if seen.cpu_secs > limit:
            seen, limit = self._again(seen, limit, lambda: read(sample), sample, target)
        self._note(sample, target, seen.cpu_secs)
        if seen.cpu_secs <= limit:
            return None
        rate = 1000 * seen.cpu_secs / len(sample.body) * MEGABYTE
        text = f"{1000 * seen.cpu_secs:.0f} ms for {len(sample.body)} bytes ({rate:.0f} ms/MB)"
        return _finding("slow", target, sample, seen, f"{text}, allowed {1000 * limit:.0f} ms")

    def _again(
        self,
        seen: Watched,
        limit: float,
        call: Callable[[], object],
        sample: Sample,
        target: str,
    ) -> tuple[Watched, float]:
        """The least of further readings, and the limit on the machine as busy as it is now."""
        best = seen
        for _ in range(REPEATS):
            if best.cpu_secs > CUT * limit:
                # Cut off: far beyond any noise.
                break
            factor = max(self.factor, machine_factor(repeats=3))
            limit = max(limit, limit_secs(sample.body, target=target, factor=factor))
            best = min(best, watch(call, cut_secs=CUT * limit), key=lambda found: found.cpu_secs)
            if best.cpu_secs <= limit:
                break
        return best, limit

    def _note(self, sample: Sample, target: str, cpu_secs: float) -> None:
        """Keep the slowest; small pages tell nothing of the rate."""
        rate = 1000 * cpu_secs / max(len(sample.body), 64 * 1024) * MEGABYTE
        if target == "page" and rate > self.slowest_ms_per_mb:
            self.slowest_ms_per_mb, self.slowest_origin = rate, sample.origin


def _finding(kind: str, target: str, sample: Sample, seen: Watched, what: str) -> Finding:
    return Finding(
        kind=kind,
        target=target,
        where=seen.where,
        what=what,
        origin=sample.origin,
        content_type=sample.content_type,
        size=len(sample.body),
        cpu_ms=round(1000 * seen.cpu_secs, 1),
        trace=seen.trace,
    )

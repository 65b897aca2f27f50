"""The engine that damages pages by chance: first every shape as it grows, then mutations."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from tests.fuzz.examine import Examiner, Finding
from tests.fuzz.findings import Findings
from tests.fuzz.limits import CUT, limit_secs
from tests.fuzz.mutations import mutate
from tests.fuzz.reading import TARGETS
from tests.fuzz.sample import CONTENT_TYPES, Sample
from tests.fuzz.shape import Shape
from tests.fuzz.shapes import SHAPES
from tests.fuzz.watch import watch

SHAPE_SIZES = (1_000, 16_000, 64_000, 250_000, 1_000_000)
Report = Callable[[str], None]


def run(
    corpus: Sequence[Sample],
    examiner: Examiner,
    findings: Findings,
    *,
    minutes: float,
    seed: int,
    shapes: bool,
    report: Report,
) -> None:
    """Read for *minutes*; what is found goes to *findings* and, when new, to *report*.

    Without *shapes* only the pages and what chance makes of them.
    """
    end = time.monotonic() + 60 * minutes
    for sample in corpus:
        _read(sample, examiner, findings, report)
    for shape in SHAPES.values() if shapes else ():
        if time.monotonic() < end:
            climb(shape, examiner, findings, report)
    for sample in _mutants(corpus, seed):
        if time.monotonic() >= end:
            break
        _read(sample, examiner, findings, report)


def climb(shape: Shape, examiner: Examiner, findings: Findings, report: Report) -> None:
    """Read *shape* in growing sizes up to 1 MB, until one of them is a finding."""
    for size in SHAPE_SIZES:
        sample = Sample(shape.make(size), None, f"shape {shape.name}")
        with findings.in_case_of_a_crash(sample):
            finding = examiner.examine(sample)
        if finding is None:
            continue
        notes = {"aim": shape.aim}
        if finding.kind == "slow":
            notes["growth"] = _growth(shape, size, finding, examiner.factor)
        finding = replace(finding, notes=notes)
        keep(finding, sample, findings, report)
        return


def _growth(shape: Shape, size: int, finding: Finding, factor: float) -> str:
    """How much longer twice the size takes: 2 is linear, 4 quadratic, 8 cubic."""
    body = shape.make(2 * size)
    limit = limit_secs(body, target=finding.target, factor=factor)
    cut_secs = max(CUT * limit, 10 * finding.cpu_ms / 1000)
    read = TARGETS[finding.target]
    seen = watch(lambda: read(Sample(body)), cut_secs=cut_secs)
    at_least = "at least " if seen.cpu_secs >= cut_secs else ""
    return f"{at_least}x{1000 * seen.cpu_secs / finding.cpu_ms:.1f} at twice the size"


def _mutants(corpus: Sequence[Sample], seed: int) -> Iterator[Sample]:
    """Damaged pages without end, the same for one *seed*."""
    rng = Random(seed)
    number = 0
    while True:
        number += 1
        page, other = rng.choice(corpus), rng.choice(corpus)
        body, names = mutate(rng, page.body, other.body)
        content_type = rng.choice((page.content_type, *CONTENT_TYPES))
        yield Sample(body, content_type, f"{page.origin} seed {seed} no {number} {names}")


def _read(sample: Sample, examiner: Examiner, findings: Findings, report: Report) -> None:
    """Examine *sample*; a crash of the interpreter leaves its bytes in the folder."""
    with findings.in_case_of_a_crash(sample):
        finding = examiner.examine(sample)
    if finding is not None:
        keep(finding, sample, findings, report)


def keep(finding: Finding, sample: Sample, findings: Findings, report: Report) -> None:
    """Write *finding* down and tell of it when its defect is new."""
    if findings.add(finding, sample):
        notes = " ".join(str(note) for note in finding.notes.values())
        report(f"{finding.kind} {finding.where} {finding.what} [{finding.origin}] {notes}".rstrip())

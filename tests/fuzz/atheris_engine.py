"""The engine that lets coverage lead: Atheris in its own process, its suspects read again here.

Atheris is no dependency of the project. Run this with an interpreter that has both, for example of
a second virtual environment::

    python3 -m venv /tmp/atheris-venv
    /tmp/atheris-venv/bin/pip install atheris -e .
    /tmp/atheris-venv/bin/python -m tests.fuzz --engine atheris --minutes 10
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.fuzz.atheris_target import sample_of
from tests.fuzz.examine import Examiner
from tests.fuzz.findings import Findings
from tests.fuzz.mutate_engine import keep
from tests.fuzz.sample import CONTENT_TYPES, Sample
from tests.fuzz.shapes import SHAPES

MAX_INPUT_BYTES = 200_000
SHAPE_BYTES = 2_000
MAX_PAGE_SECS = 120


def is_available() -> bool:
    """Whether this interpreter has Atheris."""
    return importlib.util.find_spec("atheris") is not None


def run(
    corpus: Sequence[Sample],
    examiner: Examiner,
    findings: Findings,
    *,
    minutes: float,
    seed: int,
    shapes: bool,
    report: Callable[[str], None],
) -> None:
    """Fuzz for *minutes*, then examine what looked like a finding.

    The inputs to start from are the pages and, with *shapes*, small ones of each shape.
    """
    with tempfile.TemporaryDirectory(prefix="portalcrawl-atheris-") as name:
        folder = Path(name)
        inputs, suspects = folder / "inputs", folder / "suspects"
        inputs.mkdir()
        suspects.mkdir()
        _write_inputs(corpus, inputs, shapes=shapes)
        command = [
            *(sys.executable, "-m", "tests.fuzz.atheris_target", str(suspects)),
            *(f"-max_total_time={int(60 * minutes)}", f"-seed={seed or 1}"),
            *(f"-max_len={MAX_INPUT_BYTES}", f"-timeout={MAX_PAGE_SECS}", "-rss_limit_mb=4000"),
            *("-verbosity=1", "-print_final_stats=1", f"-artifact_prefix={suspects}/crash-"),
            str(inputs),
        ]
        log = folder / "log"
        try:
            with log.open("wb") as output:
                code = subprocess.run(command, stdout=output, stderr=output, check=False).returncode
            if code:
                report(f"Atheris ended with {code}: {_end_of(log)}")
        finally:
            _examine_suspects(suspects, examiner, findings, report)
            report("\n".join(line for line in _end_of(log).splitlines() if "cov:" in line)[-200:])


def _write_inputs(corpus: Sequence[Sample], folder: Path, *, shapes: bool) -> None:
    """The pages and small shapes, each behind the byte that picks its header."""
    for number, sample in enumerate(corpus):
        if len(sample.body) < MAX_INPUT_BYTES:
            kind = (
                CONTENT_TYPES.index(sample.content_type)
                if sample.content_type in CONTENT_TYPES
                else 0
            )
            (folder / f"page-{number}").write_bytes(bytes([kind]) + sample.body)
    for name, shape in SHAPES.items() if shapes else ():
        (folder / f"shape-{name}").write_bytes(b"\0" + shape.make(SHAPE_BYTES))


def _examine_suspects(
    suspects: Path, examiner: Examiner, findings: Findings, report: Callable[[str], None]
) -> None:
    count = suspects / "pages"
    for file in sorted(suspects.iterdir()):
        if file == count:
            continue
        sample = sample_of(file.read_bytes())
        with findings.in_case_of_a_crash(sample):
            finding = examiner.examine(sample)
        if finding is not None:
            keep(finding, sample, findings, report)
    if count.exists():
        examiner.pages += int(count.read_text("ascii"))


def _end_of(log: Path) -> str:
    return log.read_text("utf-8", "replace")[-2000:]

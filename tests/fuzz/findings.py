"""A folder of findings: the bytes of each page, and a line of JSON for each in one file."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.examine import Finding
from tests.fuzz.sample import Sample


@dataclass(slots=True)
class Findings:
    """What was found so far; of each defect the first page and every smaller one is kept."""

    folder: Path
    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    smallest: dict[tuple[str, ...], int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.counts)

    def add(self, finding: Finding, sample: Sample) -> bool:
        """Keep *finding* with its page; whether its defect is new."""
        signature = finding.signature
        self.counts[signature] += 1
        known = self.smallest.get(signature)
        if known is not None and (finding.kind == "slow" or finding.size >= known):
            return False
        self.smallest[signature] = finding.size
        words = re.sub(r"[^\w.]+", "-", "-".join(signature)).strip("-")
        name = f"{words}.html"
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(sample.body)
        line = json.dumps({"file": name, **finding.as_json()}, ensure_ascii=True)
        with (self.folder / "findings.jsonl").open("a", encoding="ascii") as file:
            file.write(f"{line}\n")
        return known is None

    @contextmanager
    def in_case_of_a_crash(self, sample: Sample) -> Iterator[None]:
        """While it is open, the bytes of *sample* lie in ``current.html``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        current = self.folder / "current.html"
        current.write_bytes(sample.body)
        try:
            yield
        finally:
            current.unlink()

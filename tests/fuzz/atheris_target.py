"""The process that Atheris fuzzes: run by ``atheris_engine``, with Atheris installed.

An input is one byte that picks the Content-Type and the page. What raises, or takes many times its
limit (instrumented code is several times slower), is written to the folder ``suspects`` once for
each place in the code, and read again by the engine without instrumentation. The fuzzing itself
goes on. Usage: ``python -m tests.fuzz.atheris_target SUSPECTS [options of libFuzzer] [CORPUS]``.
"""

from __future__ import annotations

import atexit
import hashlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from types import ModuleType

from tests.fuzz.limits import CUT, limit_secs, machine_factor
from tests.fuzz.mutations import mutate
from tests.fuzz.sample import CONTENT_TYPES, Sample
from tests.fuzz.watch import watch

INSTRUMENTED = 6.0


class Target:
    """What libFuzzer calls with each input."""

    def __init__(
        self,
        suspects: Path,
        targets: Mapping[str, Callable[[Sample], None]],
        atheris: ModuleType,
    ) -> None:
        self._suspects = suspects
        self._targets = targets
        self._atheris = atheris
        self._factor = INSTRUMENTED * machine_factor()
        self._seen: set[tuple[str, str]] = set()
        self._last = b""
        self._pages = 0
        atexit.register(self._count)

    def __call__(self, data: bytes) -> None:
        """Read *data* under every target."""
        sample = sample_of(data)
        self._pages += 1
        for name, read in self._targets.items():
            limit = limit_secs(sample.body, target=name, factor=self._factor)
            seen = watch(lambda read=read: read(sample), cut_secs=CUT * limit)  # type: ignore[misc]
            if seen.error or seen.cpu_secs > limit:
                self._keep(data, (seen.where, seen.error.partition(":")[0]))
        if self._pages % 500 == 0:
            self._count()

    def mutate(self, data: bytes, max_size: int, seed: int) -> bytes:
        """Half of the time what libFuzzer would do, half of the time a damage of ours."""
        rng = Random(seed)
        if rng.random() < 0.5 or len(data) < 2:
            return bytes(self._atheris.Mutate(data, max_size))
        body, _ = mutate(rng, data[1:], self._last or data[1:])
        self._last = data[1:]
        kind = data[:1] if rng.random() < 0.8 else bytes([rng.randrange(256)])
        return (kind + body)[:max_size]

    def _keep(self, data: bytes, signature: tuple[str, str]) -> None:
        if signature not in self._seen:
            self._seen.add(signature)
            name = hashlib.sha256(data).hexdigest()[:16]
            (self._suspects / name).write_bytes(data)

    def _count(self) -> None:
        (self._suspects / "pages").write_text(str(self._pages), encoding="ascii")


def sample_of(data: bytes) -> Sample:
    """The sample that the bytes of libFuzzer stand for."""
    kind = data[0] if data else 0
    return Sample(data[1:], CONTENT_TYPES[kind % len(CONTENT_TYPES)], "atheris")


def main() -> None:
    """Fuzz until libFuzzer's own options say that it is enough."""
    # Here, because only this process has it: the modules beside this one import without.
    import atheris  # type: ignore[import-untyped, unused-ignore]

    with atheris.instrument_imports(include=["portalcrawl.page", "portalcrawl.extract"]):
        from tests.fuzz.reading import TARGETS
    target = Target(Path(sys.argv[1]), TARGETS, atheris)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target, custom_mutator=target.mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

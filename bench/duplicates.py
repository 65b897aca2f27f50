"""``python -m bench.duplicates FOLDER`` and ``… --scale 1000000``: copies found, and what it costs.

FOLDER holds real texts: ``*.txt``, or ``*.jsonl`` with ``body_text``. Each is edited as reprints
are, and set beside other editions of itself; forms are filled in again and again; all texts are set
beside each other. A pair is found if signature and comparison say so. Goals: precision 99 %, recall
95 %, 0.2 ms of CPU for a signature.

``--scale N`` fills a private mongod with the texts of 10 thousand, 100 thousand … N articles,
and says at each size what 2,000 more cost: 80 % new, 10 % exact copies, 10 % edited ones.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

from bench.edited_copies import EDITIONS, EDITS
from bench.form_texts import FORMS, filled_in
from bench.text_stock import fill, measure
from portalcrawl.dedup.comparison import MIN_LETTERS, compare
from portalcrawl.dedup.normal_text import normal_text, text_digest
from portalcrawl.dedup.signature import bands
from portalcrawl.store.private_mongod import PrivateMongod

ROUNDS = 3
OF_EACH_FORM = 25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=int, metavar="N")
    options = parser.parse_args()
    if options.folder is not None:
        texts = [
            text for text in real_texts(options.folder) if len(normal_text(text)) >= MIN_LETTERS
        ]
        quality(texts, Random(options.seed))
        cpu(texts)
    if options.scale is not None:
        scale(options.scale, Random(options.seed))


def real_texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.txt")):
        yield path.read_text("utf-8")
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line).get("body_text") or ""


def quality(texts: list[str], random: Random) -> None:
    found: Counter[bool] = Counter()
    copies: Counter[bool] = Counter()
    print(f"{len(texts)} texts\n{'copies':24}{'pairs':>7}{'found':>9}")
    for edit in EDITS:
        pairs = [(text, edit(text, random)) for text in texts for _ in range(ROUNDS)]
        copies += told(edit.__name__, pairs)
    print(f"{'no copies':24}{'pairs':>7}{'found':>9}")
    for edition in EDITIONS:
        pairs = [(text, edition(text, random)) for text in texts for _ in range(ROUNDS)]
        found += told(
            edition.__name__, (two for two in pairs if len(set(map(normal_text, two))) > 1)
        )
    for number, form in enumerate(FORMS):
        found += told(
            f"form {number}", all_pairs([filled_in(form, random) for _ in range(OF_EACH_FORM)])
        )
    found += told("other articles", all_pairs(texts))
    recall = copies[True] / copies.total()
    print(f"recall {recall:.2%}, precision {copies[True] / (copies[True] + found[True]):.2%}")


def told(name: str, pairs: Iterable[tuple[str, str]]) -> Counter[bool]:
    found = Counter(are_copies(one, other) for one, other in pairs)
    print(f"{name:24}{found.total():7}{found[True] / found.total():9.2%}")
    return found


def are_copies(one: str, other: str) -> bool:
    """As the store finds them: the same, or a band in common and alike."""
    first, second = normal_text(one), normal_text(other)
    is_candidate = bool(set(bands(first)) & set(bands(second)))
    return first == second or (is_candidate and compare(first, second).is_copy)


def all_pairs(texts: list[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts):
        for other in texts[:number]:
            yield text, other


def cpu(texts: list[str]) -> None:
    whole = "".join(texts)
    text = whole[5000:6650]
    normal = normal_text(text)
    other = normal_text(whole[5600:7250])
    print(f"CPU, {len(text)} characters, {len(normal)} letters:")
    for name, job in {
        "normal text": lambda: normal_text(text),
        "digest (with it)": lambda: text_digest(text),
        "bands": lambda: bands(normal),
        "signature in all": lambda: bands(normal_text(text)),
        "one comparison": lambda: compare(normal, other),
    }.items():
        print(f"  {name:20}{milliseconds(job):8.3f} ms")


def milliseconds(job: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(5):
        started = time.process_time()
        for _ in range(200):
            job()
        best = min(best, (time.process_time() - started) / 200)
    return best * 1000


def scale(most: int, random: Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = PrivateMongod(Path(folder))
        try:
            stored = 0
            size = 10_000
            while size <= most:
                fill(server.uri, begin=stored, end=size, random=random)
                print(measure(server.uri, begin=size, random=random), flush=True)
                stored, size = size + 2000, size * 10
        finally:
            server.close()


if __name__ == "__main__":
    main()

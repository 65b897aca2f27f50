"""``python -m bench.duplicates FOLDER`` and ``… --scale 1000000``: copies found, and what it costs.

FOLDER holds real texts: ``*.txt``, or ``*.jsonl`` with ``body_text`` and ``title``. Each is edited
as reprints are, and set beside other editions of itself, of another day and title; forms are filled
in again and again, under one title; all texts are set beside each other. A pair is found if
signature, comparison, titles and days say so. Goals: precision 99 %, recall 95 %, 0.2 ms of CPU for
a signature.

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
from dataclasses import replace
from pathlib import Path
from random import Random

from bench.edited_copies import EDITS, other_people
from bench.form_texts import FORMS, filled_in
from bench.text_stock import fill, measure
from bench.titled_texts import EDITIONS, Page, next_issue, reprinted
from portalcrawl.dedup.candidates import candidates
from portalcrawl.dedup.comparison import MIN_LETTERS, compare, folded
from portalcrawl.dedup.editions import are_copies
from portalcrawl.dedup.normal_text import normal_text, text_digest
from portalcrawl.dedup.replacements import runs_of
from portalcrawl.dedup.sampling import forget
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
        pages = [
            page
            for page in real_pages(options.folder)
            if len(normal_text(page.text)) >= MIN_LETTERS
        ]
        quality(pages, Random(options.seed))
        cpu([page.text for page in pages])
    if options.scale is not None:
        scale(options.scale, Random(options.seed))


def real_pages(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8")
        yield Page(text.strip().partition("\n")[0], text)
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            page = json.loads(line)
            yield Page(page.get("title") or "", page.get("body_text") or "")


def quality(pages: list[Page], random: Random) -> None:
    found: Counter[bool] = Counter()
    copies: Counter[bool] = Counter()
    print(f"{len(pages)} texts\n{'copies':28}{'pairs':>7}{'found':>9}")
    for edit in EDITS:
        pairs = [
            (page, reprinted(page, edit(page.text, random), random))
            for page in pages
            for _ in range(ROUNDS)
        ]
        copies += told(edit.__name__, pairs)
    print(f"{'no copies':28}{'pairs':>7}{'found':>9}")
    for edition in EDITIONS:
        named = edition is next_issue
        pairs = [
            (
                replace(page, title=f"{page.title}（第十二周）") if named else page,
                edition(page, random),
            )
            for page in pages
            for _ in range(ROUNDS)
        ]
        found += told(edition.__name__, (two for two in pairs if differ(*two)))
    for number, form in enumerate(FORMS):
        filled = [Page("公示", filled_in(form, random)) for _ in range(OF_EACH_FORM)]
        found += told(f"form {number}", all_pairs(filled))
    people = [(page, replace(page, text=other_people(page.text, random))) for page in pages]
    found += told("other people", people)
    found += told("other articles", all_pairs(pages))
    recall = copies[True] / copies.total()
    print(f"recall {recall:.2%}, precision {copies[True] / (copies[True] + found[True]):.2%}")


def differ(one: Page, other: Page) -> bool:
    """Whether the texts do: what says the same letter by letter is an exact copy."""
    return normal_text(one.text) != normal_text(other.text)


def told(name: str, pairs: Iterable[tuple[Page, Page]]) -> Counter[bool]:
    found = Counter(are_found(one, other) for one, other in pairs)
    print(f"{name:28}{found.total():7}{found[True] / found.total():9.2%}")
    return found


def are_found(one: Page, other: Page) -> bool:
    """As the store finds them: the same, or alike and no editions."""
    first, second = normal_text(one.text), normal_text(other.text)
    if first == second:
        return True
    signatures = {"one": bands(first), "other": bands(second)}
    if not candidates({"one": signatures["one"]}, signatures):
        return False
    found = compare(first, second)
    return found.is_copy and are_copies(found.agreement, one.told, other.told)


def all_pairs(pages: list[Page]) -> Iterator[tuple[Page, Page]]:
    for number, page in enumerate(pages):
        for other in pages[:number]:
            yield page, other


def cpu(texts: list[str]) -> None:
    whole = "".join(texts)
    text = whole[5000:6650]
    normal = normal_text(text)
    other = normal_text(whole[5600:7250])
    print(f"CPU, {len(text)} characters, {len(normal)} letters:")
    for name, job in {
        "normal text": lambda: normal_text(text),
        "digest (with it)": lambda: text_digest(text),
        "bands": forgetting(lambda: bands(normal)),
        "signature in all": forgetting(lambda: bands(normal_text(text))),
        "one comparison": forgetting(lambda: compare(normal, other)),
    }.items():
        print(f"  {name:20}{milliseconds(job):8.3f} ms")


def forgetting(job: Callable[[], object]) -> Callable[[], object]:
    """*job* with texts that were not read before."""

    def afresh() -> object:
        forget()
        runs_of.cache_clear()
        folded.cache_clear()
        return job()

    return afresh


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

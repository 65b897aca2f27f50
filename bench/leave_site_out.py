"""``python -m bench.leave_site_out FOLDER``: what the rules get on sites that taught them nothing.

FOLDER holds ``gold.jsonl``, ``pages/`` and ``score.py`` (``tests/golden/test_checked_pages.py``).
For each site of the sample, every word of the vocabularies (labels, names of elements, marks of CMS
families) that stands on its pages and on those of no other site is taken away; then its pages are
read. That is a lower bound: most of these words were known before from elsewhere.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from portalcrawl.extract import container, govinfo, labels, weights
from portalcrawl.extract.batch import read_rows
from portalcrawl.extract.manifest import NO_URL, ManifestRow
from portalcrawl.sites import families
from portalcrawl.sites.families import Family

FIELDS = ("title", "date", "source", "author", "column", "views", "prev_title", "next_title")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    score = load_scorer(folder / "score.py")
    gold = [json.loads(x) for x in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    texts: dict[str, str] = {}
    for answer in gold:
        page = (folder / "pages" / f"{answer['id']}.html").read_text("utf-8", "replace")
        texts[answer["site"]] = texts.get(answer["site"], "") + page.lower()
    whole = read(folder, gold)
    left_out: dict[str, Any] = {}
    taken = 0
    for site in texts:
        others = "".join(text for name, text in texts.items() if name != site)
        with without(lambda word, s=site, o=others: word in texts[s] and word not in o) as words:
            taken += len(words)
            left_out |= read(folder, [answer for answer in gold if answer["site"] == site])
    print(f"{len(texts)} sites, {taken} words taken away, {taken / len(texts):.1f} a site")
    for name, predicted in (("all rules", whole), ("own words taken away", left_out)):
        report(name, score.summarise(score.score_pages(gold, predicted), {*FIELDS, "body_text"}))


def report(name: str, figures: dict[str, Any]) -> None:
    body = figures["body"]
    print(f"\n{name}: body F1 {100 * body['F1']:.1f}, pages >= .95 {100 * body['ge95']:.1f} %")
    print("  ".join(f"{field} {100 * figures[field]['acc']:.1f}" for field in FIELDS))


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(folder: Path, answers: Iterable[dict[str, Any]]) -> dict[str, Any]:
    rows = [
        ManifestRow(a["id"], f"pages/{a['id']}.html", a["url"] or NO_URL, a["site"])
        for a in answers
    ]
    now = datetime.now(UTC)
    lines = read_rows(rows, load=lambda row: (folder / row.path).read_bytes(), now=now)
    return {line["id"]: line for line in lines}


@contextmanager
def without(is_own: Any) -> Iterator[list[str]]:
    """Take the words that *is_own* says yes to out of all vocabularies; gives them."""
    kept = labels.FIELD_OF.copy(), families.families, weights.UNLIKELY, container.NAMED
    gone = [label for label in kept[0] if is_own(label.lower())]
    for label in gone:
        del labels.FIELD_OF[label]
    known = [without_words(family, is_own, gone) for family in kept[1]()]
    families.families = lambda: tuple(known)  # type: ignore[assignment]
    weights.UNLIKELY = without_names(kept[2], is_own, gone)
    container.NAMED = without_names(kept[3], is_own, gone)
    forget()
    try:
        yield gone
    finally:
        labels.FIELD_OF.update(kept[0])
        families.families, weights.UNLIKELY, container.NAMED = kept[1], kept[2], kept[3]
        forget()


def forget() -> None:
    """Empty what was kept of earlier readings."""
    for kept in (labels.read_labels, weights.has_unlikely_name, govinfo.govinfo_labels):
        kept.cache_clear()


def without_words(family: Family, is_own: Any, gone: list[str]) -> Family:
    own = {word for word in (*family.names, *family.body, *family.headline) if is_own(bare(word))}
    gone += own
    return replace(
        family,
        names=family.names - own,
        body=tuple(word for word in family.body if word not in own),
        headline=tuple(word for word in family.headline if word not in own),
        markers=tuple(m for m in family.markers if not all(is_own(t.lower()) for t in m.begin)),
    )


def without_names(
    pattern: re.Pattern[str],
    is_own: Any,
    gone: list[str],
) -> re.Pattern[str]:
    """*pattern* without those of its plain alternatives that are the site's own."""
    words = set(re.findall(r"(?<=[|:])([a-z][a-z_-]{3,})(?=[|)\n])", pattern.pattern))
    own = {word for word in words if is_own(word)}
    gone += own
    text = pattern.pattern
    for word in own:
        text = re.sub(rf"(?<=[|:]){re.escape(word)}(?=[|)\n])", "no-such-name", text)
    return re.compile(text, pattern.flags)


def bare(selector: str) -> str:
    return selector.lower().strip(".#*")


if __name__ == "__main__":
    main()

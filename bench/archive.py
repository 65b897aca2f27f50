"""``python -m bench.archive FILE.warc.gz ...``: what records take in each form, and what it costs.

All records of the files (of one site, any compression) are packed in each form in turn: HTML pages
and the rest apart. Sizes and CPU time are given beside gzip as a crawl writes it and beside
warcio's default, medians of the rounds. "as stored" is what the files given take, the dictionaries
at their starts counted as HTML: straight from a crawl, or after ``portalcrawl archive compact``.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from warcio.warcwriter import GzippingWrapper

from portalcrawl.archive.compacting.survey import holds_markup, survey
from portalcrawl.archive.compression.dictionary import dictionary_frame, read_dictionary
from portalcrawl.archive.compression.members import GzipPacking, Packing
from portalcrawl.archive.compression.zstd_members import ZstdPacking
from portalcrawl.archive.records import END, Record
from portalcrawl.archive.scan import read_records, scan

KINDS = {True: "HTML", False: "rest"}
OURS, WARCIO = "gzip (isal 2)", "gzip 9 (warcio)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    records: dict[bool, list[bytes]] = {True: [], False: []}
    stored: dict[bool, int] = {True: 0, False: 0}
    for path in options.files:
        kinds = (is_page for _, is_page in scan(path, holds_markup))
        with path.open("rb") as file:
            # Pages pay for the dictionary.
            if (known := read_dictionary(file)) is not None:
                stored[True] += len(dictionary_frame(known))
        for (place, text), is_page in zip(read_records(path), kinds, strict=True):
            records[is_page].append(text)
            stored[is_page] += place.length
    learned_in = time.process_time()
    dictionary = survey(options.files, lambda _: None).dictionary()
    learned_in = time.process_time() - learned_in
    forms = all_forms(dictionary)
    for is_page, name in KINDS.items():
        if records[is_page]:
            costs = measure(records[is_page], forms, options.rounds)
            report(name, records[is_page], costs, stored[is_page])
    if dictionary is not None:
        room = len(dictionary_frame(dictionary))
        print(f"\ndictionary: {len(dictionary):,} bytes, {room:,} in the file, {learned_in:.2f} s")


def all_forms(dictionary: bytes | None) -> dict[str, Callable[[bytes], int]]:
    """How many bytes a record takes, by form."""
    forms = {OURS: packed_by(GzipPacking()), WARCIO: by_warcio}
    for level in (3, 9):
        forms[f"zstd {level}"] = packed_by(ZstdPacking(level=level))
    for level in (3, 6, 9):
        forms[f"zstd {level} + dictionary"] = packed_by(
            ZstdPacking(level=level, dictionary=dictionary)
        )
    return forms


def packed_by(packing: Packing) -> Callable[[bytes], int]:
    return lambda text: sum(map(len, packing.pack(Record(text[: -len(END)], ()))))


def by_warcio(text: bytes) -> int:
    out = io.BytesIO()
    wrapper = GzippingWrapper(out)
    wrapper.write(text)
    wrapper.flush()
    return out.tell()


def measure(
    texts: list[bytes], forms: dict[str, Callable[[bytes], int]], rounds: int
) -> dict[str, tuple[int, float]]:
    """Bytes of all *texts* and CPU ms of one, for each form; forms take turns."""
    sizes: dict[str, int] = {}
    times: dict[str, list[float]] = {name: [] for name in forms}
    for _ in range(rounds):
        for name, pack in forms.items():
            pack(texts[0])
            started = time.process_time()
            sizes[name] = sum(map(pack, texts))
            times[name].append((time.process_time() - started) / len(texts) * 1000)
    return {name: (sizes[name], statistics.median(times[name])) for name in forms}


def report(
    name: str, texts: list[bytes], costs: dict[str, tuple[int, float]], stored_bytes: int
) -> None:
    whole = sum(map(len, texts))
    print(f"\n{name}: {len(texts)} records, {whole:,} bytes, {whole // len(texts):,} each")
    print(f"{'':22}{'bytes':>13}{'to gzip':>9}{'to warcio':>11}{'CPU ms':>9}{'to warcio':>11}")
    (ours, _), (warcio, warcio_ms) = costs[OURS], costs[WARCIO]
    print(
        f"{'as stored':22}{stored_bytes:13,}{stored_bytes / ours:9.3f}{stored_bytes / warcio:11.3f}"
    )
    for form, (size, ms) in costs.items():
        print(
            f"{form:22}{size:13,}{size / ours:9.3f}{size / warcio:11.3f}"
            f"{ms:9.3f}{ms / warcio_ms:11.2f}"
        )


if __name__ == "__main__":
    main()

"""Texts made up by the million, and what one more costs beside them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import accumulate, islice
from random import Random
from statistics import median, quantiles
from typing import Any

from pymongo import MongoClient

from bench.edited_copies import several
from portalcrawl.dedup.normal_text import normal_text, text_digest
from portalcrawl.dedup.signature import bands
from portalcrawl.store.schema import ensure_schema
from portalcrawl.store.texts import MAX_TEXTS_A_BAND, Texts

WORDS, PHRASES = 20_000, 3000
WORDS_A_TEXT, PHRASES_A_TEXT = 150, 5
MEASURED, BATCH = 2000, 16
_vocabulary = Random(7)
_words = ["".join(chr(0x4E00 + _vocabulary.randrange(3000)) for _ in "ab") for _ in range(WORDS)]
# The commonest word is twice as common as the next, as in language (Zipf).
_weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
_phrases = ["".join(_vocabulary.choices(_words, k=9)) for _ in range(PHRASES)]
_phrase_weights = list(accumulate(1 / rank for rank in range(1, PHRASES + 1)))
# How many texts have a band, roughly: what a crawl would have left out is left out here.
_crowd = bytearray(1 << 24)


def made_up(random: Random) -> str:
    """About 400 letters: common and rare words, sentences, some phrases that everybody writes."""
    words = random.choices(_words, cum_weights=_weights, k=WORDS_A_TEXT)
    for phrase in random.choices(_phrases, cum_weights=_phrase_weights, k=PHRASES_A_TEXT):
        words[random.randrange(WORDS_A_TEXT)] = phrase
    for place in range(12, WORDS_A_TEXT, 14):
        words[place] += "。"
    return "".join(words)


def fill(uri: str, *, begin: int, end: int, random: Random) -> None:
    """Store articles *begin* to *end* and their signatures, as if they had been compared."""
    with MongoClient(uri, tz_aware=True) as client:
        db = client.bench
        ensure_schema(db)
        numbers = iter(range(begin, end))
        while some := list(islice(numbers, 2000)):
            articles = [article(number, made_up(random)) for number in some]
            db.articles.insert_many(articles, ordered=False)
            db.texts.insert_many(map(signature, articles), ordered=False)


def article(number: int, text: str) -> dict[str, Any]:
    return {
        "_id": f"{number:024x}",
        "site": f"site{number % 500}",
        "published": f"{2000 + number % 25}-0{1 + number % 9}-1{number % 9}",
        "body_text": text,
        "text_digest": text_digest(text),
    }


def signature(one: dict[str, Any]) -> dict[str, Any]:
    kept = []
    for band in bands(normal_text(one["body_text"])):
        place = band % len(_crowd)
        _crowd[place] = min(_crowd[place] + 1, 255)
        if _crowd[place] <= MAX_TEXTS_A_BAND:
            kept.append(band)
    return {"_id": one["text_digest"], "bands": kept, "compared": True}


def measure(uri: str, *, begin: int, random: Random) -> str:
    """Add 2,000 articles to the *begin* that are stored; what that cost, as lines."""
    with MongoClient(uri, tz_aware=True) as client:
        db = client.bench
        articles = list(more(db, begin, random))
        db.articles.insert_many(articles)
        first = timed(Texts(db), [one["_id"] for one in articles])
        again = timed(Texts(db), [one["_id"] for one in articles])
        texts, server = db.command("collStats", "texts"), db.command("serverStatus")
        pairs = db.text_pairs.count_documents({})
        sizes = ", ".join(f"{k} {v / 1e6:.0f}" for k, v in texts["indexSizes"].items())
        return "\n".join(
            [
                f"{begin:,} articles: {texts['count']:,} texts, {pairs} pairs",
                f"  new      {first}",
                f"  known    {again}",
                f"  texts {texts['storageSize'] / 1e6:.0f} MB on disk, indexes (MB) {sizes}",
                f"  mongod {server['mem']['resident']} MB",
            ]
        )


def more(db: Any, begin: int, random: Random) -> Iterator[dict[str, Any]]:
    """New articles: of ten one says what another says, one is an edited copy."""
    for number in range(begin, begin + MEASURED):
        lot, text = number % 10, made_up(random)
        if lot > 7:
            text = db.articles.find_one({"_id": f"{random.randrange(begin // 2):024x}"})[
                "body_text"
            ]
        yield article(number, several(text, random) if lot == 9 else text)


def timed(texts: Texts, ids: list[str]) -> str:
    walls = []
    comparisons = pairs = crowded = 0
    started_cpu = time.process_time()
    for start in range(0, len(ids), BATCH):
        started = time.perf_counter()
        done = texts.compare_articles(ids[start : start + BATCH])
        walls.append((time.perf_counter() - started) / BATCH * 1000)
        comparisons += done.comparisons
        pairs += done.pairs
        crowded += done.crowded_bands
    cpu_ms = (time.process_time() - started_cpu) / len(ids) * 1000
    return (
        f"client CPU {cpu_ms:.3f} ms an article, wall median {median(walls):.3f},"
        f" 95 % {quantiles(walls, n=20)[-1]:.3f} ms; {comparisons} comparisons, {pairs} pairs,"
        f" {crowded} crowded bands"
    )

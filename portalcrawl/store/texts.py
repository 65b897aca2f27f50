"""The collections ``texts`` (signatures of what articles say) and ``text_pairs`` (like texts).

A text is named by its digest, and has the articles whose ``text_digest`` that is: equal texts of
two articles need no pair, and an article that is edited leaves by itself. ``bands`` holds its
signature; ``compared`` says that all texts that were there have been looked through for copies. A
pair is two texts of which, by the texts, one is an edited copy of the other: ``similarity`` is how
much of the shorter is in the longer, ``agreement`` how closely they agree. Whether their articles
are editions of one notice is asked when pairs are read (``same_texts.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

from pymongo import UpdateOne
from pymongo.database import Database

from portalcrawl.dedup.candidates import candidates
from portalcrawl.dedup.comparison import compare
from portalcrawl.dedup.normal_text import normal_text, text_digest
from portalcrawl.dedup.signature import bands
from portalcrawl.store.batches import batches

Doc: TypeAlias = dict[str, Any]
MAX_TEXTS_A_BAND = 50
"""A band that more texts have is a phrase that everybody writes: further texts do without it."""
ARTICLES_AT_A_TIME = 64


@dataclass(slots=True)
class Compared:
    """What comparing came to: new texts, comparisons made, copies found, bands left out."""

    texts: int = 0
    comparisons: int = 0
    pairs: int = 0
    crowded_bands: int = 0

    def add(self, other: Compared) -> None:
        """Count *other* in."""
        for name in ("texts", "comparisons", "pairs", "crowded_bands"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Texts:
    """Finds copies among the texts of all sites. Everything it writes is safe to repeat.

    Two processes may do this at once: each writes its texts before it looks, so that one of them
    sees the other's. That a text was compared is said last, after its pairs are written.
    """

    def __init__(self, db: Database[Doc]) -> None:
        self._articles = db.articles
        self._texts = db.texts
        self._pairs = db.text_pairs

    def compare_articles(self, ids: Iterable[str]) -> Compared:
        """Look for copies of what the articles *ids* say, unless that was done before.

        The articles are stored already.
        """
        of_article = self._articles.find({"_id": {"$in": list(ids)}}, {"text_digest": 1})
        by_digest = {one["text_digest"]: one["_id"] for one in of_article if one.get("text_digest")}
        new = self._not_compared(by_digest)
        if not new:
            return Compared()
        saying = {"_id": {"$in": [by_digest[digest] for digest in new]}}
        found = self._articles.find(saying, {"text_digest": 1, "body_text": 1})
        # One may have been edited meanwhile, and have no text.
        texts = {one["text_digest"]: one["body_text"] for one in found}
        return self._compare({digest: body for digest, body in texts.items() if digest})

    def compare_texts(self, texts: Mapping[str, str]) -> Compared:
        """Do so for *texts*, which stored articles say, by their digests."""
        return self._compare({digest: texts[digest] for digest in self._not_compared(texts)})

    def _not_compared(self, digests: Iterable[str]) -> set[str]:
        wanted = set(digests)
        if not wanted:
            return wanted
        done = {"_id": {"$in": list(wanted)}, "compared": True}
        return wanted.difference(one["_id"] for one in self._texts.find(done, {"_id": 1}))

    def compare_all(self) -> Iterator[tuple[int, Compared]]:
        """Do so for all articles that are stored; how many were looked at, and what came of it.

        Those that were stored before texts were compared get their digest.
        """
        stored = self._articles.find({}, {"text_digest": 1}, batch_size=1000)
        for some in batches(stored, ARTICLES_AT_A_TIME):
            self._add_digests([one["_id"] for one in some if "text_digest" not in one])
            yield len(some), self.compare_articles([one["_id"] for one in some])

    def is_any_left(self) -> bool:
        """Whether there are articles without a digest of their text."""
        return self._articles.find_one({"text_digest": None}, {"_id": 1}) is not None

    def _add_digests(self, ids: list[str]) -> None:
        found = self._articles.find({"_id": {"$in": ids}}, {"body_text": 1, "content_digest": 1})
        # A crawl may be changing it.
        writes = [
            UpdateOne(
                {"_id": one["_id"], "content_digest": one["content_digest"]},
                {"$set": {"text_digest": text_digest(one["body_text"])}},
            )
            for one in found
        ]
        if writes:
            self._articles.bulk_write(writes, ordered=False)

    def _compare(self, bodies: Mapping[str, str]) -> Compared:
        """Store the texts *bodies* (by digest) and their pairs."""
        if not bodies:
            return Compared()
        new = {digest: normal_text(body) for digest, body in bodies.items()}
        signatures = {digest: bands(normal) for digest, normal in new.items()}
        self._texts.bulk_write(
            [_written(digest, signature) for digest, signature in signatures.items()],
            ordered=False,
        )
        wanted = sorted(set(chain.from_iterable(signatures.values())))
        found = self._texts.find({"bands": {"$in": wanted}}, {"bands": 1}) if wanted else ()
        stored = {str(text["_id"]): text["bands"] for text in found}
        crowd = Counter(chain.from_iterable(stored.values()))
        compared = Compared(texts=len(new))
        pairs = self._pairs_among(new, candidates(signatures, stored), compared)
        if pairs:
            self._pairs.bulk_write(pairs, ordered=False)
            compared.pairs = len(pairs)
        crowded = {band for band in wanted if crowd[band] > MAX_TEXTS_A_BAND}
        self._finish(signatures, crowded)
        compared.crowded_bands = sum(band in crowded for band in chain(*signatures.values()))
        return compared

    def _finish(self, signatures: Mapping[str, Sequence[int]], crowded: AbstractSet[int]) -> None:
        """Say that the texts were compared; without bands that are *crowded*."""
        if crowded:
            fewer = [
                _written(digest, [band for band in signature if band not in crowded])
                for digest, signature in signatures.items()
                if not crowded.isdisjoint(signature)
            ]
            self._texts.bulk_write(fewer, ordered=False)
        self._texts.update_many({"_id": {"$in": list(signatures)}}, {"$set": {"compared": True}})

    def _pairs_among(
        self, new: Mapping[str, str], likely: set[tuple[str, str]], compared: Compared
    ) -> list[UpdateOne]:
        others = {digest for pair in likely for digest in pair} - new.keys()
        normals = {**new, **self._normals(others)}
        pairs = []
        for one, other in sorted(likely):
            if one not in normals or other not in normals:
                continue
            compared.comparisons += 1
            found = compare(normals[one], normals[other])
            if found.is_copy:
                pair = {
                    "texts": [one, other],
                    "similarity": round(found.containment, 3),
                    "agreement": found.agreement,
                }
                pairs.append(UpdateOne({"_id": f"{one} {other}"}, {"$set": pair}, upsert=True))
        return pairs

    def _normals(self, digests: Iterable[str]) -> dict[str, str]:
        """The normal texts of *digests*. One that no article has any more is forgotten."""
        wanted = list(digests)
        if not wanted:
            return {}
        normals: dict[str, str] = {}
        for text, articles in self.articles_of(wanted, ("body_text",), limit=1):
            if articles:
                normals[text] = normal_text(articles[0]["body_text"])
        if gone := [digest for digest in wanted if digest not in normals]:
            # One that is not compared yet is another process's, whose article is on its way.
            self._texts.delete_many({"_id": {"$in": gone}, "compared": True})
        return normals

    def articles_of(
        self, digests: Sequence[str], fields: Iterable[str], *, limit: int
    ) -> Iterator[tuple[str, list[Doc]]]:
        """Each of *digests* that is stored, with *fields* of at most *limit* articles that say it.

        Those that were published first; one without a date comes before all.
        """
        members: Doc = {
            "from": "articles",
            "localField": "_id",
            "foreignField": "text_digest",
            "pipeline": [
                {"$sort": {"published": 1}},
                {"$limit": limit},
                {"$project": dict.fromkeys(fields, 1)},
            ],
            "as": "articles",
        }
        stages: list[Doc] = [{"$match": {"_id": {"$in": list(digests)}}}, {"$lookup": members}]
        for text in self._texts.aggregate(stages):
            yield text["_id"], text["articles"]


def _written(digest: str, signature: Sequence[int]) -> UpdateOne:
    text = {"bands": list(signature), "compared": False}
    return UpdateOne({"_id": digest}, {"$set": text}, upsert=True)

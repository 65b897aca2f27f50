"""Which stored articles say the same: read from ``articles``, ``texts`` and ``text_pairs``.

Nothing here is stored by itself. An article belongs to its text by its ``text_digest``, texts
belong together by their pairs: so one that is edited is elsewhere at once, and two clusters that
a new article connects are one. Whether a pair is of copies or of editions is asked of the titles
and days of the articles when it is read: it does not matter which of them came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from pymongo.database import Database

from portalcrawl.dedup.clusters import clusters
from portalcrawl.dedup.editions import ALIKE, Told, any_copies
from portalcrawl.dedup.same_text import Cluster, Member, arranged
from portalcrawl.store.batches import batches
from portalcrawl.store.texts import Texts

Doc: TypeAlias = dict[str, Any]
Pairs: TypeAlias = dict[tuple[str, str], float]
FIELDS = (
    *("site", "url", "title", "source", "published", "first_seen_at", "text_digest", "changed_at"),
)
TOLD = ("title", "published")
# Of one text so many articles are looked at, to say of a new one whose copy it is, or an edition.
LOOKED_AT = 20


class SameTexts:
    """Clusters of articles, over all sites."""

    def __init__(self, db: Database[Doc]) -> None:
        self._articles = db.articles
        self._pairs = db.text_pairs
        self._sites = db.sites
        self._texts = Texts(db)

    def clusters(self, *, site: str | None = None) -> Iterator[Cluster]:
        """All of two articles or more, the largest first; of *site*: those that it is in."""
        pairs = self._copies({})
        counts = self._repeated() | self._counts({text for pair in pairs for text in pair})
        found = clusters(sorted(counts), pairs)
        if site is not None:
            own = self._texts_of(site)
            found = [cluster for cluster in found if not cluster.isdisjoint(own)]
        number_of = {text: number for number, cluster in enumerate(found) for text in cluster}
        within: list[Pairs] = [{} for _ in found]
        for pair, similarity in pairs.items():
            if pair[0] in number_of:
                within[number_of[pair[0]]][pair] = similarity
        sizes = [sum(counts[text] for text in cluster) for cluster in found]
        owners = self._owners()
        for number in sorted(range(len(found)), key=lambda number: -sizes[number]):
            if sizes[number] > 1:
                yield self._cluster(found[number], within[number], owners)

    def cluster_of(self, article: Doc) -> Cluster | None:
        """Those that say what *article* says, itself among them; None where there is no other."""
        text = article.get("text_digest")
        if not text:
            return None
        pairs: Pairs = {}
        live, reached = {text}, {text}
        while reached:
            new = self._copies({"texts": {"$in": list(reached)}})
            pairs |= new
            reached = {other for pair in new for other in pair} - live
            live |= reached
        cluster = self._cluster(live, pairs, self._owners())
        return cluster if len(cluster.members) > 1 else None

    def changes(self, ids: Iterable[str], *, run: str, since: datetime, now: datetime) -> list[Doc]:
        """A document of kind ``duplicate`` for each of *ids* that copies another article.

        Or is copied by it, with ``is_earliest``. Only of those that say what they say since
        *since*: so a run that was killed tells the same again.
        """
        fresh = {"_id": {"$in": list(ids)}, "changed_at": {"$gte": since}}
        articles = [
            article
            for article in self._articles.find(fresh, dict.fromkeys(FIELDS, 1))
            if article.get("text_digest")
        ]
        if not articles:
            return []
        alike = self._alike({"texts": {"$in": [one["text_digest"] for one in articles]}})
        texts = {one["text_digest"] for one in articles}.union(*(pair["texts"] for pair in alike))
        saying = dict(self._texts.articles_of(list(texts), FIELDS, limit=LOOKED_AT))
        told = {text: [_told(one) for one in said] for text, said in saying.items()}
        pairs = _pairs_of_copies(alike, told)
        groups = [(article, *_around(article, pairs, saying)) for article in articles]
        groups = [group for group in groups if len(group[1]) > 1]
        owners = self._owners() if groups else {}
        return [
            _change(article, arranged(known, near, owners), run=run, now=now)
            for article, known, near in groups
        ]

    def _repeated(self) -> dict[str, int]:
        """The texts that two articles or more say, with how many."""
        stages: list[Doc] = [
            {"$match": {"text_digest": {"$gt": ""}}},
            {"$group": {"_id": "$text_digest", "count": {"$sum": 1}}},
            {"$match": {"count": {"$gt": 1}}},
        ]
        found = self._articles.aggregate(stages, allowDiskUse=True)
        return {one["_id"]: one["count"] for one in found}

    def _counts(self, texts: Iterable[str]) -> dict[str, int]:
        """How many articles say each of *texts*, for those that any says."""
        counts: dict[str, int] = {}
        for some in batches(texts, 10_000):
            stages: list[Doc] = [
                {"$match": {"text_digest": {"$in": some}}},
                {"$group": {"_id": "$text_digest", "count": {"$sum": 1}}},
            ]
            counts |= {one["_id"]: one["count"] for one in self._articles.aggregate(stages)}
        return counts

    def _texts_of(self, site: str) -> set[str]:
        found = self._articles.find({"site": site}, {"text_digest": 1})
        return {article["text_digest"] for article in found if article.get("text_digest")}

    def _copies(self, query: Doc) -> Pairs:
        """Those of the pairs *query* that are of copies; both texts are said by some article."""
        alike = self._alike(query)
        told: dict[str, list[Told]] = {}
        for some in batches({text for pair in alike for text in pair["texts"]}, 1000):
            for text, said in self._texts.articles_of(some, TOLD, limit=LOOKED_AT):
                told[text] = [_told(one) for one in said]
        return _pairs_of_copies(alike, told)

    def _alike(self, query: Doc) -> list[Doc]:
        return list(self._pairs.find(query))

    def _owners(self) -> dict[str, str]:
        owned = self._sites.find({}, {"record.owner": 1})
        return {site["_id"]: (site.get("record") or {}).get("owner") or "" for site in owned}

    def _cluster(self, texts: Iterable[str], pairs: Pairs, owners: Mapping[str, str]) -> Cluster:
        query = {"text_digest": {"$in": list(texts)}}
        articles: Sequence[Doc] = list(self._articles.find(query, dict.fromkeys(FIELDS, 1)))
        return arranged(articles, pairs, owners)


def _pairs_of_copies(alike: Iterable[Doc], told: Mapping[str, Sequence[Told]]) -> Pairs:
    """Those of *alike* that are copies, as the articles *told* say that say the texts."""
    return {
        (one, other): pair["similarity"]
        for pair in alike
        for one, other in [pair["texts"]]
        # What an earlier portalcrawl stored says less.
        if any_copies(pair.get("agreement", ALIKE), told.get(one, ()), told.get(other, ()))
    }


def _around(
    article: Doc, pairs: Pairs, saying: Mapping[str, Sequence[Doc]]
) -> tuple[list[Doc], Pairs]:
    """*article* and the others that say its text or a copy of it, and the pairs of its text."""
    near = {pair: value for pair, value in pairs.items() if article["text_digest"] in pair}
    about = {article["text_digest"]}.union(*near)
    others = [one for text in sorted(about) for one in saying.get(text, ())]
    return list({one["_id"]: one for one in [*others, article]}.values()), near


def _told(article: Doc) -> Told:
    return Told(article["title"], article["published"])


def _change(article: Doc, cluster: Cluster, *, run: str, now: datetime) -> Doc:
    """The document of ``changes`` about *article*, which is of *cluster*."""
    is_earliest = cluster.members[0].article["_id"] == article["_id"]
    other = _other(article, cluster, is_earliest=is_earliest)
    detail = {"of": other.article["_id"], "site": other.article["site"]}
    detail |= {"url": other.article["url"], "how": other.how, "similarity": other.similarity}
    return {
        "_id": f"{run} {article['_id']} duplicate",
        "run": run,
        "site": article["site"],
        "article": article["_id"],
        "kind": "duplicate",
        "at": now,
        "url": article["url"],
        "title": article["title"],
        "fields": {},
        "detail": {**detail, "is_earliest": is_earliest},
    }


def _other(article: Doc, cluster: Cluster, *, is_earliest: bool) -> Member:
    """The earliest, and how *article* agrees with it; of the earliest itself the next."""
    if is_earliest:
        return cluster.members[1]
    own = next(one for one in cluster.members if one.article["_id"] == article["_id"])
    return Member(cluster.members[0].article, own.how, own.similarity)

"""Articles that say the same, as a table and as JSON lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from rich import box
from rich.table import Table
from rich.text import Text

from portalcrawl.dedup.same_text import EARLIEST, Cluster, Member

Doc: TypeAlias = dict[str, Any]
MAX_ROWS = 10
"""So many articles of a cluster are shown; the JSON has all."""


def duplicates_table(clusters: Iterable[Cluster]) -> Table:
    """A row an article, clusters apart, the earliest of each first."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("articles", "agrees", "published", "site", "source", "title", "url"):
        table.add_column(name, overflow="fold" if name == "url" else "ellipsis")
    for cluster in clusters:
        for member in cluster.members[:MAX_ROWS]:
            is_first = member.how == EARLIEST
            size = str(len(cluster.members)) if is_first else ""
            article = member.article
            cells = (
                *(size, _agreement(member, cluster), article["published"] or "", article["site"]),
                *(article["source"] or "", article["title"], article["url"]),
            )
            table.add_row(*map(Text, cells))
        if (more := len(cluster.members) - MAX_ROWS) > 0:
            table.add_row("", Text(f"… and {more} more"))
        table.add_section()
    return table


def cluster_document(cluster: Cluster) -> Doc:
    """``earliest`` (its id), ``says`` (what tells so), ``articles``, the earliest first."""
    return {
        "earliest": cluster.members[0].article["_id"],
        "says": cluster.says,
        "articles": [
            {**_named(member.article), "how": member.how, "similarity": member.similarity}
            for member in cluster.members
        ],
    }


def _named(article: Doc) -> Doc:
    names = ("site", "url", "title", "source", "published", "first_seen_at")
    return {"id": article["_id"], **{name: article[name] for name in names}}


def _agreement(member: Member, cluster: Cluster) -> str:
    if member.how == EARLIEST:
        return f"earliest ({cluster.says})"
    return member.how if member.similarity == 1 else f"{member.how} {member.similarity:.0%}"

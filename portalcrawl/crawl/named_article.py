"""The article that a user names."""

from __future__ import annotations

from typing import Any, TypeAlias

from portalcrawl.errors import PageError
from portalcrawl.store.articles import Articles

Doc: TypeAlias = dict[str, Any]


def named_article(articles: Articles, name: str, *, revision: int | None = None) -> Doc:
    """The article with the id or the address *name*, as it was in *revision* where given.

    Raises PageError where there is none, with what to do.
    """
    found = articles.find_one(name, revision=revision)
    if found is None:
        raise PageError(_unknown(name, revision))
    return found


def _unknown(name: str, revision: int | None) -> str:
    if revision is not None:
        return f"there is no article {name!r} with a revision {revision}"
    if "://" in name:
        return f"no article was read at {name}: portalcrawl explain {name} --offline says why"
    return f"there is no article {name!r}: portalcrawl articles --jsonl lists the ids (_id)"

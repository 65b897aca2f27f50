"""From what a portal publishes to the site that is served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from tests.portal.parts.edition import Edition
from tests.portal.parts.truth import write_truth
from tests.portal.site import Resource, Site
from tests.portal.truth import Arrived, Truth


def publish(now: Edition, later: Edition) -> Site:
    """The site of *now*; *later* is the same with one more article, for the fault moving-row."""
    resources, truth = _resources(now), write_truth(now)
    edited = now.article_page(now.content.edited)
    assert edited.last_modified
    changed = replace(edited, last_modified=edited.last_modified + timedelta(days=90))
    return Site(
        resources,
        replace(truth, arrived=arrived(truth, write_truth(later))),
        scripts=now.scripts,
        any_query=now.any_query,
        variants={
            "edited": {now.content.edited.path: changed},
            "moving-row": differences(resources, _resources(later), truth),
        },
    )


def arrived(now: Truth, later: Truth) -> Arrived:
    """What the one article of *later* that is not there *now* changes."""
    (path,) = set(later.articles) - set(now.articles)
    return Arrived(later.articles[path], later.columns)


def differences(
    now: Mapping[str, Resource], later: Mapping[str, Resource], truth: Truth
) -> dict[str, Resource]:
    """The answers that are new or others *later*, but for the articles that are there *now*.

    The neighbours of a new article would link to it; their pages are kept, so that what is true of
    them does not depend on when they were asked for.
    """
    return {
        path: resource
        for path, resource in later.items()
        if truth.twins.get(path, path) not in truth.articles and now.get(path) != resource
    }


def _resources(edition: Edition) -> dict[str, Resource]:
    content = edition.content
    lists = {page.path: page.resource for shelf in edition.shelves for page in shelf.pages}
    articles = {story.path: edition.article_page(story) for story in content.live}
    files = {
        file.path: file.resource
        for story in content.live
        for file in (*story.pictures, *story.files)
        if file.resource
    }
    resources = {
        "/": edition.home,
        **lists,
        **articles,
        **edition.pages,
        **edition.beyond,
        **edition.assets,
        **files,
        **edition.hidden,
    }
    return resources | {twin: resources[path] for twin, path in edition.twins.items()}

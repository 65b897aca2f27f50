"""The pictures and files of stories."""

from __future__ import annotations

from tests.portal import documents, images
from tests.portal.site import Resource
from tests.portal.stories.story import Story


def files_of(stories: list[Story]) -> dict[str, Resource]:
    """What the articles show and offer, by path."""
    found: dict[str, Resource] = {}
    for story in stories:
        changed = story.post.posted
        if story.picture:
            scene = images.landscape(24, 16, seed=story.post.number % 9)
            body = images.jpeg(scene, note=story.picture)
            found[story.picture] = Resource(body, "image/jpeg", last_modified=changed)
        if story.file:
            body = documents.doc(story.file_name)
            found[story.file] = Resource(body, "application/msword", last_modified=changed)
    return found

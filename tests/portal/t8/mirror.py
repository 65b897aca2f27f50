"""The whole site a second time below ``/Mirror/``, as a server with a second root shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tests.portal.site import Resource

ROOT = "/Mirror"
# Links to pages are made from the root that is asked; files are in one place.
_LINK = re.compile(rb'(href=|window\.location =)"/(?=Category_|Item/|Default\.aspx|")')


def mirror(pages: Mapping[str, Resource]) -> dict[str, Resource]:
    return {
        f"{ROOT}{path}": Resource(
            _LINK.sub(rb'\1"/Mirror/', page.body),
            page.content_type,
            last_modified=page.last_modified,
        )
        for path, page in pages.items()
    }


def mirrored(paths: Iterable[str]) -> dict[str, str]:
    """The second address of each path -> the path."""
    return {f"{ROOT}{path}": path for path in paths}

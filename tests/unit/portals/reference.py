"""The plainest reader of each portal: its links, and the one mechanism that it documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.portal.reading import decoded, links
from tests.portal.site import Site

Read = Callable[[Site, str], Iterator[str]]

_ZERO_BASED = re.compile(r'createPageHTML\((\d+), (\d+), "(\w+)", "(\w+)"\)')


def read_t2(site: Site, page: str) -> Iterator[str]:
    """Links, and the next page that a call of createPageHTML counts from 0."""
    yield from links(site, page)
    if site.find(page).is_page and (call := _ZERO_BASED.search(decoded(site, page))):
        total, current, name, extension = call.groups()
        if int(current) + 1 < int(total):
            yield f"{page.rpartition('/')[0]}/{name}_{int(current) + 1}.{extension}"


READERS: dict[str, Read] = {"t2": read_t2}

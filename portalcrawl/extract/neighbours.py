"""Previous and next article (上一篇 / 下一篇), as the page labels them.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html("<p>上篇:<a href=4.html>旧闻</a></p><p>下篇:没有了</p>")
>>> previous, following = find_neighbours(page)
>>> previous.title, previous.href, following.title
('旧闻', '4.html', None)

Which of the two is older is a convention of each site and not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portalcrawl.extract.phrases import NEXT, NO_NEIGHBOUR, PREVIOUS
from portalcrawl.page.outline import Line, Outline

# A label in the middle of a line: "上一篇：甲 下一篇：乙".
_INNER_NEXT = re.compile(r"(?<=[\s】\])>|])(?:下一?[篇条个则]|后一[篇条个则])\s?[:：】\]]")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A labelled neighbour: its line in the outline, title and href (None: the chain ends)."""

    line: int
    title: str | None
    href: str | None


def find_neighbours(outline: Outline) -> tuple[Neighbour | None, Neighbour | None]:
    """The previous and the next article; None where the page has no such label."""
    found: dict[str, Neighbour] = {}
    for number, line in enumerate(outline.lines):
        for name, start, end in _labelled(line):
            if name not in found or found[name].title is None:
                found[name] = _neighbour(outline, number, start, end)
    return found.get("previous"), found.get("next")


def _labelled(line: Line) -> list[tuple[str, int, int]]:
    """(name, start, end) of each labelled part of *line*, offsets into its text."""
    text = line.text
    if match := PREVIOUS.match(text):
        inner = _INNER_NEXT.search(text, match.end())
        if inner is None:
            return [("previous", match.end(), len(text))]
        label = NEXT.match(text[inner.start() :])
        skip = label.end() if label else inner.end() - inner.start()
        return [
            ("previous", match.end(), inner.start()),
            ("next", inner.start() + skip, len(text)),
        ]
    if match := NEXT.match(text):
        return [("next", match.end(), len(text))]
    return []


def _neighbour(outline: Outline, number: int, start: int, end: int) -> Neighbour:
    line = outline.lines[number]
    text = line.text[start:end].strip()
    # The whole label may be inside the link, so a link counts by where it ends.
    link = next((x for x in line.links if start < x.end <= end and x.text), None)
    if not text and link is None and number + 1 < len(outline.lines):
        # The title stands in a block of its own.
        after = outline.lines[number + 1]
        same = outline.elements[after.element].parent == outline.elements[line.element].parent
        if same and after.links and not _labelled(after):
            link, text = after.links[0], after.text
    if link is not None:
        title = (link.title if "…" in link.text or "..." in link.text else "") or link.text
        for label in (PREVIOUS, NEXT):
            title = label.sub("", title, count=1)
    else:
        title = text
    title = title.strip()
    if not title or NO_NEIGHBOUR.match(title):
        return Neighbour(number, None, None)
    href = link.href if link and not link.href.lower().startswith("javascript:") else None
    return Neighbour(number, title, href or None)

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
from collections.abc import Iterator
from dataclasses import dataclass

from portalcrawl.extract.phrases import NEIGHBOUR_INITIALS, NEXT, NO_NEIGHBOUR, PREVIOUS
from portalcrawl.page.outline import Line, Outline

# Two labels and two long titles.
MAX_CHARS = 500
# A label in the middle of a line: "上一篇：甲 下一篇：乙".
_INNER = re.compile(r"[【\[〈<《«]?(?:[上下]一?|[前后]一)[篇条个则]\s?[:：】\]]")
_BEFORE_INNER = frozenset(" 】])>|")
# A tooltip that is a table of its own: "标题：…", then views and date, a line each.
_TOOLTIP = re.compile(r"\s*(?:文章)?标题\s?[:：]\s*([^\r\n]+)")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A labelled neighbour: its line in the outline, title and href (None: the chain ends)."""

    line: int
    title: str | None
    href: str | None


def find_neighbours(
    outline: Outline, *, after: int = 0
) -> tuple[Neighbour | None, Neighbour | None]:
    """The previous and the next article; None where the page has no such label.

    The labels stand below the text, that is from line *after* on; only a page that has none there
    may have them above.
    """
    found = _find(outline, range(after, len(outline.lines)))
    if not found and after:
        found = _find(outline, range(after))
    return found.get("previous"), found.get("next")


def _find(outline: Outline, numbers: range) -> dict[str, Neighbour]:
    found: dict[str, Neighbour] = {}
    for number in numbers:
        line = outline.lines[number]
        if not line.text and line.links:
            for name, neighbour in _pictured(line, number):
                found.setdefault(name, neighbour)
        if len(line.text) > MAX_CHARS or not _may_start_with_label(line.text):
            continue
        for name, start, end in _labelled(line):
            if name not in found or found[name].title is None:
                found[name] = _neighbour(outline, number, start, end)
    return found


def _pictured(line: Line, number: int) -> Iterator[tuple[str, Neighbour]]:
    """Neighbours whose label is the text of a picture, and whose title that of the link."""
    for node in line.media:
        if node.tag != "img" or not (label := _label(node.attributes.get("alt") or "", 0)):
            continue
        around = node.parent
        if around is None or around.tag != "a":
            continue
        href, title = around.attributes.get("href"), around.attributes.get("title") or ""
        if href and title:
            yield label[0], Neighbour(number, " ".join(title.split()), href)


def _may_start_with_label(text: str) -> bool:
    """No label lacks one of these; most lines have none, and a pattern costs more to ask."""
    if text[:1] not in NEIGHBOUR_INITIALS:
        return False
    head = text[:30]
    if "篇" in head or "条" in head or "个" in head or "则" in head:
        return True
    return "prev" in head.lower() or "next" in head.lower()


def _labelled(line: Line) -> list[tuple[str, int, int]]:
    """(name, start, end) of each labelled part of *line*, offsets into its text."""
    first = _label(line.text, 0)
    if first is None:
        return []
    labels = [first]
    inner = [match.start() for match in _INNER.finditer(line.text, first[2])]
    inner = [n for n in inner if _starts_part(line, labels[-1][2], n)]
    # A link that starts with a label needs no colon.
    inner += [link.start for link in line.links if link.start >= first[2]]
    for position in sorted(set(inner)):
        if position >= labels[-1][2] and (label := _label(line.text, position)):
            labels.append(label)
    ends = [*(start for _, start, _ in labels[1:]), len(line.text)]
    return [(name, start, end) for (name, _, start), end in zip(labels, ends, strict=True)]


def _label(text: str, start: int) -> tuple[str, int, int] | None:
    """The label at *start* of *text*: its name, where it starts and where it ends."""
    for name, pattern in (("previous", PREVIOUS), ("next", NEXT)):
        if match := pattern.match(text[start:]):
            return name, start, start + match.end()
    return None


def _starts_part(line: Line, value_start: int, position: int) -> bool:
    """Whether a label at *position* is one, and not the words of a title."""
    return (
        line.text[position - 1] in _BEFORE_INNER
        or any(position in {link.start, link.end} for link in line.links)
        or NO_NEIGHBOUR.match(line.text[value_start:position]) is not None
    )


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
        title = (_full_title(link.title) if link.text.endswith(("…", "...")) else "") or link.text
        # One for the eye, and one more for those who listen.
        for label in (PREVIOUS, NEXT, PREVIOUS, NEXT):
            title = label.sub("", title, count=1)
    else:
        title = text
    title = title.strip()
    if not any(map(str.isalnum, title)) or NO_NEIGHBOUR.match(title):
        return Neighbour(number, None, None)
    href = link.href if link and not link.href.lower().startswith("javascript:") else None
    return Neighbour(number, title, href or None)


def _full_title(tooltip: str) -> str:
    match = _TOOLTIP.match(tooltip)
    return " ".join((match[1] if match else tooltip).split())

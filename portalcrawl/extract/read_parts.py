"""Find the parts of an article on a page: the body first, then its head, then what is around them.

>>> html = "<p>首页 栏目<h1>县里开会</h1><p>时间：2020-2-5<div><p>今天上午开会。</div>"
>>> parts = read_parts(Page.of_bytes(html.encode(), url="http://a.cn/"))
>>> parts.title.value, parts.info.published.iso, parts.body.lines
('县里开会', '2020-02-05', [3])
"""

from __future__ import annotations

from portalcrawl.extract.around_parts import (
    cut_head,
    find_dated_headline,
    find_info,
    find_subtitles,
    find_surroundings,
)
from portalcrawl.extract.body_part import find_body_part, find_families, read_marks
from portalcrawl.extract.head_part import find_head
from portalcrawl.extract.parts import NO_HINTS, Hints, Known, Parts
from portalcrawl.page.document import Page


def read_parts(page: Page, *, hints: Hints = NO_HINTS, known: Known | None = None) -> Parts:
    """The parts of *page*; what is *known* is not looked for."""
    parts = Parts(outline=page.outline, known=known)
    parts.families = find_families(parts, page.url)
    read_marks(parts)
    find_body_part(parts, page)
    find_head(parts, page, hints)
    find_surroundings(parts)
    find_info(parts)
    find_dated_headline(parts)
    find_subtitles(parts)
    cut_head(parts)
    return parts

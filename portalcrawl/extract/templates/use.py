"""Read a page by its template: the same readers, on the parts where the article is.

>>> html = "<p>菜单</p><div id=a><h1>县里开会</h1>时间：2020-2-5<div id=b><p>甲。</div></div>"
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/1.html")
>>> found = find_parts(page, Template(name="t1", main="#a", body="#b", headline="h1"))
>>> found.parts.title.value, found.parts.title.rule, found.parts.body_rule
('县里开会', 'template:t1', 'template:t1')
>>> find_parts(page, Template(name="t2", main="#a", body="#c")) is None
True
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from portalcrawl.extract.body import Body
from portalcrawl.extract.parts import NO_HINTS, Hints, Known, Parts
from portalcrawl.extract.read_parts import read_parts
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline
from portalcrawl.page.select import select, select_first
from portalcrawl.sites.template import Template


@dataclass(frozen=True, slots=True)
class FoundParts:
    """The parts that the template found, and the page cut down to what it looks at."""

    page: Page
    parts: Parts


def find_parts(page: Page, template: Template, *, hints: Hints = NO_HINTS) -> FoundParts | None:
    """The parts of *page*; None where it is not of this *template*."""
    root = page.tree.root
    main, body = select_first(root, template.main), select_first(root, template.body)
    if main is None or body is None:
        return None
    nodes = [main]
    if template.breadcrumb and (crumbs := select_first(root, template.breadcrumb)) is not None:
        nodes.insert(0, crumbs)
    without = [node.mem_id for selector in template.skip for node in select(main, selector)]
    outline = Outline.of_nodes(nodes, without=without)
    headline = select_first(main, template.headline) if template.headline else None
    if (known := _known(outline, template, body, headline)) is None:
        return None
    cut = page.with_outline(outline)
    parts = read_parts(cut, hints=hints, known=known)
    if parts.title is None or (template.has_info and parts.info is None):
        return None
    if template.boilerplate and parts.body is not None:
        parts.body = without_boilerplate(outline, parts.body, frozenset(template.boilerplate))
    return FoundParts(cut, parts)


def without_boilerplate(outline: Outline, body: Body, boilerplate: frozenset[str]) -> Body:
    """*body* without the lines of *boilerplate* at its two ends."""
    lines = body.lines
    start, stop = 0, len(lines)
    while start < stop and outline.lines[lines[start]].text in boilerplate:
        start += 1
    while start < stop and outline.lines[lines[stop - 1]].text in boilerplate:
        stop -= 1
    return body if stop - start == len(lines) else replace(body, lines=lines[start:stop])


def _known(
    outline: Outline, template: Template, body: LexborNode, headline: LexborNode | None
) -> Known | None:
    """The elements of body and headline in *outline*; None when the body is not in it."""
    places = {element.node.mem_id: index for index, element in enumerate(outline.elements)}
    if (place := places.get(body.mem_id)) is None:
        return None
    return Known(
        f"template:{template.name}",
        place,
        places.get(headline.mem_id) if headline is not None else None,
        is_body_exact=template.is_body_exact,
        families=template.families,
    )

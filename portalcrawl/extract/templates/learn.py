"""Learn a template from pages that the general rules have read: where the parts are on all of them.

A selector is taken when it leads to the same part on (nearly) every page; the whole template when
reading by it gives what the general rules gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from selectolax.lexbor import LexborNode

from portalcrawl.extract.templates.agreement import agreeing
from portalcrawl.extract.templates.css_path import selectors_of
from portalcrawl.extract.templates.sample import Sample
from portalcrawl.sites.template import Template

# A part stands where the selector says on so many of the pages; the others are read without it.
MIN_SHARE = 0.75
# How far around the parts ``main`` is widened to take in what else was read (attachments).
MAX_WIDER = 4
# What is left out of ``main``: blocks of so many lines, as good as all of them links.
MIN_SKIPPED_LINES = 6
MIN_LINK_SHARE = 0.7
MIN_BOILERPLATE_CHARS = 4


def learn_template(samples: Sequence[Sample], *, name: str) -> Template | None:
    """The template of *samples*, pages that are alike; None where they have none in common."""
    samples = [s for s in samples if s.has_sure_body()]
    body = _common([(s, s.node(s.chain()[0])) for s in samples])
    if body is None or body == "body":
        # The whole page: there is nothing to look at less.
        return None
    samples = [s for s in samples if _leads_to(body, s, s.node(s.chain()[0]))]
    template = Template(
        name=name,
        main="body",
        body=body,
        headline=_common(_headlines(samples)),
        is_body_exact=all(sample.is_body_whole() for sample in samples),
        families=_families(samples),
        has_info=all(sample.parts.info for sample in samples),
        record=_record(samples),
        boilerplate=tuple(sorted(_boilerplate(samples))),
        pages=len(samples),
    )
    return _with_main(template, samples)


def _with_main(template: Template, samples: Sequence[Sample]) -> Template | None:
    """The narrowest ``main`` that gives all that the general rules gave; else the best one."""
    best: tuple[int, Template] | None = None
    for steps in _widths(samples):
        nodes = [(s, s.node(s.chain()[steps])) for s in samples if len(s.chain()) > steps]
        if (main := _common(nodes)) is None:
            continue
        wider = replace(template, main=main, breadcrumb=_common(_breadcrumbs(samples, main)))
        wider = replace(wider, skip=tuple(_skipped(samples, main)))
        count = agreeing(wider, samples)
        if best is None or count > best[0]:
            best = (count, wider)
        if count == len(samples):
            break
    if best is None or best[0] < MIN_SHARE * len(samples):
        return None
    return best[1]


def _widths(samples: Sequence[Sample]) -> range:
    """How many blocks around the body's element ``main`` may be."""
    steps = []
    for sample in samples:
        elements, lines = sample.page.outline.elements, sample.lines()
        chain = sample.chain()
        around = (n for n, e in enumerate(chain) if all(x in elements[e].lines for x in lines))
        steps.append(next(around, len(chain) - 1))
    # One page without neighbours tells less than the others.
    least = sorted(steps)[int(MIN_SHARE * (len(steps) - 1))] if steps else 0
    return range(least, least + MAX_WIDER)


def _common(nodes: Sequence[tuple[Sample, LexborNode]]) -> str | None:
    """The first selector that leads to its node on enough of the pages."""
    tried: Counter[str] = Counter()
    for _, node in nodes:
        for selector in selectors_of(node):
            if selector in tried:
                continue
            tried[selector] = sum(_leads_to(selector, s, n) for s, n in nodes)
            if tried[selector] == len(nodes):
                return selector
    if not tried:
        return None
    selector, count = max(tried.items(), key=lambda item: item[1])
    return selector if count >= MIN_SHARE * len(nodes) else None


def _leads_to(selector: str, sample: Sample, node: LexborNode) -> bool:
    found = sample.page.tree.css_first(selector)
    return found is not None and found.mem_id == node.mem_id


def _headlines(samples: Sequence[Sample]) -> list[tuple[Sample, LexborNode]]:
    """The blocks that hold the headline and nothing else."""
    found = []
    for sample in samples:
        if (line := sample.parts.title_line()) is None:
            continue
        element = sample.page.outline.lines[line].element
        if element >= 0 and len(sample.page.outline.elements[element].lines) == 1:
            found.append((sample, sample.node(element)))
    return found if len(found) >= MIN_SHARE * len(samples) else []


def _breadcrumbs(samples: Sequence[Sample], main: str) -> list[tuple[Sample, LexborNode]]:
    """The blocks of the breadcrumbs that are not in *main*."""
    found = []
    for sample in samples:
        if (breadcrumb := sample.parts.breadcrumb) is None:
            continue
        outline = sample.page.outline
        around = outline.ancestors(outline.lines[breadcrumb.line].element)
        node = sample.page.tree.css_first(main)
        if node is not None and node.mem_id in {sample.node(e).mem_id for e in around}:
            return []
        # Where each step is a block of its own, the block around them.
        lines = range(breadcrumb.line, breadcrumb.line + len(breadcrumb.crumbs))
        if around:
            held = [e for e in around if _holds_crumbs(sample, e, lines)]
            found.append((sample, sample.node(held[0] if held else around[0])))
    return found


def _holds_crumbs(sample: Sample, element: int, lines: range) -> bool:
    """Whether the crumbs' links are all in *element*."""
    assert sample.parts.breadcrumb is not None
    outline = sample.page.outline
    inside = outline.elements[element].lines
    hrefs = {link.href for n in inside if n in lines for link in outline.lines[n].links}
    return all(c.href in hrefs for c in sample.parts.breadcrumb.crumbs if c.href is not None)


def _skipped(samples: Sequence[Sample], main: str) -> Iterator[str]:
    """Selectors of blocks in *main* that are menus and rows of links on each page."""
    first = samples[0]
    for element in _link_blocks(first, main):
        selector = next(
            (s for s in selectors_of(first.node(element)) if _is_single(first, s, element)), None
        )
        if selector is not None and all(_is_beside(selector, sample) for sample in samples):
            yield selector


def _link_blocks(sample: Sample, main: str) -> Iterator[int]:
    elements, lines = sample.page.outline.elements, sample.page.outline.lines
    node = sample.page.tree.css_first(main)
    index = next(
        (n for n, e in enumerate(elements) if node is not None and e.node.mem_id == node.mem_id), 0
    )
    end, index = elements[index].end_element, index + 1
    needed = {*sample.lines(), *(sample.parts.body.lines if sample.parts.body else ())}
    while index < end:
        element = elements[index]
        inside = [lines[n] for n in element.lines]
        chars = sum(len(line.text) for line in inside)
        is_links = sum(line.link_chars for line in inside) >= MIN_LINK_SHARE * chars
        if len(inside) >= MIN_SKIPPED_LINES and is_links and not needed & set(element.lines):
            yield index
            index = max(element.end_element, index + 1)
        else:
            index += 1


def _is_single(sample: Sample, selector: str, element: int) -> bool:
    found = sample.page.tree.css(selector)
    return len(found) == 1 and found[0].mem_id == sample.node(element).mem_id


def _is_beside(selector: str, sample: Sample) -> bool:
    """Whether what *selector* names on this page (nothing is fine) holds no part of the article."""
    outline = sample.page.outline
    named = {node.mem_id for node in sample.page.tree.css(selector)}
    needed = {*sample.lines(), *(sample.parts.body.lines if sample.parts.body else ())}
    return not any(
        sample.node(element).mem_id in named
        for line in needed
        for element in outline.ancestors(outline.lines[line].element)
    )


def _boilerplate(samples: Sequence[Sample]) -> set[str]:
    """Lines at the ends of bodies that stand on all pages in a block with a name of its own.

    A plain paragraph that is on every page (此复。) is how its authors write, and stays.
    """
    if len(samples) < 3:
        return set()
    counts: Counter[str] = Counter()
    for sample in samples:
        assert sample.parts.body is not None
        outline, lines = sample.page.outline, sample.parts.body.lines
        ends = {*lines[:2], *lines[-3:]}
        named = (
            outline.lines[n]
            for n in ends
            if outline.elements[outline.lines[n].element].names.strip()
        )
        counts.update({line.text for line in named if line.element != sample.parts.body.element})
    texts = (text for text, count in counts.items() if count == len(samples))
    return {text for text in texts if len(text) >= MIN_BOILERPLATE_CHARS}


def _families(samples: Sequence[Sample]) -> tuple[str, ...]:
    """The families that tell fields in comments; where the body is, the template says."""
    counts = Counter(
        f.name for s in samples for f, _ in s.parts.families if f.markers or f.property
    )
    return tuple(sorted(name for name, n in counts.items() if n >= MIN_SHARE * len(samples)))


def _record(samples: Sequence[Sample]) -> dict[str, str]:
    """The site record, if all pages print the same; else it is read on each."""
    records = [asdict(sample.article.site_record) for sample in samples]
    if any(record != records[0] for record in records):
        return {}
    return {name: value for name, value in records[0].items() if value}

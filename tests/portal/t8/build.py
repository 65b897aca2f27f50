"""Builds T8: pages, files, the mirror of all pages, and truth."""

from __future__ import annotations

from dataclasses import replace

from tests.portal.campus import assets
from tests.portal.campus.content import Content, Neighbours, write_content
from tests.portal.campus.markup import OTHER_HOSTS
from tests.portal.campus.pages import Templates, edited_variant, file_resources, make_pages
from tests.portal.campus.truth import forbid, write_truth
from tests.portal.site import Resource, Site
from tests.portal.t8.articles import COUNTER, article_html, elsewhere_html, home_html
from tests.portal.t8.columns import HOME_FILE, SCHEME, SITE_MAP, numbered
from tests.portal.t8.lists import listing_html, site_map_html
from tests.portal.t8.mirror import mirror, mirrored
from tests.portal.truth import Truth

_TEMPLATES = Templates(home_html, listing_html, article_html)


def build_t8(*, seed: int = 1, articles: int = 90) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    content = _with_leak(write_content(SCHEME, seed=seed, articles=articles))
    pages = _pages(content)
    frame = _frame()
    edited = dict(edited_variant(content, _TEMPLATES)["edited"])
    twins = {numbered(path): path for path in pages if path.endswith("/Index.aspx")}
    twins[HOME_FILE] = "/"
    pages |= {twin: pages[path] for twin, path in twins.items()}
    return Site(
        pages | mirror(pages) | file_resources(content) | frame,
        _truth(content, pages, twins, frame),
        any_query={COUNTER: Resource(b"document.write('83')", "application/x-javascript")},
        variants={"edited": edited | mirror(edited)},
    )


def _pages(content: Content) -> dict[str, Resource]:
    page = SCHEME.charset.page
    sent_on = {
        article.path: page(elsewhere_html(content, article), last_modified=article.post.posted)
        for article in content.fated("redirect")
    }
    site_map = page(site_map_html(), last_modified=assets.LAUNCHED)
    return make_pages(content, _TEMPLATES) | sent_on | {SITE_MAP: site_map}


def _truth(
    content: Content,
    pages: dict[str, Resource],
    twins: dict[str, str],
    frame: dict[str, Resource],
) -> Truth:
    again = {twin: twins.get(path, path) for twin, path in mirrored(pages).items()}
    truth = write_truth(
        content,
        forbidden=forbid((), prefixes=(COUNTER,), hosts=OTHER_HOSTS),
        assets=frame,
        pages=(SITE_MAP,),
        twins=twins | again,
    )
    gone = mirrored(article.path for article in content.fated("deleted"))
    return replace(truth, dead_links=(*truth.dead_links, *gone))


def _with_leak(content: Content) -> Content:
    """One page shows the template's label where its 上一篇 should be."""
    (number,) = (a.post.number for a in content.articles if a.post.mark == "leak")
    half = Neighbours(None, content.neighbours[number].next)
    return replace(content, neighbours={**content.neighbours, number: half})


def _frame() -> dict[str, Resource]:
    return {
        "/Skin/style.css": assets.style(),
        "/js/common.js": assets.script("var siteSetup = {sitePath: '/'};\n"),
        "/images/logo.png": assets.picture((27, 90, 160), width=120, height=40),
        "/images/foot.png": assets.picture((27, 90, 160)),
        "/images/ontop1.png": assets.picture((200, 30, 30), width=12, height=12),
    }

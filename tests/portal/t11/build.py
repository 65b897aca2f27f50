"""Builds T11: pages, parts, traps, site map and truth."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.portal import images
from tests.portal.site import Asked, Resource, Site
from tests.portal.stories.content import Content, write_content
from tests.portal.stories.files import files_of
from tests.portal.stories.truth import write_truth
from tests.portal.t11.page import home_html, menu_path
from tests.portal.t11.pages import article_pages, framed_list_html, list_html
from tests.portal.t11.scheme import FORMER, FRIEND, SCHEME, VIEWS, part_path, parts_of
from tests.portal.t11.traps import NESTED_HOME, TRAPS, nested_pages, trap_scripts
from tests.portal.truth import Forbidden

LAUNCHED = datetime(2016, 10, 31, tzinfo=UTC)
_FORBIDDEN = ("/count/", "/admin/")


def build_t11(*, seed: int = 1, articles: int = 80) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    content = write_content(SCHEME, seed=seed, articles=articles)
    assets = _assets()
    resources = _pages(content) | assets | files_of(content.live) | nested_pages()
    resources["/sitemap.xml"] = _site_map(content)
    shell = f'<html><script>window.location.href = "{FORMER[1]}";</script></html>'
    resources[FORMER[0]] = SCHEME.charset.page(shell, last_modified=LAUNCHED)
    parts = _parts(content)
    truth = write_truth(
        content,
        forbidden=Forbidden((), _FORBIDDEN, (FRIEND,)),
        assets=assets,
        pages=(menu_path(VIEWS), FORMER[0], NESTED_HOME, *parts),
        twins=parts,
        traps=TRAPS,
        states={FORMER[0]: "redirect_shell"},
    )
    shown = [(story.path, story.title) for story in content.live if story.post.listed]
    visit = Resource(b"document.write('1')", "application/x-javascript")
    return Site(
        resources,
        truth,
        scripts={**trap_scripts(shown), "/robots.txt": _robots},
        any_query={"/count/visit.jsp": visit},
        variants={"edited": _edited(content)},
    )


def _pages(content: Content) -> dict[str, Resource]:
    page = SCHEME.charset.page
    newest = max(story.post.posted for story in content.live)
    html = {"/": home_html(content), menu_path(VIEWS): framed_list_html(VIEWS)}
    for column in SCHEME.columns:
        if column.kind != "page":
            for number in range(1, len(content.pages(column)) + 1):
                html[SCHEME.list_page(column, number)] = list_html(content, column, number)
    lists = {path: page(text, last_modified=newest) for path, text in html.items()}
    articles = {
        path: page(text, last_modified=story.post.posted)
        for story in content.live
        for path, text in article_pages(content, story).items()
    }
    return lists | articles


def _parts(content: Content) -> dict[str, str]:
    """The further parts and the whole text of each article → the address it is known by."""
    found = {}
    for story in content.live:
        if (count := len(parts_of(story))) > 1:
            numbers = (*range(2, count + 1), 0)
            found |= {part_path(story, number): story.path for number in numbers}
    return found


def _edited(content: Content) -> dict[str, Resource]:
    pages = article_pages(content, content.edited)
    return {path: SCHEME.charset.page(html) for path, html in pages.items()}


def _robots(asked: Asked) -> Resource:
    """Names the site map, whose address has the host in it."""
    host = asked.headers.get("host", "127.0.0.1")
    text = f"User-agent: *\nDisallow: /admin/\nSitemap: http://{host}/sitemap.xml\n"
    return Resource(text.encode(), "text/plain")


def _site_map(content: Content) -> Resource:
    """All articles that are listed, with the one that is gone."""
    rows = "".join(
        f"<url><loc>{story.path}</loc><lastmod>{story.post.posted:%Y-%m-%d}</lastmod></url>\n"
        for story in content.stories
        if story.post.listed
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset>\n{rows}</urlset>\n'
    return Resource(body.encode(), "text/xml")


def _assets() -> dict[str, Resource]:
    logo = images.png([[(200, 30, 40)] * 40] * 16)
    css = b"body { font: 16px/1.8 serif; } .list span { float: right; }\n"
    return {
        "/res/logo.png": Resource(logo, "image/png", last_modified=LAUNCHED),
        "/res/style.css": Resource(css, "text/css", last_modified=LAUNCHED),
    }

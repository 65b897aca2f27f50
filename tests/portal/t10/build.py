"""Builds T10: frames, pages, their twins, and truth."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.portal import images
from tests.portal.site import Resource, Site
from tests.portal.stories.content import Content, write_content
from tests.portal.stories.files import files_of
from tests.portal.stories.truth import write_truth
from tests.portal.t10.frames import FRAMESET, left_html, main_html, notices_html, top_html
from tests.portal.t10.pages import NO_ARTICLE, NOTHING, article_html, list_html
from tests.portal.t10.scheme import FRIEND, NEWS, RULES, SCHEME, SESSIONS, in_session
from tests.portal.truth import Forbidden

LAUNCHED = datetime(2004, 5, 8, tzinfo=UTC)
_FORBIDDEN = (
    *("/count.asp", "/search.asp", "/admin/"),
    # The same articles for the printer and for telephones.
    *("/print.asp", "/wap/", "/zcfg/print.jsp"),
)


def build_t10(*, seed: int = 1, articles: int = 80) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    content = write_content(SCHEME, seed=seed, articles=articles)
    page = SCHEME.charset.page
    frames = {
        "/": page(FRAMESET),
        "/top.asp": page(top_html()),
        "/left.asp": page(left_html()),
        "/main.asp": page(main_html(content)),
        "/notice.asp": page(notices_html(content)),
    }
    pages = _asp_pages(content) | _java_pages(content)
    twins = _twins(content)
    assets = _assets()
    resources = frames | pages | assets | files_of(content.live)
    resources |= {twin: resources[path] for twin, path in twins.items() if twin not in resources}
    resources["/robots.txt"] = Resource(b"User-agent: *\nDisallow: /admin/\n", "text/plain")
    truth = write_truth(
        content,
        forbidden=Forbidden((), _FORBIDDEN, (FRIEND,)),
        assets=assets,
        pages=tuple(path for path in frames if path != "/"),
        twins=twins,
        states={story.path: "soft_404" for story in content.deleted},
    )
    missing, copy = page(NO_ARTICLE), page("<html><body>打印</body></html>")
    return Site(
        resources,
        truth,
        any_query={
            "/lists.asp": page(NOTHING),
            "/ReadNews.asp": missing,
            "/zcfg/show.jsp": missing,
            "/count.asp": Resource(b"document.write('51')", "application/x-javascript"),
            **dict.fromkeys(("/print.asp", "/zcfg/print.jsp", "/wap/show.asp"), copy),
        },
        variants={"edited": _edited(content)},
    )


def _asp_pages(content: Content) -> dict[str, Resource]:
    def as_it_is(path: str) -> str:
        return path

    page = SCHEME.charset.page
    lists = {
        SCHEME.list_page(column, number): page(list_html(content, column, number, as_it_is))
        for column in SCHEME.columns
        if column != RULES and column.kind in ("list", "empty")
        for number in range(1, len(content.pages(column)) + 1)
    }
    articles = {
        story.path: page(article_html(content, story, as_it_is))
        for story in content.live
        if story.post.column != RULES
    }
    return lists | articles


def _java_pages(content: Content) -> dict[str, Resource]:
    """Who comes without a session is given the first; its address is in all further links."""
    page = SCHEME.charset.page
    found: dict[str, Resource] = {}
    for session in ("", *SESSIONS):

        def address(path: str, session: str = session or SESSIONS[0]) -> str:
            return in_session(path, session) if path.startswith("/zcfg/") else path

        for number in range(1, len(content.pages(RULES)) + 1):
            path = SCHEME.list_page(RULES, number)
            html = list_html(content, RULES, number, address)
            found[in_session(path, session) if session else path] = page(html)
        for story in (story for story in content.live if story.post.column == RULES):
            html = article_html(content, story, address)
            found[in_session(story.path, session) if session else story.path] = page(html)
    return found


def _twins(content: Content) -> dict[str, str]:
    """Other addresses of the same page that the site itself links to."""
    rules = [SCHEME.list_page(RULES, n) for n in range(1, len(content.pages(RULES)) + 1)]
    rules += [story.path for story in content.live if story.post.column == RULES]
    on_main = [story.path for story in content.rows[NEWS.name][:6] if not story.post.deleted]
    return (
        {"/index.asp": "/"}
        | {f"{path}&from=main": path for path in on_main}
        | {in_session(path, session): path for session in SESSIONS for path in rules}
    )


def _edited(content: Content) -> dict[str, Resource]:
    html = article_html(content, content.edited, lambda path: path)
    return {content.edited.path: SCHEME.charset.page(html)}


def _assets() -> dict[str, Resource]:
    logo = images.gif([[(0, 90, 170)] * 16] * 16)
    css = b"td { font-size: 12px; line-height: 22px; } a { color: #003366; }\n"
    return {
        "/images/logo.gif": Resource(logo, "image/gif", last_modified=LAUNCHED),
        "/css/css.css": Resource(css, "text/css", last_modified=LAUNCHED),
    }

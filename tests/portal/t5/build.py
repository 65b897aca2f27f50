"""Builds T5: pages, files, scripts and truth."""

from __future__ import annotations

from tests.portal.campus import assets
from tests.portal.campus.content import Content, write_content
from tests.portal.campus.markup import OTHER_HOSTS
from tests.portal.campus.pages import (
    Templates,
    article_page,
    edited_variant,
    file_resources,
    make_pages,
)
from tests.portal.campus.truth import forbid, write_truth
from tests.portal.site import Resource, Site
from tests.portal.t5.articles import article_html, home_html
from tests.portal.t5.columns import NOTICES, PARTY, SCHEME, content_jsp, dynamic_page, row_path
from tests.portal.t5.frame import HOME_FILE
from tests.portal.t5.lists import listing_html
from tests.portal.t5.scripts import DOWNLOAD, scripts

_TEMPLATES = Templates(home_html, listing_html, article_html)
_PREFIXES = ("/system/resource/code/", "/system/caslogin.jsp", "/ssjg.jsp")
_DYNCLICKS_JS = """\
function _showDynClicks(type, owner, id) {
  var name = "dynclicks_" + type + "_" + id;
  document.write("<span id='" + name + "'></span>");
  var request = new XMLHttpRequest();
  request.open("GET", "/system/resource/code/news/click/dynclicks.jsp?clickid=" + id +
    "&owner=" + owner + "&clicktype=" + type);
  request.send();
}
"""
_PAGE_JS = """\
function _simple_list_gotopage_fun(total, id, mode) {
  var number = parseInt(document.getElementById(id).value, 10);
  if (number > 1 && number <= total) { location.href = (total - number + 1) + ".htm"; }
}
function showVsbpdfIframe(path, width, height) {
  var size = " width='" + width + "' height='" + height + "'";
  document.write("<iframe src='" + path + "'" + size + "></iframe>");
}
"""


def build_t5(*, seed: int = 1, articles: int = 90) -> Site:
    """The site with so many articles; the same arguments give the same bytes."""
    content = write_content(SCHEME, seed=seed, articles=articles)
    static = make_pages(content, _TEMPLATES)
    dynamic = {
        content_jsp(article.post): article_page(
            content, _TEMPLATES, article, path=content_jsp(article.post)
        )
        for article in content.live
        if article.post.column.kind != "page"
    }
    frame = _frame()
    truth = write_truth(
        content,
        forbidden=forbid((), prefixes=_PREFIXES, hosts=OTHER_HOSTS),
        assets=frame,
        twins=_twins(content),
    )
    files = file_resources(content)
    return Site(
        static
        | {HOME_FILE: static["/"]}
        | {path: file for path, file in files.items() if not path.startswith(DOWNLOAD)}
        | frame,
        truth,
        scripts=scripts(content, static | dynamic),
        variants=edited_variant(content, _TEMPLATES),
    )


def _twins(content: Content) -> dict[str, str]:
    """Second addresses that the site itself links to."""
    rows = {
        row_path(NOTICES, article.post): article.path
        for article in content.listings[NOTICES.name].rows
        if article.is_live
    }
    first = dynamic_page(PARTY, 1, len(content.pages(PARTY)), numbered=True)
    others = {path: article for path, article in rows.items() if path != article}
    return {HOME_FILE: "/", first: SCHEME.first(PARTY)} | others


def _frame() -> dict[str, Resource]:
    return {
        "/style/style.css": assets.style(),
        "/index.vsb.css": assets.style(),
        "/system/resource/js/dynclicks.js": assets.script(_DYNCLICKS_JS),
        "/system/resource/js/page.js": assets.script(_PAGE_JS),
        "/images/logo.png": assets.picture((27, 90, 160), width=120, height=40),
        "/images/foot.png": assets.picture((27, 90, 160)),
    }

"""Each golden page gives the article that a careful reader sees, in whatever encoding it comes."""

from __future__ import annotations

import difflib
import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portalcrawl.extract.article import extract_article
from portalcrawl.extract.kind import classify
from portalcrawl.extract.read_parts import read_parts
from portalcrawl.items import Article, LinkTo
from portalcrawl.page.document import Page
from portalcrawl.page.state import Case, PageState, judge

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
# The fields that no general rule gets right yet: what a name or value is known by only to the eye
# (a class, a size, a place), and captions or credits in a block of their own below the text. A page
# that comes to say another wrong thing, or a right one, fails.
NOT_YET: dict[str, set[str]] = {
    "new_county_media_h5": {"source", "views"},
    "new_digital_paper_app": {"body_text", "images"},
    "new_provincial_news_video": {"body_text"},
    "new_tech_media_author_card": {"author", "body_text", "column"},
    "new_wechat_native": {"body_text", "source"},
    "old_association_marquee": {"column"},
    "old_library_jsp_notice": {"body_text", "images"},
    "old_organisation_notice_no_info": {"kind", "title"},
    "old_party_school_chsdate": {"author"},
    "old_trs5_prefecture": {"kicker", "subtitle", "title"},
}
FETCHED_AT = datetime(2025, 1, 2, tzinfo=UTC)
# What an answer always holds; the others only where they apply.
REQUIRED = frozenset(
    {"why", "url", "kind", "title", "published", "source", "author", "editor", "views", "column"}
    | {"previous", "next", "images", "attachments", "body_text"}
)
OPTIONAL = frozenset({"kicker", "subtitle", "govinfo", "body_kind"})
_DECLARATION = re.compile(r"<meta[^>]*?charset\s*=[^>]*>", re.IGNORECASE)
# The declarations that stand in place of the page's own.
DECLARATIONS = {
    "right": '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
    "missing": "",
    "wrong": '<meta charset="utf-8">',
}


def truth_of(name: str) -> dict[str, Any]:
    """The checked answer for the page *name*."""
    truth: dict[str, Any] = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    return truth


def bytes_of(name: str) -> bytes:
    """The page *name* as a server would send it."""
    return (PAGES / f"{name}.html").read_bytes()


def text_of(name: str) -> str:
    """The characters of the page *name*, which is either valid UTF-8 or GB18030."""
    data = bytes_of(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def read(data: bytes, *, url: str) -> tuple[str, Article]:
    """The kind of the page *data* and its article."""
    page = Page.of_bytes(data, url=url)
    parts = read_parts(page)
    article = extract_article(page, parts, site="golden", fetched_at=FETCHED_AT)
    assert article is not None, "no headline found"
    return classify(page, parts).value, article


@cache
def read_as_stored(name: str) -> tuple[str, Article]:
    """The kind and the article of the page *name*, its bytes as they are."""
    return read(bytes_of(name), url=truth_of(name)["url"])


def answer(kind: str, article: Article) -> dict[str, Any]:
    """*article* in the form of the JSON files."""
    return {
        "kind": kind,
        "url": article.url,
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "published": article.published,
        "source": article.source,
        "author": article.author,
        "editor": article.editor,
        "views": article.views,
        "column": [column.title for column in article.column_path],
        "previous": _title(article.previous),
        "next": _title(article.next),
        "images": [image.url for image in article.images if not image.is_icon],
        "attachments": [{"url": file.url, "name": file.name} for file in article.attachments],
        "govinfo": article.govinfo,
        "body_kind": article.body_kind,
        "body_text": article.body_text,
    }


def differences(truth: dict[str, Any], found: dict[str, Any]) -> dict[str, str]:
    """Each field of *found* that is not what *truth* says, with a paragraph for people."""
    # Where the truth names none of these, the page has none.
    expected = {"kicker": None, "subtitle": None, "govinfo": {}} | truth
    wrong = [name for name in found if name in expected and found[name] != expected[name]]
    return {name: _difference(name, expected[name], found[name]) for name in wrong}


def _difference(name: str, expected: Any, found: Any) -> str:
    if name != "body_text":
        return f"{name}\n    right: {expected!r}\n    read:  {found!r}"
    lines = difflib.unified_diff(
        expected.split("\n"), found.split("\n"), "right", "read", lineterm="", n=0
    )
    return "body_text\n" + "\n".join(f"    {line}" for line in lines)


def _title(link: LinkTo | None) -> str | None:
    return link.title if link is not None else None


@pytest.mark.parametrize("name", NAMES)
def test_page(name: str) -> None:
    wrong = differences(truth_of(name), answer(*read_as_stored(name)))
    if wrong.keys() != NOT_YET.get(name, set()):
        said = "\n".join(wrong.values()) or f"now right, take it out: {NOT_YET[name]}"
        pytest.fail(f"{truth_of(name)['why']}\n{said}", pytrace=False)


@pytest.mark.parametrize("declared", DECLARATIONS)
@pytest.mark.parametrize("name", NAMES)
def test_same_article_in_gb18030(name: str, declared: str) -> None:
    text, replaced = _DECLARATION.subn(DECLARATIONS[declared], text_of(name), count=1)
    assert replaced == 1
    kind, article = read(text.encode("gb18030"), url=truth_of(name)["url"])
    found, expected = answer(kind, article), answer(*read_as_stored(name))
    for field in ("kind", "title", "body_text", "published", "source"):
        assert found[field] == expected[field], field
    assert article.encoding == "gb18030"


@pytest.mark.parametrize("name", NAMES)
def test_answer_is_complete(name: str) -> None:
    keys = set(truth_of(name))
    assert keys >= REQUIRED
    assert keys <= REQUIRED | OPTIONAL


def test_bytes_are_what_the_pages_stand_for() -> None:
    gbk = {name for name in NAMES if not _is_utf8(name)}
    assert gbk == {"asp_big_table_gbk", "county_news_kicker"}
    assert b"charset=gb2312" in bytes_of("asp_big_table_gbk")
    assert b"charset=utf-8" in bytes_of("county_news_kicker")
    assert b"charset=gb2312" in bytes_of("dede_wrong_charset")


def _is_utf8(name: str) -> bool:
    try:
        bytes_of(name).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("has_content", [True, False])
def test_is_judged_to_be_a_page(name, has_content):
    body = (PAGES / f"{name}.html").read_bytes()
    page = Page.of_bytes(body, url="http://a.cn/1.html")
    case = Case(page.url, 200, body=body, page=page, has_content=has_content)
    assert judge(case).state is PageState.OK

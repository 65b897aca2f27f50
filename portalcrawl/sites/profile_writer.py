"""The profile of a new portal, written from what a look at it found: TOML with comments.

>>> from portalcrawl.sites.column import Column
>>> from portalcrawl.sites.profile import parse_profile
>>> found = Findings(home="http://a.cn/", pages=3)
>>> found.columns.append(FoundColumn(Column(name="通知公告", url="http://a.cn/tzgg/", rows=20)))
>>> text = profile_toml(found)
>>> parse_profile(text, path="a.toml").columns[0].name
'通知公告'

What was seen and is for a person to decide stands in comments.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from portalcrawl.sites.probe_findings import Findings, FoundColumn
from portalcrawl.sites.template import template_toml

MAX_COMMENT_CHARS = 200
MAX_STATES = 10
MAX_UNSEEN = 40


def profile_toml(found: Findings) -> str:
    """The text of a profile that ``parse_profile`` takes as it is."""
    return "\n".join([*_head(found), *_columns(found), *_templates(found)]) + "\n"


def _head(found: Findings) -> Iterator[str]:
    yield _comment(
        f"{found.home}, as {found.pages} of its pages show it. Read, edit, and crawl it:"
    )
    yield "#   portalcrawl crawl THIS_FILE.toml"
    yield "# A crawl needs none of this; it starts from the home page and finds the rest by itself."
    yield ""
    yield f"url = {_toml(found.home)}"
    yield ""
    if found.hosts:
        yield "# Further hosts of the same owner that the home page leads to. Take in what belongs"
        yield '# to the site; "*.NAME" takes all below a name.'
        hosts = ", ".join(_toml(host) for host, _ in found.hosts.most_common())
        yield f"# hosts = [{hosts}]"
        yield ""
    yield "# Pause between two requests to one host, in seconds."
    yield _comment(_delay(found))
    yield f"delay_secs = {found.delay_secs:g}"
    yield ""
    yield from _notes(found)


def _delay(found: Findings) -> str:
    asked = found.crawl_delay_secs
    robots = f"robots.txt asks for {asked:g} s" if asked else "robots.txt asks for no pause"
    if not found.answer_secs:
        return robots
    slowest = max(found.answer_secs)
    return f"{robots}; the slowest answer took {slowest:.1f} s."


def _notes(found: Findings) -> Iterator[str]:
    """What a crawl finds out again by itself on each page: to know, not to set."""
    charsets = ", ".join(f"{name} on {n} pages" for name, n in found.charsets.most_common())
    yield _comment(f"Characters: {charsets or 'no page seen'}.")
    for title, signs in found.families.items():
        yield _comment(f"CMS: {title}, by {'; '.join(signs) or 'its marks'}.")
    if not found.families:
        yield "# CMS: none that is known; its pages are read by the general rules."
    if found.missing:
        yield _comment(f"What is not there is answered with {found.missing}.")
    for state, rule, url in found.states[:MAX_STATES]:
        yield _comment(f"No page: {state} ({rule}) at {url}")
    for reason, url in found.failures[:MAX_STATES]:
        yield _comment(f"No answer: {reason} at {url}")
    for name, url, reason in found.shells:
        yield _comment(f"Empty without its scripts ({reason}), needs a browser: {name} {url}")
    yield ""


def _columns(found: Findings) -> Iterator[str]:
    if not found.columns:
        yield "# No list was found in the menu: name columns as [[column]] with name and url."
        yield ""
        return
    if found.unseen:
        yield "# Not looked at (--pages looks at more):"
        for name, url in found.unseen[:MAX_UNSEEN]:
            yield _comment(f"  {name} {url}")
        yield ""
    yield "# Columns that the menu leads to: the crawl starts from each of them, too. What stands"
    yield "# below the address is how the first page looked, to compare a crawl with."
    for column in found.columns:
        yield "[[column]]"
        yield from _column(column)
        yield ""


def _column(found: FoundColumn) -> Iterator[str]:
    column = found.column
    yield f"name = {_toml(column.name)}"
    yield f"url = {_toml(column.url)}"
    if column.paging and column.paging != "none":
        yield f"paging = {_toml(column.paging)}"
    for key in ("total_pages", "total_items", "rows"):
        if (value := getattr(column, key)) is not None:
            yield f"{key} = {value}"
    if found.second_page:
        yield _comment(f"Its second page: {found.second_page}.")
    if found.shell is not None:
        yield _comment(f"Empty without its scripts ({found.shell}): needs a browser.")
    if found.is_unsolved:
        yield "# It has more pages, and no rule knows how to ask for them: needs a browser."


def _templates(found: Findings) -> Iterator[str]:
    templates = found.templates()
    if templates:
        count = len(found.samples)
        yield "# Where the parts of an article stand, learned from a few pages only: delete what"
        yield _comment(f"does not hold ({count} articles were read); a crawl learns its own.")
    for template in templates:
        yield template_toml(template)
        yield ""


def _toml(text: str) -> str:
    # A JSON text is a TOML basic string.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    r"""*text* in one comment line: nothing of a page can end it.

    >>> _comment("a\nurl = 'http://b.cn/'\x07")
    "# a url = 'http://b.cn/'"
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"# {line[:MAX_COMMENT_CHARS]}"

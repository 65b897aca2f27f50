"""Markup that would cost the parser more than the page is worth, made harmless before it is parsed.

The tree builder of HTML5 looks back over open elements at each tag, and copies open formatting
elements into each new paragraph: a page of 20 KB can take seconds and half a gigabyte. No real page
nests a tenth as deep; what is left out here are start tags, never text.

>>> tame("<div>" * 3 + "x" + "</div>" * 3)
'<div><div><div>x</div></div></div>'
>>> deep = tame("<div>" * 5000 + "x")
>>> deep.count("<div>"), deep.endswith("x")
(500, True)
>>> tame("<p>" + "".join(f"<b id={n}>" for n in range(2000)) + "x").count("<b ")
40
"""

from __future__ import annotations

import re

MAX_DEPTH = 500
MAX_FORMATTING = 40
MAX_ATTRIBUTES = 500
# A page with fewer tags, most of them closed, can't cost much: all real pages end here.
MIN_TAGS = 300
MANY_TAGS = 6000
MIN_CHARS_PER_TAG = 1000
MIN_CHARS = 50_000
FORMATTING = frozenset(
    {
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
    }
)
# What has no end tag, or needs none: it closes itself at the next of its kind.
_NOT_NESTED = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
    | {"track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead"}
    | {"tbody", "tfoot", "colgroup", "html", "head", "body", "script", "style", "title"}
)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]{0,40}+)(?P<rest>[^>]*+)>?")


def tame(html: str) -> str:
    """*html* without start tags that nest too deep and attributes that are too many."""
    return _tamed(html) if may_be_wild(html) else html


def may_be_wild(html: str) -> bool:
    """Whether it is worth to look closer: many tags, few of them closed, or one huge tag."""
    tags = html.count("<")
    if tags < MIN_TAGS:
        return len(html) > MIN_CHARS and len(html) > MIN_CHARS_PER_TAG * tags
    return tags > MANY_TAGS or 3 * html.count("</") < tags


def _tamed(html: str) -> str:
    kept: list[str] = []
    position = 0
    depths: dict[bool, int] = {False: 0, True: 0}
    limits = {False: MAX_DEPTH, True: MAX_FORMATTING}
    for match in _TAG.finditer(html):
        name = match["name"].lower()
        if len(match["rest"]) > MIN_CHARS_PER_TAG and _has_too_many(match["rest"]):
            kept += [html[position : match.start()], f"<{match['end']}{name}>"]
            position = match.end()
        if name in _NOT_NESTED:
            continue
        kind = name in FORMATTING
        if match["end"]:
            depths[kind] = max(0, depths[kind] - 1)
        elif depths[kind] < limits[kind]:
            depths[kind] += 1
        else:
            # What was left out already is not left out twice.
            kept.append(html[position : max(position, match.start())])
            position = match.end()
    kept.append(html[position:])
    return "".join(kept)


def _has_too_many(attributes: str) -> bool:
    """Whether a tag has more attributes than any: a picture inside the page is one long word."""
    return len(attributes.split(None, MAX_ATTRIBUTES + 1)) > MAX_ATTRIBUTES

r"""Where the tags of an HTML text stand, as a browser's tokenizer sees them.

>>> html = "<!-- <a href=no> --><p title='>'>x<script>'<a href=no>'</script><A HREF = '/x'>y</a>"
>>> [tag.name for tag in start_tags(html)]
['p', 'script', 'a']
>>> name, found = attributes("<A HREF = '/x?a&amp;b' selected>")
>>> name, [(attribute.name, attribute.value) for attribute in found]
('a', [('href', '/x?a&b'), ('selected', '')])

No tree is built: the text between two tags can be copied as it stands. Source: WHATWG HTML
standard, section 13.2.5 (tokenization). Of the tags without attributes, only those come out that
change how the text after them is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from portalcrawl.mirror.html_escapes import escape_attribute, unescape_attribute
from portalcrawl.page.spans import Edit

_S = r"\t\n\f\r "
_NAME = rf"[a-zA-Z][^{_S}/>]*+"
# The name may start with "=" and, where quotes are broken, hold them. A quote that is never closed
# matches nothing: then all the rest of the text is in the tag.
_ATTRIBUTE = rf"""[{_S}/]*+ {{0}}[^{_S}/>][^{_S}/>=]*+) [{_S}]*+ (?: =[{_S}]*+
    (?: "{{0}}[^"]*+)" | '{{0}}[^']*+)' | (?!["']){{0}}[^{_S}>]*+) ) | (?!=) )"""
_ATTRIBUTES = rf"(?=[{_S}/]) (?:{_ATTRIBUTE.format('(?:')})*+ [{_S}/]*+ >"
# Elements whose content is text up to their end tag. <noscript> is none of them here: the mirror
# is read with and without scripts.
_TEXT_ELEMENTS = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_CHANGES_READING = frozenset({*_TEXT_ELEMENTS, "plaintext", "svg", "math"})
_BARE = "|".join(sorted(_CHANGES_READING))
# The last alternative: a "<" in the name of a tag starts no other, and a tag may never end.
_MARKUP = re.compile(
    rf"""<(?:
      (?P<tag>{_NAME}) {_ATTRIBUTES}
    | (?P<bare>(?i:{_BARE}))>
    | !(?P<comment>--)
    | (?P<bogus_comment>[!?]|/(?![a-zA-Z>]))
    | /(?P<foreign_end>(?i:svg|math)) (?=[{_S}/>])
    | /{_NAME} {_ATTRIBUTES}
    | /?[a-zA-Z][^{_S}/><]*+ (?!>) (?: <[^{_S}/>]*+> | (?P<unfinished>) )
    )""",
    re.VERBOSE,
)
_NAME_OF_TAG = re.compile(f"<({_NAME})")
_ATTRIBUTE_PARTS = re.compile(_ATTRIBUTE.format("("), re.VERBOSE)
_COMMENT_END = re.compile(r"--!?>")
_TEXT_ENDS = {
    name: re.compile(rf"</(?i:{name})(?=[{_S}/>])") for name in _TEXT_ELEMENTS if name != "script"
}
_SCRIPT_MARK = re.compile(rf"(?P<open><!--)|(?P<close>-->)|<(?P<end>/?)(?i:script)(?=[{_S}/>])")
_COMMENT = r"<!--(?:-?>|(?:[^-]++|-(?!-!?>))*+--!?>)"
_HEAD = re.compile(
    rf"""(?: [{_S}]++ | {_COMMENT} | <[!?](?!--)[^>]*+> | <(?i:html)(?:>|{_ATTRIBUTES})
         | </(?![a-zA-Z])[^>]*+> )*+
    (?:<(?i:head)(?:>|{_ATTRIBUTES}))?+""",
    re.VERBOSE,
)


class Tag(NamedTuple):
    """A start tag: ``html[start:end]``; a text element's content is ``html[end:text_end]``."""

    name: str
    start: int
    end: int
    text_end: int


class Attribute(NamedTuple):
    """An attribute: all of it is ``tag[start:end]``, its raw value has a span of its own.

    ``name`` is in lower case; ``value`` has its character references undone; ``quote`` is ``"``,
    ``'`` or nothing.
    """

    name: str
    value: str
    start: int
    end: int
    value_start: int
    value_end: int
    quote: str

    def edit(self, new: str) -> Edit:
        """What to change in the tag for the value *new*."""
        return Edit(self.value_start, self.value_end, escape_attribute(new, quote=self.quote))


def start_tags(html: str) -> Iterator[Tag]:
    """The start tags of *html* in order, in linear time for any text."""
    position = foreign = 0
    search = _MARKUP.search
    while (match := search(html, position)) is not None:
        kind = match.lastgroup
        start, position = match.span()
        if kind in {"tag", "bare"}:
            name = match[kind].lower()
            text_end = position
            if name in _CHANGES_READING:
                is_foreign = name in {"svg", "math"}
                # Only there does "/>" close an element.
                if not ((foreign or is_foreign) and html[position - 2] == "/"):
                    text_end = position if is_foreign else _text_end(html, name, position)
                    foreign += is_foreign
            yield Tag(name, start, position, text_end)
            position = text_end
        elif kind == "comment":
            position = _comment_end(html, position)
        elif kind == "bogus_comment":
            position = _bogus_comment_end(html, position, is_foreign=foreign > 0)
        elif kind == "foreign_end":
            foreign = max(0, foreign - 1)
        elif kind == "unfinished":
            return


def attributes(tag: str) -> tuple[str, list[Attribute]]:
    """The name, in lower case, and the attributes in order of the start tag with the text *tag*."""
    name = _NAME_OF_TAG.match(tag)
    assert name is not None
    parts = _ATTRIBUTE_PARTS.finditer(tag, name.end(), len(tag) - 1)
    return name[1].lower(), [_attribute(match) for match in parts]


def head_offset(html: str) -> int:
    """Where a browser opens the head: after ``<head>``, or before the first thing that needs one.

    >>> head_offset("<!doctype html><html><head><title>"), head_offset("<!doctype html><p>")
    (27, 15)
    """
    match = _HEAD.match(html)
    assert match is not None
    return match.end()


def end_of_element(html: str, tag: Tag) -> int:
    """Where the end tag of a text element ends; where *tag* does, if it has none.

    >>> end_of_element("<script src=x></script><p>", Tag("script", 0, 14, 14))
    23
    """
    end_tag = f"</{tag.name}"
    if html[tag.text_end : tag.text_end + len(end_tag)].lower() != end_tag:
        return tag.text_end
    return html.find(">", tag.text_end) + 1 or len(html)


def _attribute(match: re.Match[str]) -> Attribute:
    group = match.lastindex or 1
    has_value = group > 1
    start, end = match.span(group) if has_value else (match.end(1), match.end(1))
    return Attribute(
        name=match[1].lower(),
        value=unescape_attribute(match[group]) if has_value else "",
        start=match.start(1),
        end=match.end() if has_value else end,
        value_start=start,
        value_end=end,
        quote=("", "", '"', "'", "")[group],
    )


def _text_end(html: str, name: str, start: int) -> int:
    """Where the text of a text element ends that starts at *start*."""
    if name == "script":
        return _script_end(html, start)
    if name == "plaintext":
        return len(html)
    match = _TEXT_ENDS[name].search(html, start)
    return match.start() if match is not None else len(html)


def _script_end(html: str, start: int) -> int:
    """Where a script ends: ``</script>`` does not end one inside ``<!-- <script>``.

    Section 13.2.5.17 and the states after it: "script data escaped", "double escaped".
    """
    escaped = double = False
    position = start
    while (match := _SCRIPT_MARK.search(html, position)) is not None:
        position = match.end()
        kind = match.lastgroup
        if kind == "open" and not escaped:
            escaped = True
            position -= 2  # the dashes of "<!-->" close what they opened
        elif kind == "close":
            escaped = double = False
        elif kind == "end":
            is_end = bool(match["end"])
            if is_end and not double:
                return match.start()
            double = escaped and not is_end
    return len(html)


def _comment_end(html: str, start: int) -> int:
    if html.startswith((">", "->"), start):
        return html.index(">", start) + 1
    match = _COMMENT_END.search(html, start)
    return match.end() if match is not None else len(html)


def _bogus_comment_end(html: str, start: int, *, is_foreign: bool) -> int:
    """The end of ``<!doctype>``, ``<?xml?>``, ``</ >`` or, in SVG, of a CDATA section."""
    is_cdata = is_foreign and html.startswith("[CDATA[", start)
    end = html.find("]]>" if is_cdata else ">", start)
    return len(html) if end < 0 else end + (3 if is_cdata else 1)

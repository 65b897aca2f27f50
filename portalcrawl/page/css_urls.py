r"""The URLs in a style sheet or a ``style`` attribute.

>>> css = r'@import "a.css"; /* url(no.png) */ b{background:url( c\ d.png )} e{content:"url(no)"}'
>>> [(css[start:end], url, use) for start, end, url, use in css_urls(css)]
[('a.css', 'a.css', 'style'), ('c\\ d.png', 'c d.png', 'embed')]

Read as the tokens of CSS Syntax Module Level 3 (section 4.3) are: nothing inside comments, ordinary
strings and malformed ``url(``; escapes undone. ``@namespace`` holds names that only look like URLs:
left out. So is a string that the end of the text breaks off.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple


class CssUrl(NamedTuple):
    """A URL in CSS: ``css[start:end]`` is its text without quotes, ``url`` what that means."""

    start: int
    end: int
    url: str
    use: Literal["style", "embed"]


_SPACE = r"[ \t\n\r\f]"
_HEX = rf"[0-9A-Fa-f]{{1,6}}(?:\r\n|{_SPACE})?+"
_ESCAPE = rf"\\(?:{_HEX}|[^0-9A-Fa-f\n\r\f]|\Z)"
_NAME = rf"(?:[-A-Za-z0-9_\x80-\U0010ffff]++|{_ESCAPE})*+"
_IN_DOUBLE = r'(?:[^"\\\n\r\f]++|\\(?:\r\n|[\s\S]))*+'
_IN_SINGLE = _IN_DOUBLE.replace('"', "'")
_IN_COMMENT = r"(?:[^*]++|\*(?!/))*+(?:\*/)?+"
_GAP = rf"(?:{_SPACE}++|/\*{_IN_COMMENT})*+"
# What makes "url(" the middle of a longer name or of #url( and @url(.
_NAME_BEFORE = r"[-A-Za-z0-9_#@\\\x80-\U0010ffff]"


def _letter(letter: str, codes: str) -> str:
    r"""The pattern of a letter of either case that may be an escape: ``u``, ``\u``, ``\75``."""
    either = f"[{letter}{letter.upper()}]"
    return rf"(?:{either}|\\(?:{either}|0{{0,4}}{codes}(?:\r\n|{_SPACE})?+))"


# The first character is all that a search has to look for; the rest looks back at it.
_TOKENS = rf"""
    (?<=/) \*{_IN_COMMENT}
  | (?<=") (?: (?P<double>{_IN_DOUBLE})" | {_IN_DOUBLE} )
  | (?<=') (?: (?P<single>{_IN_SINGLE})' | {_IN_SINGLE} )
  | (?: (?<=[uU])(?<!{_NAME_BEFORE}[uU])
      | (?<=\\)(?<!{_NAME_BEFORE}\\)(?:[uU]|0{{0,4}}[57]5(?:\r\n|{_SPACE})?+) )
    (?P<url>{_letter("r", "[57]2")}{_letter("l", "[46][cC]")}\(){_SPACE}*+
  | (?<=@) (?P<at>{_NAME})
  | (?<=\\) (?:{_HEX}|[^0-9A-Fa-f\n\r\f]) {_NAME}
"""
_TOKEN = re.compile(rf"[/\"'uU\\@](?:{_TOKENS})", re.VERBOSE)
# image-set("a.png" 1x) has URLs that are plain strings: there, parentheses count.
_TOKEN_AROUND_SETS = re.compile(
    rf"""[/"'uU\\@\-()](?:{_TOKENS}
  | (?<=-)(?P<set>(?<=[iI][mM][aA][gG][eE]-)[sS][eE][tT]\()
  | (?P<open>(?<=\()) | (?P<close>(?<=\))) )""",
    re.VERBOSE,
)
_QUOTED = re.compile(rf"(?:\"({_IN_DOUBLE})\"|'({_IN_SINGLE})'){_GAP}(?:\)|\Z)")
_UNQUOTED = re.compile(
    rf"((?:[^\"'()\\\x01-\x20\x7f]++|{_ESCAPE})*+){_SPACE}*+(?:\)|\Z)",
)
_BAD_URL = re.compile(r"(?:[^)\\]++|\\[\s\S]?)*+\)?")
_GAP_OF_RULE = re.compile(_GAP)
_REST_OF_RULE = re.compile(rf"(?:[^;{{}}\"']++|\"{_IN_DOUBLE}\"?|'{_IN_SINGLE}'?)*+")
_ESCAPES = re.compile(
    rf"\\(?:([0-9A-Fa-f]{{1,6}})(?:\r\n|{_SPACE})?|(\r\n|[\n\r\f])|([^\0]))|\\?\0|\\\Z"
)


def css_urls(css: str) -> list[CssUrl]:
    """All URLs of *css* in order; ``use`` is "style" for ``@import`` and "embed" for the rest."""
    if "(" not in css and "@" not in css:
        return []
    return _Scanner(css).scan()


class _Scanner:
    """One pass over a style sheet: ``depth`` counts the parentheses open since ``image-set(``."""

    def __init__(self, css: str) -> None:
        self.css = css
        self.found: list[CssUrl] = []
        self.position = 0
        self.depth = 0
        self.token = _TOKEN_AROUND_SETS if "image-set(" in css.lower() else _TOKEN

    def scan(self) -> list[CssUrl]:
        search = self.token.search
        while (match := search(self.css, self.position)) is not None:
            self.position = match.end()
            match match.lastgroup:
                case "url":
                    self._url("embed")
                case "at":
                    self._at_rule(_unescaped(match["at"]).lower())
                case "double" | "single" if self.depth == 1:
                    self._add(match, "embed")
                case "set" | "open" if self.depth or match.lastgroup == "set":
                    self.depth += 1
                case "close" if self.depth:
                    self.depth -= 1
        return self.found

    def _url(self, use: Literal["style", "embed"]) -> None:
        """Read what follows ``url(``."""
        quoted = self.css[self.position : self.position + 1] in {'"', "'"}
        match = (_QUOTED if quoted else _UNQUOTED).match(self.css, self.position)
        if match is not None:
            self._add(match, use)
        elif quoted:
            # A function with more than a string in it: its tokens are read one by one.
            self.depth += bool(self.depth)
        else:
            bad = _BAD_URL.match(self.css, self.position)
            assert bad is not None
            self.position = bad.end()

    def _at_rule(self, name: str) -> None:
        """Read the URL of ``@import`` and the whole of ``@namespace``."""
        if name == "namespace":
            rest = _REST_OF_RULE.match(self.css, self.position)
        elif name == "import":
            rest = _GAP_OF_RULE.match(self.css, self.position)
        else:
            return
        assert rest is not None
        self.position = rest.end()
        token = _TOKEN.match(self.css, self.position) if name == "import" else None
        if token is None:
            return
        if token.lastgroup == "url":
            self.position = token.end()
            self._url("style")
        elif token.lastgroup in {"double", "single"}:
            self._add(token, "style")

    def _add(self, match: re.Match[str], use: Literal["style", "embed"]) -> None:
        self.position = match.end()
        group = match.lastindex
        assert group is not None
        self.found.append(CssUrl(*match.span(group), _unescaped(match[group]), use))


def _unescaped(text: str) -> str:
    r"""The characters that *text* means: ``\74 x`` is ``tx``, an escaped line break is nothing."""
    return _ESCAPES.sub(_character, text) if "\\" in text or "\0" in text else text


def _character(match: re.Match[str]) -> str:
    code, line_break, char = match.groups()
    if line_break:
        return ""
    if code is None:
        return char or "\ufffd"
    number = int(code, 16)
    valid = 0 < number < 0xD800 or 0xDFFF < number <= 0x10FFFF
    return chr(number) if valid else "\ufffd"

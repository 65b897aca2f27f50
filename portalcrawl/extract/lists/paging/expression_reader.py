"""Expressions of scripts, read and never run.

What is not understood is UNKNOWN, and what stands beside it is still read.

>>> read_expression("{url: '/list?p=' + (page + 1), rows: 15, ok: function () { go(1) }}")
{'url': Sum(terms=('/list?p=', Sum(terms=(Name(text='page'), 1)))), 'rows': 15, 'ok': UNKNOWN}
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from portalcrawl.extract.lists.paging.expressions import UNKNOWN, Call, Name, Sum, Value
from portalcrawl.extract.lists.paging.surrogates import joined_surrogates

MAX_TOKENS = 5000
MAX_DEPTH = 20
# Numbers are pages and records, or ids of a database.
MAX_DIGITS = 18
_TOKEN = re.compile(
    r"""(?:\s++|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)*+
    (?:(?P<text>'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+"|`(?:[^`\\$]|\\.|\$(?!\{))*+`)
    |(?P<number>\d++(?:\.\d++)?+)
    |(?P<name>[A-Za-z_$][\w$]*+(?:\.[A-Za-z_$][\w$]*+)*+)
    |(?P<mark>.))""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_WORDS: Mapping[str, Value] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": UNKNOWN,
    "function": UNKNOWN,
    "new": UNKNOWN,
}
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_STARTS = _OPEN | {"-"}
_ENDS = _CLOSE | {",", ";", ""}


def read_expression(script: str, start: int = 0, *, max_tokens: int = MAX_TOKENS) -> Value:
    """The expression that begins at *start* of *script*; what is behind *max_tokens* is lost."""
    return _Reader(script, start, max_tokens).value(0)


def read_arguments(script: str, start: int) -> tuple[Value, ...]:
    """The arguments of the call whose opening parenthesis stands before *start*."""
    return tuple(_Reader(script, start, MAX_TOKENS).items(")", 0))


class _Reader:
    """Reads one expression, token by token; ``here`` is the one that comes next, of its ``kind``.

    A text has its quotes still, so no text, name or number is mistaken for a mark.
    """

    def __init__(self, script: str, start: int, max_tokens: int) -> None:
        self._script = script
        self._at = start
        self._left = max_tokens
        self.kind = self.here = ""
        self.step()

    def step(self) -> None:
        """Go to the next token; after the last one it is empty."""
        match = _TOKEN.match(self._script, self._at) if self._left > 0 else None
        self._left -= 1
        if match is None:
            self.kind = self.here = ""
            return
        self._at = match.end()
        self.kind = match.lastgroup or ""
        self.here = match[self.kind]

    def value(self, depth: int) -> Value:
        """The expression here, up to the mark that ends it."""
        terms = [self._term(depth)]
        while self.here == "+":
            self.step()
            terms.append(self._term(depth))
        if self.here == "-" and len(terms) == 1:
            self.step()
            terms.append(self._minus())
        # A statement may end without a semicolon: then the next one begins with a name.
        if self.here in _ENDS or self.kind == "name":
            return terms[0] if len(terms) == 1 else Sum(tuple(terms))
        self.skip()
        return UNKNOWN

    def items(self, end: str, depth: int) -> list[Value]:
        """The expressions up to the mark *end*, which is passed."""
        found: list[Value] = []
        while self.here not in {end, ""}:
            found.append(self.value(depth + 1))
            if self.here == ",":
                self.step()
            elif self.here != end:
                break
        self.step()
        return found

    def skip(self) -> None:
        """Go on to the mark that ends the expression."""
        depth = 0
        while self.here and not (depth == 0 and self.here in _ENDS):
            depth += (self.here in _OPEN) - (self.here in _CLOSE)
            self.step()

    def _term(self, depth: int) -> Value:
        kind, token = self.kind, self.here
        if depth > MAX_DEPTH or (kind == "mark" and token not in _STARTS):
            return UNKNOWN
        self.step()
        match kind:
            case "text":
                return unescape(token[1:-1])
            case "number":
                return _number(token)
            case "name":
                return self._named(token, depth)
            case "mark":
                return self._marked(token, depth)
            case _:
                return UNKNOWN

    def _marked(self, mark: str, depth: int) -> Value:
        match mark:
            case "{":
                return self._pairs(depth)
            case "[":
                return list(self.items("]", depth))
            case "-":
                return self._minus()
            case _:
                inner = self.items(")", depth)
                return inner[0] if len(inner) == 1 else UNKNOWN

    def _named(self, name: str, depth: int) -> Value:
        if name in _WORDS:
            return _WORDS[name]
        if self.here != "(":
            return Name(name)
        self.step()
        return Call(name, tuple(self.items(")", depth)))

    def _pairs(self, depth: int) -> Value:
        found: dict[str, Value] = {}
        while self.here not in {"}", ""}:
            key = unescape(self.here[1:-1]) if self.kind == "text" else self.here
            self.step()
            if self.here == ":":
                self.step()
                found.setdefault(key, self.value(depth + 1))
            else:
                # A method, or a name that stands for its value.
                self.skip()
            if self.here == ",":
                self.step()
            elif self.here != "}":
                break
        self.step()
        return found

    def _minus(self) -> Value:
        number = _number(self.here) if self.kind == "number" else UNKNOWN
        self.step()
        return -number if isinstance(number, int | float) else UNKNOWN


def _number(token: str) -> Value:
    if len(token) > MAX_DIGITS:
        return UNKNOWN
    return float(token) if "." in token else int(token)


def unescape(text: str) -> str:
    r"""*text* as it stands between the quotes of a string, its escapes undone.

    >>> unescape(r"<a href=\"1.html\">\u901a\u77e5<\/a>")
    '<a href="1.html">通知</a>'
    """
    return joined_surrogates(_ESCAPE.sub(_unescaped, text)) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        return chr(int(code, 16))
    return "" if match[3] in {"\n", "\r\n"} else _PLAIN_ESCAPES.get(match[3], match[3])

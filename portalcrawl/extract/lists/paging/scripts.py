"""What the scripts of a page say: calls, variables and functions, found by name.

>>> html = "<script>function turn(n) {go('l_' + n)} var last = 9; turn(2, 'a'); // turn(3)</script>"
>>> scripts = Scripts.of_page(Page.of_bytes(html.encode(), url="http://a.cn/"))
>>> scripts.calls("turn"), scripts.variables["last"], scripts.function("turn").parameters
([Call(name='turn', arguments=(2, 'a'))], 9, ('n',))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborNode

from portalcrawl.extract.lists.paging.expression_reader import read_arguments, read_expression
from portalcrawl.extract.lists.paging.expressions import UNKNOWN, Call, Name, Sum, Value
from portalcrawl.page.document import Page

MAX_SCRIPT_CHARS = 2_000_000
# What pages have stays far below; each costs a look at the text.
MAX_CALLS = 20
MAX_VARIABLES = 300
MAX_VALUE_TOKENS = 400
MAX_NAMES = 20_000
MAX_FUNCTION_CHARS = 4000
MAX_HANDLER_CHARS = 500
MAX_HANDLERS = 400
_ASSIGNMENT = re.compile(
    r"(?<![\w$.])(?:(?:var|let|const)\s{1,9})?(?P<name>[A-Za-z_$][\w$]{0,60})\s{0,9}=(?=[^=>])"
    # What has to be run is not read: most of what scripts assign.
    r"(?!\s{0,9}(?:function\b|new\b|\$\(|document\.))"
)
_FUNCTION = (
    r"(?<![\w$])(?:function\s{1,9}%s|%s\s{0,9}[=:]\s{0,9}function)"
    r"\s{0,9}\((?P<names>[^()]{0,200})\)\s{0,9}\{"
)
_WORD = re.compile(r"[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,3}")
_COMMENT = re.compile(r"(?:^|[\s;}])//")
_BEFORE_DEFINITION = re.compile(r"(?:^|[^\w$])function\s*$")
_CODE_PREFIX = re.compile(r"\s*javascript\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the page: the names of its parameters, and its code."""

    parameters: tuple[str, ...]
    code: str


@dataclass
class Scripts:
    """``text`` is all inline scripts, one below the other."""

    text: str

    @classmethod
    def of_page(cls, page: Page) -> Scripts:
        """The scripts of *page*."""
        texts: list[str] = []
        left = MAX_SCRIPT_CHARS
        for node in page.tree.css("script"):
            text = node.text()
            left -= len(text)
            if left < 0:
                break
            if "xml" not in (node.attributes.get("type") or "").lower():
                texts.append(text)
        return cls("\n".join(texts))

    def calls(self, name: str) -> list[Call]:
        """The calls of *name* (a pattern) with their arguments, but not its definition."""
        return list(calls_in(self.text, name))

    @cached_property
    def variables(self) -> dict[str, Value]:
        """The literals that variables are first set to."""
        sums = (Name, Sum, Call)
        return {name: found for name, found in self.assigned.items() if not isinstance(found, sums)}

    @cached_property
    def names(self) -> frozenset[str]:
        """All names in the scripts, properties among them."""
        return frozenset(islice(_WORD.findall(self.text), MAX_NAMES))

    @cached_property
    def assigned(self) -> dict[str, Value]:
        """What variables are first set to, as far as it is understood."""
        found: dict[str, Value] = {}
        for match in islice(_ASSIGNMENT.finditer(self.text), MAX_VARIABLES):
            if match["name"] in found:
                continue
            value = read_expression(self.text, match.end(), max_tokens=MAX_VALUE_TOKENS)
            if value is not UNKNOWN:
                found[match["name"]] = value
        return found

    def function(self, name: str) -> Function | None:
        """The function *name*, the last where it is defined twice."""
        # What stands before the last dot is where a script keeps it: ``Pager.go``.
        word = re.escape(name.rpartition(".")[2])
        matches = list(re.finditer(_FUNCTION % (word, word), self.text))[-MAX_CALLS:]
        if not matches:
            return None
        code = _block(self.text[matches[-1].end() :][:MAX_FUNCTION_CHARS])
        names = (text.strip() for text in matches[-1]["names"].split(","))
        return Function(tuple(filter(None, names)), code)


def calls_in(text: str, name: str) -> Iterator[Call]:
    """The calls of *name* (a pattern) in the script *text*, at most the last MAX_CALLS."""
    # What is longer is no script that a person wrote: each call costs a look back.
    matches = list(re.finditer(rf"(?<![\w$])(?P<name>{name})\s{{0,9}}\(", text))[-MAX_CALLS:]
    for match in matches:
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()][-200:]
        is_comment = _COMMENT.search(before) or _is_in_comment(text, match.start())
        if not is_comment and not _BEFORE_DEFINITION.search(before):
            yield Call(match["name"], read_arguments(text, match.end()))


def _is_in_comment(text: str, at: int) -> bool:
    start = text.rfind("/*", 0, at)
    return start >= 0 and text.find("*/", start, at) < 0


def _block(code: str) -> str:
    """*code* up to the brace that closes the block it stands in."""
    depth = 1
    for match in re.finditer(r"[{}]", code):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return code[: match.start()]
    return code


def handlers(page: Page) -> Iterator[tuple[LexborNode, str]]:
    """The elements that run code when they are clicked, each with the code."""
    for count, node in enumerate(page.tree.css('[onclick], a[href^="javascript" i]')):
        if count >= MAX_HANDLERS:
            return
        attributes = node.attributes
        code = attributes.get("onclick") or ""
        href = attributes.get("href") or ""
        if _CODE_PREFIX.match(href):
            code = f"{code}\n{_CODE_PREFIX.sub('', href, count=1)}"
        if code.strip() and len(code) <= MAX_HANDLER_CHARS:
            yield node, code

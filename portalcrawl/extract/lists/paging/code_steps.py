"""Where the code of a button leads: a new address, a request, a form with a number in it.

>>> page = Page.of_bytes(b"", url="http://a.cn/zw/index.html")
>>> code = "var url = 'list_' + n + '.html'; if (n == 1) url = 'list.html'; location.href = url;"
>>> step_of_code(code, page, lambda number: {"n": number}, number=2).url
'http://a.cn/zw/list_2.html'

The code is read as it stands, branches and all: an address counts if it is another one for another
page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.lists.paging.expression_reader import read_arguments, read_expression
from portalcrawl.extract.lists.paging.expressions import UNKNOWN, Value, as_text, evaluate
from portalcrawl.extract.lists.paging.filling import fill
from portalcrawl.extract.lists.paging.form import FORM_TYPE, form_body, read_form
from portalcrawl.extract.lists.paging.script_requests import ScriptRequest, script_requests
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.extract.lists.paging.turning import key_of
from portalcrawl.page.document import Page

Names = dict[str, Value]

MAX_MOVES = 20
_MOVE = re.compile(
    r"(?<![\w$])location(?:\.href)?\s{0,9}(?:=(?!=)|\.(?:replace|assign)\s{0,9}\()"
    r"|(?<![\w$])window\.open\s{0,9}\("
)
_FIELD = re.compile(
    r"(?:getElementById\(\s{0,3}['\"](?P<id>[\w$-]{1,60})['\"]\s{0,3}\)|\.(?P<name>[\w$]{1,60}))"
    r"\.value\s{0,9}=(?!=)"
    r"|\$\(\s{0,3}['\"](?:#|[^'\"]{0,40}=['\"]?)(?P<jquery>[\w$-]{1,60})['\"\]]{1,3}\s{0,3}\)\.val\("
)


def step_of_code(
    code: str, page: Page, names_for: Callable[[int], Names], *, number: int
) -> Step | None:
    """The request that *code* makes for page *number*; None where it makes none that is known.

    *names_for* gives what the names in it stand for, by the page that is asked for.
    """
    here, other = (_steps(code, page, names_for(n), number=n) for n in (number, number + 1))
    for step, following in zip(here, other, strict=False):
        if step is None or following is None:
            continue
        if (step.url, step.body) != (following.url, following.body):
            return step
    return None


def fixed_step(code: str, page: Page, names: Names, *, number: int) -> Step | None:
    """The request that *code* makes whatever page is asked for."""
    found = (step for step in _steps(code, page, names, number=number) if step is not None)
    return next((step for step in found if step.body or step.url != page.url), None)


def _steps(code: str, page: Page, names: Names, *, number: int) -> list[Step | None]:
    """The requests in *code*, None for each that can't be known."""
    local = Scripts(code)
    known = dict(names)
    for name, value in local.assigned.items():
        if (found := evaluate(value, known)) is not UNKNOWN:
            known.setdefault(name, found)
    requests = [*_moves(code), *script_requests(local)]
    return [
        *(fill(request, page, known, number=number) for request in requests),
        *_form_steps(code, page, known, number=number),
    ]


def _moves(code: str) -> Iterator[ScriptRequest]:
    for match in islice(_MOVE.finditer(code), MAX_MOVES):
        if match[0].endswith("("):
            first = next(iter(read_arguments(code, match.end())), UNKNOWN)
        else:
            first = read_expression(code, match.end())
        yield ScriptRequest(first, None, is_post=False, is_json=False)


def _form_steps(code: str, page: Page, names: Names, *, number: int) -> Iterator[Step | None]:
    """A number put into a field, and the form sent."""
    if "submit" not in code:
        return
    for match in islice(_FIELD.finditer(code), MAX_MOVES):
        name = match["id"] or match["name"] or match["jquery"]
        text = as_text(evaluate(read_expression(code, match.end()), names))
        if text is not None and text.isdigit():
            yield _form_step(page, name, text, number=number)


def _form_step(page: Page, name: str, text: str, *, number: int) -> Step | None:
    node = page.tree.css_first(f'input[name="{name}"]') or page.tree.css_first(
        f'input[id="{name}"]'
    )
    form = read_form(page, node, any_method=True) if node is not None else None
    if node is None or form is None:
        return None
    sent = node.attributes.get("name") or name
    fields = [(field, text if field == sent else value) for field, value in form.fields]
    body = form_body(fields, encoding=page.decoded.encoding)
    if not body or sent not in {field for field, _ in fields}:
        return None
    step = Step(url=form.url, number=number)
    if form.is_post:
        return replace(step, body=body, content_type=FORM_TYPE, key=key_of(body))
    return replace(step, url=f"{form.url.partition('?')[0]}?{body}")

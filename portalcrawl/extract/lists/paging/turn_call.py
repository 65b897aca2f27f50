"""Pagers whose buttons run a function of the page: ``gotoPage(2)``, ``page="2"``.

>>> html = '''<a onclick="turn(2)">下一页</a> <a onclick="turn(9)">尾页</a>
... <script>function turn(n) { location.href = 'list.jsp?id=3&page=' + n }</script>'''
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/")
>>> paging = find_turn_call(page, Scripts.of_page(page))
>>> paging.next.url, paging.total_pages
('http://a.cn/list.jsp?id=3&page=2', 9)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborNode

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.pager_words import label_of, number_of
from portalcrawl.extract.lists.paging.buttons import Button, counts_of, next_button, said
from portalcrawl.extract.lists.paging.code_steps import Names, fixed_step, step_of_code
from portalcrawl.extract.lists.paging.counts import MAX_PAGES, as_count
from portalcrawl.extract.lists.paging.expressions import Call, Value, evaluate
from portalcrawl.extract.lists.paging.filling import is_page_name, page_names
from portalcrawl.extract.lists.paging.functions import step_of_function
from portalcrawl.extract.lists.paging.scripts import Scripts, calls_in, handlers
from portalcrawl.extract.lists.paging.turning import turned
from portalcrawl.extract.lists.paging.words import word_list
from portalcrawl.page.document import Page

MECHANISM = "turn_call"
MARKS = ("onclick", "onClick", "javascript:", "page=")
_TURNS = frozenset({"next", "previous", "first", "last", "number", "more"})
_NAME = r"[A-Za-z_$][\w$.]{0,60}"
_INCREMENT = re.compile(
    r"\+\+\s?([A-Za-z_$][\w$]{0,60})"
    r"|(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s?(?:\+\+|\+=\s?1(?!\d))"
)
MAX_CALLS_TRIED = 5
MAX_NODES = 300


def find_turn_call(page: Page, scripts: Scripts) -> Paging | None:
    """The paging by the buttons that run code; None where it is not known where they lead."""
    base = page_names(page)
    handled = dict(handled_buttons(page, base))
    buttons = list(handled) or list(_numbered_buttons(page))
    if not any(button.label != "first" for button in buttons):
        return None
    counts = counts_of(buttons)
    paging = Paging(
        mechanism=MECHANISM,
        current=counts.current,
        total_pages=counts.pages,
        total_items=counts.items,
    )
    if counts.current is not None and counts.pages is not None and counts.current >= counts.pages:
        return paging
    button = next_button(buttons, counts.current)
    button = button or next((button for button in buttons if button.label == "more"), None)
    if button is None:
        return paging if counts.current is not None and counts.current > 1 else None
    number = button.number or (counts.current or 1) + 1
    step = _step(page, scripts, button, handled.get(button, ""), number=number)
    if step is None and (counts.pages is None or counts.pages < number):
        return None
    # That there are more pages is worth knowing, even where only a browser would find them.
    return replace(paging, next=step)


def handled_buttons(page: Page, names: Names) -> Iterator[tuple[Button, str]]:
    """The buttons of pagers that run code, each with the code."""
    for node, code in handlers(page):
        label = label_of(said(node))
        if label not in _TURNS or "__doPostBack" in code:
            continue
        number = _number_attribute(node)
        calls = list(calls_in(code, _NAME))[:MAX_CALLS_TRIED]
        for call in calls:
            numbers = [as_count(evaluate(value, names), most=MAX_PAGES) for value in call.arguments]
            number = number or next(filter(None, reversed(numbers)), None)
        if number is None and label == "number":
            number = number_of(said(node))
        yield Button(node, label, calls[0].name if calls else "", number), code


def _numbered_buttons(page: Page) -> Iterator[Button]:
    """Buttons that carry the number of their page as an attribute, and no code."""
    names = word_list("attribute", "page")
    selector = ", ".join(f"a[{name}], li[{name}], button[{name}]" for name in names)
    for node in page.tree.css(selector)[:MAX_NODES]:
        label, number = label_of(said(node)), _number_attribute(node)
        if label in _TURNS and number:
            yield Button(node, label, "", number)


def _number_attribute(node: LexborNode) -> int | None:
    attributes = node.attributes
    found = (
        as_count(attributes.get(name), most=MAX_PAGES) for name in word_list("attribute", "page")
    )
    return next(filter(None, found), None)


def _step(page: Page, scripts: Scripts, button: Button, code: str, *, number: int) -> Step | None:
    """The request for page *number*: by the button's own code, a function, the page's scripts."""
    names = scripts.variables | page_names(page)
    fixed = fixed_step(code, page, names, number=number)
    if fixed is not None:
        return fixed
    for call in list(calls_in(code, _NAME))[:MAX_CALLS_TRIED]:
        step = None
        if button.number is None:
            step = _counted_step(page, scripts, call, names, number=number)
        step = step or _step_of_call(page, scripts, call, names, number=number)
        if step is not None:
            return step
    if button.number is None or code.strip(" ;\n") not in {"", "void(0)", "return false"}:
        return None
    # The number stands beside the button, and a script takes it from there.
    step = step_of_code(
        scripts.text, page, lambda asked: _turned_names(names, scripts, asked), number=number
    )
    return step or turned(Step(url=page.url, number=number - 1))


def _counted_step(
    page: Page, scripts: Scripts, call: Call, names: Names, *, number: int
) -> Step | None:
    """The request for page *number* by a function that keeps count itself, in a variable."""
    function = scripts.function(call.name)
    if function is None or not any(is_page_name(name) for name in scripts.variables):
        return None
    counted = dict(names)
    for match in _INCREMENT.finditer(function.code):
        name = match[1] or match[2]
        value = counted.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            counted[name] = value + 1
    return fixed_step(function.code, page, counted, number=number)


def _step_of_call(
    page: Page, scripts: Scripts, call: Call, names: Names, *, number: int
) -> Step | None:
    given = [evaluate(value, names) for value in call.arguments]
    known = step_of_function(call.name, given, page, number=number)
    if known is not None:
        return known
    function = scripts.function(call.name)
    if function is None:
        return None

    def names_for(asked: int) -> Names:
        # Of several arguments, the one that is the page's number.
        bound: dict[str, Value] = dict(zip(function.parameters, given, strict=False))
        for name, value in list(bound.items()):
            if value == number and not isinstance(value, bool):
                bound[name] = asked
        return _turned_names(names, scripts, asked) | bound

    step = step_of_code(function.code, page, names_for, number=number)
    return step or fixed_step(function.code, page, names_for(number), number=number)


def _turned_names(names: Names, scripts: Scripts, number: int) -> Names:
    """*names* with every name of a page's number set to *number*."""
    counted = [name for name in scripts.names if is_page_name(name)]
    return names | dict.fromkeys(counted, number)

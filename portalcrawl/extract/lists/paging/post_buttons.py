'''The buttons of a form that turn its pages: links, submit and image buttons, numbers to choose.

>>> html = """<form><b>1</b> <a href="javascript:__doPostBack('G','Page$2')">2</a>
... <a href="javascript:__doPostBack('G','Page$3')">3</a>"""
>>> from portalcrawl.extract.lists.paging.buttons import counts_of
>>> buttons = find_buttons(Page.of_bytes(html.encode(), url="http://a.cn/"))
>>> [(button.target, button.argument, button.number) for button in buttons], counts_of(buttons)
([('G', 'Page$2', 2), ('G', 'Page$3', 3)], Counts(current=1, pages=None, items=None))
'''

from __future__ import annotations

import re
from collections.abc import Iterator

from portalcrawl.extract.lists.pager_words import label_of, number_of, read_counts
from portalcrawl.extract.lists.paging.buttons import Button, pager_text, said
from portalcrawl.extract.lists.paging.counts import MAX_PAGES, as_count
from portalcrawl.extract.lists.paging.form import option_value
from portalcrawl.extract.lists.paging.scripts import calls_in, handlers
from portalcrawl.page.document import Page

_CALL = "__doPostBack|WebForm_PostBackOptions"
_ARGUMENT = re.compile(r"(?:Page\$)?(\d{1,6})")
_NEXT_NAME = re.compile(r"next(?:page)?(?:button|btn)?\d?$", re.IGNORECASE)
_PAGE_NAME = re.compile(r"page", re.IGNORECASE)
_TURNS = frozenset({"next", "previous", "first", "last", "number"})
MAX_NODES = 400
MAX_TYPED = 20


def find_buttons(page: Page) -> list[Button]:
    """The buttons of the page's first pager, in their order; none where it has no such pager."""
    links = list(_links(page))
    names = {button.name for button in links if button.label in {"next", "previous", "last"}}
    paged = [button for button in links if button.name in names] or _numbers_only(links)
    if paged:
        # Buttons of one pager may be controls of their own: btnNext, btnLast.
        alone = [button for button in links if button.label != "number" and button not in paged]
        return [*paged, *alone]
    return [*_pressed(page)] or [*_chosen(page)] or [*_typed(page)]


def _links(page: Page) -> Iterator[Button]:
    for node, code in handlers(page):
        call = next(calls_in(code, _CALL), None)
        if call is None or not all(isinstance(text, str) for text in call.arguments[:2]):
            continue
        target, argument = (*call.arguments[:2], "", "")[:2]
        label = label_of(said(node))
        if label not in _TURNS or not isinstance(target, str) or not isinstance(argument, str):
            continue
        match = _ARGUMENT.fullmatch(argument)
        number = int(match[1]) if match else number_of(said(node)) if label == "number" else None
        yield Button(node, label, target, number or None, target=target, argument=argument)


def _numbers_only(links: list[Button]) -> list[Button]:
    """Numbered buttons, at least two: a calendar has them too, but its arguments are no pages."""
    numbers = [button for button in links if button.label == "number" and button.number]
    agree = [button for button in numbers if number_of(said(button.node)) == button.number]
    return numbers if len(agree) >= 2 or (agree and agree[0].number == 2) else []


def _pressed(page: Page) -> Iterator[Button]:
    """Submit and image buttons."""
    selector = 'input[type="submit" i], input[type="image" i], button[name]'
    for node in page.tree.css(selector)[:MAX_NODES]:
        attributes = node.attributes
        name = attributes.get("name") or ""
        label = label_of(said(node))
        is_image = (attributes.get("type") or "").lower() == "image"
        if label is None and is_image and _NEXT_NAME.search(name):
            label = "next"
        if not name or "disabled" in attributes or label not in {"next", "previous", "last"}:
            continue
        sent = ((f"{name}.x", "1"), (f"{name}.y", "1"))
        value = attributes.get("value") or ""
        yield Button(node, label, name, None, fields=sent if is_image else ((name, value),))


def _chosen(page: Page) -> Iterator[Button]:
    """The options of a ``<select>`` that sends the form."""
    for select in page.tree.css("select[name][onchange]")[:MAX_NODES]:
        attributes = select.attributes
        name, code = attributes.get("name") or "", attributes.get("onchange") or ""
        # A post-back that waits: setTimeout('__doPostBack(\\'ddl\\',\\'\\')', 0).
        if "__doPostBack" not in code[:1000] or not _PAGE_NAME.search(name):
            continue
        options = select.css("option")[:MAX_PAGES]
        numbers = [number_of(option.text()) for option in options]
        if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
            continue
        shown = select.css_first("option[selected]") or options[0]
        for number, option in enumerate(options, 1):
            if option.mem_id == shown.mem_id:
                continue
            label = "last" if number == len(options) else "number"
            field = (name, option_value(option))
            yield Button(option, label, name, number, target=name, fields=(field,))
        return


def _typed(page: Page) -> Iterator[Button]:
    """A number to type, and a button to go there: ``AspNetPager1_input``."""
    pressed = {
        node.attributes.get("name"): node for node in page.tree.css('input[type="submit" i]')
    }
    for node in page.tree.css('input[name$="_input"]')[:MAX_TYPED]:
        attributes = node.attributes
        name = (attributes.get("name") or "").removesuffix("_input")
        current = as_count(attributes.get("value") or "", most=MAX_PAGES)
        go = pressed.get(name)
        if go is None or not current or not _PAGE_NAME.search(name):
            continue
        if read_counts(pager_text(node)).pages is None:
            continue
        value = go.attributes.get("value") or ""
        fields = ((f"{name}_input", str(current + 1)), (name, value))
        yield Button(go, "next", name, current + 1, fields=fields)
        return

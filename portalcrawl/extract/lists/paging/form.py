"""A form as a browser would send it: the fields with the values that they have in the page.

>>> page = Page.of_bytes(
...     b"<form method=post action=l.aspx><input name=a value='1 2'><input type=submit name=go>",
...     url="http://a.cn/x/",
... )
>>> form = read_form(page, page.tree.css_first("input"))
>>> form.url, form.fields, form_body(form.fields, encoding="utf-8")
('http://a.cn/x/l.aspx', [('a', '1 2')], 'a=1+2')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote_plus

from selectolax.lexbor import LexborNode

from portalcrawl.extract.lists.paging.surrogates import joined_surrogates
from portalcrawl.page.document import Page

FORM_TYPE = "application/x-www-form-urlencoded"
MAX_BODY_CHARS = 1_000_000
MAX_FIELDS = 2000
MAX_LEVELS = 200
# Buttons are sent only when they are pressed; a file can't be.
_NOT_SENT = frozenset({"submit", "button", "image", "reset", "file"})
_STATE = 'input[name="__VIEWSTATE"]'


@dataclass(frozen=True, slots=True)
class Form:
    """Where a form is sent to and how, and its fields in the order of the page."""

    url: str
    fields: list[tuple[str, str]]
    is_post: bool = True


def read_form(page: Page, node: LexborNode, *, any_method: bool = False) -> Form | None:
    """The form around *node*, the page's first where none is; None where it is not sent by POST.

    *any_method* also takes one that is sent as a query.
    """
    root = page.tree.root
    form = _around(node) or page.tree.css_first("form")
    if form is None or root is None:
        return None
    attributes = form.attributes
    keeps_state = root.css_first(_STATE) is not None
    is_post = (attributes.get("method") or "").strip().lower() == "post" or keeps_state
    if not is_post and not any_method:
        return None
    url = page.absolute(attributes.get("action") or "") or page.url
    # A form between table and row ends at once in the tree, and what was in it stands behind it.
    is_empty = keeps_state and form.css_first(_STATE) is None
    return Form(url, _fields(root if is_empty else form), is_post=is_post)


def form_body(fields: Iterable[tuple[str, str]], *, encoding: str) -> str | None:
    """*fields* as the body of a POST, in the charset of the page; None where it is too long."""
    pairs = [f"{_escaped(name, encoding)}={_escaped(value, encoding)}" for name, value in fields]
    body = "&".join(pairs)
    return body if len(body) <= MAX_BODY_CHARS else None


def _escaped(text: str, encoding: str) -> str:
    return quote_plus(joined_surrogates(text), encoding=encoding, errors="xmlcharrefreplace")


def _around(node: LexborNode) -> LexborNode | None:
    found: LexborNode | None = node
    for _ in range(MAX_LEVELS):
        if found is None or found.tag == "form":
            return found
        found = found.parent
    return None


def _fields(root: LexborNode) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for node in root.css("input[name], select[name], textarea[name]")[:MAX_FIELDS]:
        attributes = node.attributes
        name = attributes.get("name") or ""
        if name and "disabled" not in attributes and (value := _value(node)) is not None:
            found.append((name, value))
    return found


def _value(node: LexborNode) -> str | None:
    """What is sent for the control; None where it is not sent."""
    attributes = node.attributes
    if node.tag == "textarea":
        return node.text()
    if node.tag == "select":
        option = node.css_first("option[selected]") or node.css_first("option")
        return None if option is None else option_value(option)
    kind = (attributes.get("type") or "text").lower()
    if kind in _NOT_SENT or (kind in {"checkbox", "radio"} and "checked" not in attributes):
        return None
    return attributes.get("value") or ("on" if kind in {"checkbox", "radio"} else "")


def option_value(option: LexborNode) -> str:
    """What is sent for *option*: its value, or its text where it has none."""
    attributes = option.attributes
    return (attributes.get("value") or "") if "value" in attributes else option.text().strip()

"""From a request as a script writes it to one that can be sent.

>>> from portalcrawl.extract.lists.paging.script_requests import script_requests
>>> scripts = Scripts("var page = 1; $.get('/list', {pageNo: page, word: $('#w').val()})")
>>> page = Page.of_bytes(b"", url="http://a.cn/")
>>> request = next(script_requests(scripts))
>>> fill(request, page, names_of(request, page, scripts, number=3), number=3).url
'http://a.cn/list?pageNo=3&word='
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote_plus, urlsplit

from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.lists.paging.expressions import (
    UNKNOWN,
    Call,
    Name,
    Sum,
    Value,
    as_text,
    evaluate,
)
from portalcrawl.extract.lists.paging.form import FORM_TYPE, MAX_BODY_CHARS
from portalcrawl.extract.lists.paging.script_requests import ScriptRequest
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.extract.lists.paging.turning import key_of
from portalcrawl.page.document import Page

JSON_TYPE = "application/json"
MAX_NAMES = 200
# What scripts call the number of the page.
_PAGE_NAME = re.compile(
    r"(?:[\w$]+\.)*(?:_?(?:i|n|p|num|pn)|[\w$]*page(?:_?(?:no|num|number|index|id|now|n))?|cur\w{0,9}|current\w{0,9})",
    re.IGNORECASE,
)
_CHANNEL_NAME = re.compile(r"(?:[\w$]+\.)*_?channel_?id", re.IGNORECASE)


def fill(
    request: ScriptRequest, page: Page, names: Mapping[str, Value], *, number: int | None
) -> Step | None:
    """*request* with *names* filled in; None where its address can't be known.

    A field of its data that can't be known is sent empty: a form's own fields are, on a new page.
    """
    address = as_text(evaluate(request.url, names))
    if not address:
        return None
    data = evaluate(request.data, names)
    if request.is_json and isinstance(data, dict):
        return _json_step(page, address, data, number=number)
    query = _query(data)
    if request.is_post:
        url = page.absolute(address)
        if url is None or not query or len(query) > MAX_BODY_CHARS:
            return None
        return Step(url=url, number=number, body=query, content_type=FORM_TYPE, key=key_of(query))
    mark = "&" if "?" in address else "?"
    url = page.absolute(f"{address}{mark}{query}" if query else address)
    return Step(url=url, number=number) if url else None


def _json_step(
    page: Page, address: str, data: dict[str, Value], *, number: int | None
) -> Step | None:
    url = page.absolute(address)
    try:
        body = json.dumps(_known(data), separators=(",", ":"), allow_nan=False)
    except ValueError:
        return None
    if url is None or len(body) > MAX_BODY_CHARS:
        return None
    return Step(url=url, number=number, body=body, content_type=JSON_TYPE, key=key_of(body))


def _known(value: Value) -> object:
    if isinstance(value, dict):
        return {name: _known(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_known(item) for item in value]
    return "" if value is UNKNOWN else value


def _query(data: Value) -> str:
    if isinstance(data, str):
        return data.lstrip("?&") if data.isascii() and not re.search(r"\s", data) else ""
    if not isinstance(data, dict):
        return ""
    texts = ((name, as_text(value) or "") for name, value in data.items())
    return "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in texts)


def _escaped(text: str) -> str:
    return quote_plus(text, errors="replace")


def names_of(
    request: ScriptRequest, page: Page, scripts: Scripts, *, number: int
) -> dict[str, Value]:
    """What the names in *request* stand for when it asks for page *number*."""
    names = scripts.variables | page_names(page)
    for name in names_in([request.url, request.data]):
        if is_page_name(name):
            names[name] = number
        elif name not in names and _CHANNEL_NAME.fullmatch(name):
            names[name] = page.meta("channelid")
    return names


def page_names(page: Page) -> dict[str, Value]:
    """What a script in *page* knows of its address."""
    parts = urlsplit(page.url)
    path, origin = parts.path, f"{parts.scheme}://{parts.netloc}"
    names: dict[str, Value] = {}
    for prefix in ("", "window.", "document.", "self.", "top."):
        names |= {
            f"{prefix}location.pathname": path,
            f"{prefix}location.href": page.url,
            f"{prefix}location": page.url,
            f"{prefix}location.origin": origin,
            f"{prefix}location.host": parts.netloc,
            f"{prefix}location.protocol": f"{parts.scheme}:",
            f"{prefix}location.search": f"?{parts.query}" if parts.query else "",
        }
    return names


def is_page_name(name: str) -> bool:
    """Whether a variable of this *name* is the number of a page."""
    return len(name) <= 60 and _PAGE_NAME.fullmatch(name) is not None


def names_in(values: list[Value]) -> Iterator[str]:
    """The names in *values*, each as often as it stands there."""
    queue = list(values)
    for _ in range(MAX_NAMES):
        if not queue:
            return
        match queue.pop():
            case Name(text):
                yield text
            case Sum(terms):
                queue.extend(terms)
            case Call(_, arguments):
                queue.extend(arguments)
            case dict() as pairs:
                queue.extend(pairs.values())
            case list() as items:
                queue.extend(items)

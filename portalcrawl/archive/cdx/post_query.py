r"""The address under which replay tools look up the answer to a form or to a script's POST.

>>> form = b"POST /list HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\npage=2"
>>> indexed_url("http://a.cn/list", form)
'http://a.cn/list?__wb_method=POST&page=2'

The method and the body stand in the query, as pywb, cdxj-indexer and ReplayWeb.page write it
(https://specs.webrecorder.net/request-body-canonicalization/latest/): so a reader's GET never finds
what a form was answered.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote_plus, urlencode

MAX_QUERY_CHARS = 4096
_WITH_BODY = frozenset({"POST", "PUT"})


def indexed_url(url: str, request: bytes) -> str:
    """*url* as an index has it that answered *request* (an HTTP message)."""
    method, query = method_and_query(request)
    if method not in _WITH_BODY:
        return url
    parts = [f"__wb_method={method}", *([query] if query else [])]
    return f"{url}{'&' if '?' in url else '?'}{'&'.join(parts)}"


def method_and_query(request: bytes) -> tuple[str, str]:
    """The method of *request*, and its body as a query; both empty for what is no HTTP request."""
    head, _, body = request.partition(b"\r\n\r\n")
    line, *headers = head.decode("latin-1").split("\r\n")
    method = line.partition(" ")[0].upper()
    if method not in _WITH_BODY or not body:
        return method, ""
    fields = (header.partition(":") for header in headers)
    values = {name.strip().lower(): value.strip() for name, _, value in fields}
    return method, _query(body, values.get("content-type", ""))[:MAX_QUERY_CHARS]


def _query(body: bytes, content_type: str) -> str:
    if content_type.startswith("application/x-www-form-urlencoded"):
        try:
            return unquote_plus(body.decode("utf-8"))
        except UnicodeDecodeError:
            return _opaque(body)
    if content_type.startswith(("application/json", "text/plain")):
        try:
            return urlencode(_json_parameters(json.loads(body)))
        except ValueError:
            return "" if content_type.startswith("application/json") else _opaque(body)
    return _opaque(body)


def _opaque(body: bytes) -> str:
    return f"__wb_post_data={base64.b64encode(body).decode()}"


def _json_parameters(value: object) -> dict[str, str]:
    """The named values in a JSON document; a name that comes again has a number after it."""
    found: dict[str, str] = {}
    repeats: Counter[str] = Counter()
    for name, leaf in _leaves(value, ""):
        key = name
        if name in found:
            repeats[name] += 1
            key = f"{name}.{repeats[name] + 1}_"
        found[key] = leaf
    return found


def _leaves(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, name)
    elif name:
        yield name, _as_javascript(value)


def _as_javascript(value: object) -> str:
    """A number, string, truth value or null as a browser's script would write it."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value)

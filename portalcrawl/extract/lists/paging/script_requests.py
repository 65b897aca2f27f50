"""The requests that a page's scripts make: address, data, and how they are sent.

>>> scripts = Scripts("$.post('/list', {pageNo: page, size: 9}, show); axios.get('/n?p=' + p)")
>>> for request in script_requests(scripts):
...     print(request.url, request.data, request.is_post, request.is_json)
/list {'pageNo': Name(text='page'), 'size': 9} True False
Sum(terms=('/n?p=', Name(text='p'))) None False False
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portalcrawl.extract.lists.paging.expressions import UNKNOWN, Call, Name, Sum, Value
from portalcrawl.extract.lists.paging.scripts import Scripts

_NAMES = (
    r"(?:\$|jQuery)\.(?:ajax|get|post|getJSON)"
    r"|(?:this\.)?(?:\$http|axios|Vue\.http)(?:\.(?:get|post|request))?"
    r"|fetch|request(?:\.(?:get|post))?|\.load"
)


@dataclass(frozen=True, slots=True)
class ScriptRequest:
    """A request as written: its address and data may hold names that a script would fill in."""

    url: Value
    data: Value
    is_post: bool
    is_json: bool


def script_requests(scripts: Scripts) -> Iterator[ScriptRequest]:
    """The requests in *scripts*, in their order."""
    for call in scripts.calls(_NAMES):
        request = _of_call(call, scripts.assigned)
        if request is not None:
            yield request


def _of_call(call: Call, variables: dict[str, Value]) -> ScriptRequest | None:
    first, second = (*call.arguments, None, None)[:2]
    verb = call.name.rpartition(".")[2]
    if isinstance(first, dict):
        return _of_options(first, first.get("url"), variables)
    if verb in {"ajax", "fetch", "axios"} and isinstance(second, dict):
        return _of_options(second, first, variables)
    second = _meant(second, variables)
    if verb == "get" and isinstance(second, dict) and isinstance(second.get("params"), dict):
        # How axios says what is in the query.
        second = second["params"]
    data = second if isinstance(second, dict | str | Call | Sum) else None
    is_json = verb == "post" and not call.name.startswith(("$.", "jQuery"))
    return _made(_meant(first, variables), data, is_post=verb == "post", is_json=is_json)


def _of_options(
    options: dict[str, Value], url: Value, variables: dict[str, Value]
) -> ScriptRequest | None:
    method = options.get("type", options.get("method"))
    is_post = isinstance(method, str) and method.upper() == "POST"
    data = next((options[name] for name in ("data", "params", "body") if name in options), None)
    data = _meant(data, variables)
    kinds = [options.get("contentType"), options.get("headers")]
    is_json = "headers" in options or any(
        isinstance(kind, str) and "json" in kind.lower() for kind in kinds
    )
    return _made(_meant(url, variables), data, is_post=is_post, is_json=is_json)


def _meant(value: Value, variables: dict[str, Value]) -> Value:
    """What was assigned to *value* where it is a variable; else *value*."""
    return variables.get(value.text, value) if isinstance(value, Name) else value


def _made(url: Value, data: Value, *, is_post: bool, is_json: bool) -> ScriptRequest | None:
    if url is None or url is UNKNOWN:
        return None
    if isinstance(data, Call) and data.name == "JSON.stringify" and data.arguments:
        data, is_json = data.arguments[0], True
    return ScriptRequest(url, data, is_post=is_post, is_json=is_post and is_json)

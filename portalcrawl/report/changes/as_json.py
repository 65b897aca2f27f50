"""All changes as one JSON object, in parts: a million of them need no more memory than one.

>>> print("".join(json_parts({"site": "a.cn"}, [])))
{"site": "a.cn",
"changes": [],
"counts": {}}
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from portalcrawl.report.changes.model import Change


def json_parts(head: Mapping[str, Any], changes: Iterable[Change]) -> Iterator[str]:
    """The object: *head*, which is not empty, the list ``changes``, and ``counts`` of each kind."""
    yield f'{_text(head)[:-1]},\n"changes": ['
    counts: Counter[str] = Counter()
    for change in changes:
        yield ",\n" if counts else "\n"
        yield _text(change.as_json())
        counts[change.kind] += 1
    yield f'],\n"counts": {_text(counts)}}}'


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)

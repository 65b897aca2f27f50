"""Dataclasses as documents: what BSON can hold, and nothing else.

>>> from portalcrawl.items import LinkTo
>>> document(LinkTo("党建", None))
{'title': '党建', 'url': None}
>>> document([timedelta(minutes=90)])
[5400.0]
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


def document(value: Any) -> Any:  # noqa: ANN401 - any item in, its document out
    """*value* with dataclasses turned into dicts, to any depth.

    Lone surrogates (from broken escapes in a page) can't be stored as UTF-8 and become U+FFFD.
    Durations become seconds.
    """
    if isinstance(value, str):
        return value if value.isprintable() else _SURROGATE.sub("\ufffd", value)
    if value is None or isinstance(value, int | float | bytes | datetime):
        return value
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, list | tuple):
        return [document(item) for item in value]
    if isinstance(value, dict):
        return {key: document(item) for key, item in value.items()}
    if is_dataclass(value):
        return {field.name: document(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"not a document: {value!r}")

"""How a crawl came to ask for a URL: kept with its record, so that its page can be read again.

>>> found = Found(via="http://a.cn/list", hop_path="LL", role="row", anchor="关于动员会的通知")
>>> Found.of_fields(parse_fields(format_fields(found.fields().items()))) == found
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

# The names that Heritrix gave to two of them; the rest are ours.
_NAMES = {"via": "via", "hop_path": "hopsFromSeed"}
_PREFIX = "portalcrawl-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the frontier knew of a URL when it was asked for (see frontier/entry.py).

    ``role`` is the rule that found it, ``key`` what tells the request from others to its address.
    """

    via: str = ""
    hop_path: str = ""
    role: str = ""
    anchor: str = ""
    row_date: str = ""
    column: str = ""
    number: int = 0
    key: str = ""
    rows: str = ""

    def capture_key(self, *, is_form: bool) -> str:
        """What tells the answer from what a reader finds at the address; empty for that.

        It is that of a form that was sent (``form`` where nothing is known of it), or of a probe.
        """
        return self.key or "form" if is_form else "probe" if self.role == "probe" else ""

    def fields(self) -> dict[str, str]:
        """What is known, by the names that a metadata record has for it."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {_NAMES.get(k, _PREFIX + k): str(v) for k, v in values.items() if v}

    @classmethod
    def of_fields(cls, values: Mapping[str, str]) -> Found:
        """What ``fields`` wrote; what others wrote of a URL as far as the names are the same."""
        names = [field.name for field in fields(cls)]
        known = {k: values[name] for k in names if (name := _NAMES.get(k, _PREFIX + k)) in values}
        number = known.pop("number", "0")
        return cls(**known, number=int(number) if number.isdecimal() else 0)


NOT_FOUND = Found()


def format_fields(values: Iterable[tuple[str, str]]) -> bytes:
    """*values* as ``application/warc-fields``: a line each, UTF-8."""
    return "".join(f"{k}: {' '.join(v.split())}\r\n" for k, v in values).encode()


def parse_fields(block: bytes) -> dict[str, str]:
    """The fields of an ``application/warc-fields`` block; the first of each name."""
    found: dict[str, str] = {}
    for line in block.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip(), value.strip())
    return found

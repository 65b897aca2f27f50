"""Documents as the bytes that MongoDB sent: passed on to who compares them, not looked into.

>>> decoded([bson.encode({"_id": 1})])
[{'_id': 1}]
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import bson
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo.collection import Collection

Doc: TypeAlias = dict[str, Any]
_RAW = CodecOptions(document_class=RawBSONDocument)
_AWARE: CodecOptions[Doc] = CodecOptions(tz_aware=True)


def find_raw(
    collection: Collection[Doc], query: Doc, projection: Iterable[str] = ()
) -> tuple[bytes, ...]:
    """The documents of *collection* that match, as BSON; whole, or the fields of *projection*."""
    fields = dict.fromkeys(projection, 1) or None
    raw = collection.with_options(codec_options=_RAW)
    return tuple(bytes(found.raw) for found in raw.find(query, fields))


def decoded(documents: Iterable[bytes]) -> list[Doc]:
    """The documents in BSON *documents*; times are aware."""
    return [bson.decode(document, _AWARE) for document in documents]

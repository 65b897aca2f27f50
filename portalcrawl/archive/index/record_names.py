"""The identifiers and addresses of a record, as the programs that write them differ.

>>> record_uuid("<urn:uuid:5f9d>"), target_url("<http://a.cn/x>"), target_url("dns:a.cn")
('5f9d', 'http://a.cn/x', None)
>>> target_url("http://a.cn/列表.asp")
'http://a.cn/%E5%88%97%E8%A1%A8.asp'
"""

from __future__ import annotations

from datetime import UTC, datetime

from portalcrawl.errors import UrlError
from portalcrawl.urls.absolute import absolute_url
from portalcrawl.urls.keys import canonical_url


def record_uuid(record_id: str | None) -> str:
    """The UUID in a WARC-Record-ID; another kind of id as it stands, without its brackets."""
    return (record_id or "").strip().removeprefix("<").removesuffix(">").removeprefix("urn:uuid:")


def target_url(target: str | None) -> str | None:
    """The http(s) address of a WARC-Target-URI; None where it names something else.

    Old tools put it in brackets (WARC/1.0 asked for it), some leave it as it was typed: what is not
    ASCII is escaped as browsers do it, what is stays byte for byte.
    """
    text = (target or "").strip()
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    if not text.lower().startswith(("http://", "https://")):
        return None
    if not text.isascii() or not text.isprintable() or " " in text or text[:4] != "http":
        return absolute_url(text, base=text)
    try:
        canonical_url(text)
    except UrlError:
        return None
    return text


def record_moment(date: str | None) -> datetime | None:
    """A WARC-Date in UTC, to the millisecond; None where it is none.

    >>> record_moment("2026-01-02T03:04:05.678901Z").isoformat()
    '2026-01-02T03:04:05.678000+00:00'
    >>> record_moment("2016-11") is None
    True
    """
    try:
        moment = datetime.fromisoformat((date or "").strip())
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

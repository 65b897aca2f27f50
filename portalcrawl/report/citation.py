"""The records behind an article, and whether everything that is known of them agrees.

>>> check = Check("payload", {"capture": "sha1:A", "record": "sha1:A", "bytes now": "sha1:B"})
>>> check.agrees, check.text()
(False, 'payload: capture sha1:A, record sha1:A, bytes now sha1:B')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from portalcrawl.archive.evidence import Evidence

Json: TypeAlias = dict[str, Any]
WARCINFO = ("software", "operator", "robots", "http-header-user-agent", "isPartOf", "format")


@dataclass(frozen=True, slots=True)
class Check:
    """A thing of which several places say what it is; None is a place that says nothing."""

    name: str
    said: dict[str, str | None]

    @property
    def agrees(self) -> bool:
        """Whether all that say something say the same."""
        return len({value for value in self.said.values() if value is not None}) <= 1

    def text(self) -> str:
        """Who says what, in a line."""
        said = (f"{who} {value or 'nothing'}" for who, value in self.said.items())
        return f"{self.name}: {', '.join(said)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageProof:
    """A page of an article: its capture (a document), its record, and what stands around that.

    ``original`` is the record with the payload of a revisit. ``trouble`` says what can't be read.
    """

    number: int | None
    url: str
    capture: Json
    record: Evidence | None = None
    original: Evidence | None = None
    warcinfo: dict[str, str] = field(default_factory=dict)
    request: tuple[str, ...] = ()
    trouble: str | None = None

    def checks(self) -> list[Check]:
        """What must agree for the record to be that of the page."""
        if (record := self.record) is None:
            return []
        full = self.original or record
        found = [
            Check("record id", {"capture": self.capture["_id"], "record": record.record_id}),
            Check("address", {"capture": self.capture["url"], "record": record.target_uri}),
            Check(
                "payload digest",
                {
                    "capture": self.capture["payload_digest"],
                    "record": _payload_declared(record, full),
                    **({"original": _payload_declared(full, full)} if self.original else {}),
                    "bytes now": full.payload_now,
                },
            ),
            _block_check("block digest", record),
        ]
        if self.original is not None:
            refers = {"revisit": record.refers_to, "record": self.original.record_id}
            block = _block_check("original's block digest", self.original)
            found += [Check("original's id", refers), block]
        return found

    def as_json(self) -> Json:
        """All of it."""
        return {
            "number": self.number,
            "url": self.url,
            "fetched_at": self.capture.get("fetched_at"),
            "status": self.capture.get("status"),
            "capture": self.capture.get("_id"),
            "record": asdict(self.record) if self.record else None,
            "original": asdict(self.original) if self.original else None,
            "warcinfo": self.warcinfo,
            "request": list(self.request),
            "checks": [{**asdict(one), "agrees": one.agrees} for one in self.checks()],
            "trouble": self.trouble,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An article (a document) with the proof of each page, and what is read of them now."""

    article: Json
    pages: Sequence[PageProof]
    read_digest: str | None
    """The content digest of what is read now; None where nothing could be."""

    def disagreements(self) -> list[str]:
        """What does not agree, a line each; empty: the article is what its records say."""
        found = [page.trouble for page in self.pages if page.trouble is not None]
        found += [one.text() for page in self.pages for one in page.checks() if not one.agrees]
        content = self._content()
        if self.read_digest is None and not found:
            found.append("content digest: nothing is read from the records as an article now")
        elif not content.agrees:
            found.append(f"{content.text()} (other rules? portalcrawl reprocess --dry-run tells)")
        return found

    def line(self) -> str:
        """The article as a reference to cite."""
        article, first = self.article, self.pages[0]
        who = article.get("author") or article.get("source")
        parts = [who, f"《{article['title']}》", article.get("published"), article["url"]]
        said = ", ".join(part for part in parts if part)
        if (record := first.record) is None:
            return said
        full = first.original or record
        return (
            f"{said}; archived {record.date}, WARC record <urn:uuid:{record.record_id}>"
            f" ({record.file}, byte {record.offset}, {record.length} bytes), payload"
            f" {full.payload_now}"
        )

    def as_json(self) -> Json:
        """All of it, with the verdict."""
        names = ("site", "title", "url", "urls", "published", "source", "author", "revision")
        wrong = self.disagreements()
        return {
            "id": self.article.get("article") or self.article["_id"],
            **{name: self.article.get(name) for name in names},
            "citation": self.line(),
            "content_digest": {**self._content().said, "agrees": self._content().agrees},
            "pages": [page.as_json() for page in self.pages],
            "agrees": not wrong,
            "disagreements": wrong,
        }

    def text(self) -> str:
        """All of it for a person."""
        article = self.article
        lines = [article["title"], f"  url        {article['url']}"]
        lines.append(f"  revision   {article['revision']}")
        for page in self.pages:
            lines += _page_lines(page)
        lines += [_mark(self._content()), "", self.line()]
        return "\n".join(lines)

    def _content(self) -> Check:
        stored = self.article["content_digest"]
        return Check("content digest", {"stored": stored, "read now": self.read_digest})


def _payload_declared(record: Evidence, full: Evidence) -> str | None:
    """What *record* declares of the payload that *full* has, comparable with ``payload_now``."""
    label = record.payload_recorded
    if label != full.payload_recorded:
        return label
    return _declared(label, full.payload_now, is_sound=full.is_payload_sound)


def _block_check(name: str, record: Evidence) -> Check:
    now = record.block_now
    declared = _declared(record.block_recorded, now, is_sound=record.is_block_sound)
    return Check(name, {"record": declared, "bytes now": now})


def _declared(label: str | None, now: str | None, *, is_sound: bool | None) -> str | None:
    """The declared digest *label*, as *now* where it was taken of the same bytes.

    Other programs write digests in other notations and algorithms, and take them with the transfer
    coding. One that can't be checked says nothing.
    """
    if is_sound is None:
        return None
    return now if is_sound else label


def _page_lines(page: PageProof) -> list[str]:
    lines = [f"page {page.number}  {page.url}"] if page.number is not None else []
    if (when := page.capture.get("fetched_at")) is not None:
        assert isinstance(when, datetime)
        lines.append(f"  fetched    {when:%Y-%m-%d %H:%M:%S} UTC")
    if page.trouble is not None:
        lines.append(f"  TROUBLE    {page.trouble}")
    for name, record in (("record", page.record), ("original", page.original)):
        if record is not None:
            lines += [
                f"  {name:<10} {record.kind} <urn:uuid:{record.record_id}> {record.date}",
                f"             {record.file}, byte {record.offset}, {record.length} bytes",
                f"             {record.target_uri}",
            ]
    lines += [_mark(check) for check in page.checks()]
    known = [(name, page.warcinfo[name]) for name in WARCINFO if name in page.warcinfo]
    lines += [f"  {name}: {value}" for name, value in known]
    lines += [f"  > {line}" for line in page.request]
    return lines


def _mark(check: Check) -> str:
    if not check.agrees:
        return f"  DIFFERS    {check.text()}"
    value = next((value for value in check.said.values() if value is not None), "not recorded")
    return f"  agrees     {check.name}: {value} ({', '.join(check.said)})"

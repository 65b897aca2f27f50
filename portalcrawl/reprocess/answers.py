"""An answer as the crawl had it, made again of its capture and its record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from portalcrawl.archive.following import Companions, read_companions
from portalcrawl.archive.found import Found, parse_fields
from portalcrawl.extract.links import Role
from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.reading import Answer
from portalcrawl.frontier.entry import Entry
from portalcrawl.page.decode import charset_of, decode_page
from portalcrawl.recrawl.follow import step_of
from portalcrawl.reprocess.archived import archived_answer
from portalcrawl.sites.identity import twin_key

Doc: TypeAlias = Mapping[str, Any]


def asked_again(
    folder: Path,
    capture: Doc,
    *,
    site: str,
    home: str,
    list_url: str = "",
    data: Iterable[Doc] = (),
) -> tuple[Answer, Entry]:
    """The answer of *capture* with what the crawl knew of its address, and that as an entry.

    *list_url* is where the list begins that it is a page of, *data* are the captures of what the
    scripts of a rendered page asked for. Raises ArchiveError.
    """
    found = Found.of_fields(capture.get("found") or {})
    entry = Entry(
        site=site,
        url=capture["url"],
        via=found.via or None,
        hop_path=found.hop_path,
        anchor=found.anchor,
        row_date=found.row_date,
        role=found.role,
        column=found.column,
        number=found.number,
        key=found.key,
        rows=found.rows,
    )
    if entry.role == Role.PAGE and capture["key"]:
        entry = _with_form(entry, _companions(folder, capture))
    answer = replace(
        archived_answer(folder, capture),
        is_home=_is_home(entry, home=home),
        anchor=entry.anchor,
        row_date=entry.row_date,
        role=entry.role,
        sent=step_of(entry) if entry.role == Role.PAGE else None,
        list_url=list_url or entry.via,
        asked=tuple(_asked(folder, one) for one in data),
    )
    return answer, entry


def _asked(folder: Path, capture: Doc) -> tuple[Step, str]:
    """A request of a script, and what it got."""
    answer = archived_answer(folder, capture)
    text = decode_page(answer.body, http_charset=charset_of(answer.content_type)).text
    sent = _with_form(Entry(site="", url=capture["url"]), _companions(folder, capture))
    step = Step(url=sent.url, body=sent.body, content_type=sent.content_type, key=sent.body)
    return step, text


def _companions(folder: Path, capture: Doc) -> Companions:
    place = {"file": capture["file"], "offset": capture["offset"]}
    return read_companions(folder, **place, record_id=capture["_id"])


def _with_form(entry: Entry, sent: Companions) -> Entry:
    """*entry* with the body that was sent: the next page is asked for with one like it."""
    head = parse_fields(sent.request_head.encode("latin-1"))
    types = {name.lower(): value for name, value in head.items()}
    body = sent.request_body.decode("ascii", "replace")
    return replace(entry, body=body, content_type=types.get("content-type", ""))


def _is_home(entry: Entry, *, home: str) -> bool:
    """Whether it is the answer to the seed: found on no page, or led to from there."""
    if entry.hop_path.strip("R") or entry.key:
        return False
    # Of what others archived no way is known.
    return bool(entry.hop_path) or twin_key(entry.url) == twin_key(home)

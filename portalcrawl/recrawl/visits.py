"""The Visit that acknowledges a URL, for each way its asking can end."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from portalcrawl.extract.reading import Answer, Reading
from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.frontier.past import Sight
from portalcrawl.page.state import PageState
from portalcrawl.recrawl.follow import Followed
from portalcrawl.recrawl.retry import Retry, retry

# Asking again gives the same: the address is none.
FINAL_REASONS = frozenset({"unsupported_scheme"})
# Where new pages show first, beside the first pages of lists.
HEADS = frozenset({"home", "sitemap"})
# A home page that does not answer is a message to the user: soon, not after three pauses.
MAX_SEED_ATTEMPTS = 1


def answered(
    entry: Entry,
    answer: Answer,
    reading: Reading,
    *,
    capture: str,
    followed: Followed | None = None,
) -> Visit:
    """The page came, and *reading* is what it was (a 404 is an answer too).

    *followed* is what a list page came to. When to ask again is for ``watch.py`` to say.
    """
    judgement = reading.judgement
    reason = judgement.vendor or judgement.rule
    return Visit(
        entry=entry,
        state=State.DONE,
        reason="ok" if judgement.state is PageState.OK else reason,
        visited_at=answer.fetched_at,
        kind=reading.kind,
        status=answer.status,
        capture=capture,
        etag=answer.header("etag"),
        last_modified=answer.header("last-modified"),
        is_head=reading.kind in HEADS or (followed is not None and followed.is_first),
        led_to=reading.links[0].url if reading.kind == "redirect" and reading.links else "",
        sight=sight_of(answer, reading, followed),
    )


def sight_of(answer: Answer, reading: Reading, followed: Followed | None) -> Sight:
    """What the page says, in short; an article's digest is that of its item, which has none yet."""
    if reading.article is not None:
        return Sight(published=reading.article.published or answer.row_date)
    if followed is None:
        said = [link.url for link in reading.links] if reading.page is not None else []
        return Sight(digest=_digest("\n".join(said).encode() if said else answer.body))
    rows = followed.page.rows
    return Sight(
        digest=_digest("\n".join(f"{row.key} {row.title}" for row in rows).encode()),
        dates=tuple(row.published for row in rows),
        new_rows=followed.new_rows,
    )


def _digest(said: bytes) -> str:
    return blake2b(said, digest_size=8).hexdigest()


def failed(
    entry: Entry,
    reason: str,
    *,
    now: datetime,
    pause_secs: float = 2.0,
    status: int | None = None,
    capture: str | None = None,
    retry_after_secs: float | None = None,
) -> Visit:
    """No answer worth reading: queued again for later, or given up."""
    final = reason in FINAL_REASONS
    final |= not entry.hop_path and entry.attempts >= MAX_SEED_ATTEMPTS
    after = Retry(again_at=None, reason=reason) if final else None
    after = after or retry(
        attempts=entry.attempts,
        reason=reason,
        now=now,
        pause_secs=pause_secs,
        retry_after_secs=retry_after_secs,
    )
    return Visit(
        entry=entry,
        state=State.QUEUED if after.again_at else State.FAILED,
        reason=reason,
        visited_at=now,
        due_at=after.again_at,
        kind="error",
        status=status,
        capture=capture,
    )


def refused(entry: Entry, reason: str, *, now: datetime) -> Visit:
    """We may not ask: robots.txt, or the scope as it is now."""
    return Visit(entry=entry, state=State.SKIPPED, reason=reason, visited_at=now)

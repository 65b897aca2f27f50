"""The Visit that acknowledges a URL, for each way its asking can end."""

from __future__ import annotations

from datetime import datetime

from portalcrawl.extract.reading import Answer, Reading
from portalcrawl.frontier.entry import Entry, State, Visit
from portalcrawl.page.state import PageState
from portalcrawl.recrawl.retry import Retry, retry

# Asking again gives the same: the address is none.
FINAL_REASONS = frozenset({"unsupported_scheme"})
# A home page that does not answer is a message to the user: soon, not after three pauses.
MAX_SEED_ATTEMPTS = 1


def answered(entry: Entry, answer: Answer, reading: Reading, *, capture: str) -> Visit:
    """The page came, and *reading* is what it was (a 404 is an answer too)."""
    judgement = reading.judgement
    reason = judgement.vendor or judgement.rule
    return Visit(
        entry=entry,
        state=State.DONE,
        reason="ok" if judgement.state is PageState.OK else reason,
        visited_at=answer.fetched_at,
        # Due at once: the next run asks for the whole site again.
        due_at=answer.fetched_at,
        kind=reading.kind,
        status=answer.status,
        capture=capture,
        etag=answer.header("etag"),
        last_modified=answer.header("last-modified"),
    )


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
        due_at=after.again_at or now,
        kind="error",
        status=status,
        capture=capture,
    )


def refused(entry: Entry, reason: str, *, now: datetime) -> Visit:
    """We may not ask: robots.txt, or the scope as it is now."""
    return Visit(entry=entry, state=State.SKIPPED, reason=reason, visited_at=now, due_at=now)

"""What an import did, in a few lines."""

from __future__ import annotations

from portalcrawl.upkeep.imported import Imported


def import_text(done: Imported, *, dry_run: bool) -> str:
    """The file, its records by type, its captures, what was left out and why."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(done.records.items()))
    how = "as it is" if done.is_copy else "packed anew, a member a record"
    if done.was_there:
        head = f"{done.source}: was imported before"
    elif dry_run:
        head = f"{done.source}: would be {done.file}"
    else:
        head = f"{done.source}: is {done.file} now ({how})"
    lines = [
        head,
        f"  records: {kinds or 'none'}",
        f"  captures: {done.new} new, {done.known} known",
        *(f"  left out {count}: {why}" for why, count in sorted(done.skipped.items())),
    ]
    if not done.is_whole:
        lines.append("  the file is damaged: what could not be read as a record was left out")
    return "\n".join(lines)

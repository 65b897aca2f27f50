"""Changes as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from portalcrawl.report.changes.model import KINDS, Change, Selection
from portalcrawl.report.html_parts import link, page

# So many of a kind are on the page; a first crawl brings a hundred thousand.
MAX_ON_PAGE = 500
_STYLE = """
th:first-child{width:6.5em}th:nth-child(2){width:9em}td:first-child{white-space:nowrap}del{background:#ffe3e0;text-decoration:none}
ins{background:#dcf5dd;text-decoration:none}dl{margin:.3em 0;display:grid}
dl{grid-template-columns:max-content 1fr;gap:.1em .8em}dd{margin:0;white-space:pre-line}
dt{color:#666}nav a{margin-right:1.2em}td{overflow-wrap:anywhere}
@media(max-width:50em){th:nth-child(2){width:auto}}
"""


def changes_page(
    selection: Selection, *, title: str, subtitle: str = "", links: Mapping[str, str]
) -> str:
    """The page. *links* are words and where they lead: files beside the page, or addresses."""
    ways = "".join(f"{link(url, words)} " for words, url in links.items())
    menu = "".join(
        f"{link(f'#{kind}', f'{KINDS[kind]} ({selection.counts[kind]})')} "
        for kind in selection.kinds
    )
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(subtitle)}</p>",
        f"<nav>{ways}</nav>",
        f"<nav>{menu}</nav>" if menu else "<p>Nothing changed.</p>",
    ]
    for kind in selection.kinds:
        body += [f'<h2 id="{kind}">{KINDS[kind].capitalize()} ({selection.counts[kind]})</h2>']
        body += [_table(selection.of_kind(kind))]
        if hidden := selection.hidden(kind):
            body.append(f"<p>{hidden} more are not on this page; the JSON has them all.</p>")
    return page(title, body, style=_STYLE)


def _table(changes: list[Change]) -> str:
    rows = "\n".join(map(_row, changes))
    return f"<table><tr><th>date</th><th>column</th><th>article</th></tr>\n{rows}\n</table>"


def _row(change: Change) -> str:
    cells = (escape(change.published[:10]), escape(change.column))
    # The address stands below the title: of what is gone it is all that is left.
    what = f"{link(change.url, change.title or change.url)}<br><small>{escape(change.url)}</small>"
    if change.story:
        what += f"<br>{_story(change)}"
    if change.fields:
        what += f"<dl>{''.join(_field(name, *pair) for name, pair in change.fields.items())}</dl>"
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in (*cells, what)) + "</tr>"


def _story(change: Change) -> str:
    if not change.detail.get("url"):
        return escape(change.story)
    before, url, after = change.story.partition(change.detail["url"])
    return f"{escape(before)}{link(url, url)}{escape(after)}"


def _field(name: str, old: str | None, new: str | None) -> str:
    was = f"<del>{escape(old)}</del> → " if old else ""
    now = f"<ins>{escape(new)}</ins>" if new else "—"
    return f"<dt>{escape(name)}</dt><dd>{was}{now}</dd>"

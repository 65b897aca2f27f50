"""The report of a crawl as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from portalcrawl.report.discovery.columns import ColumnReport
from portalcrawl.report.discovery.crawl import MAX_NAMED, CrawlReport
from portalcrawl.report.html_parts import link, page

_COLUMN_HEADS = (
    *("column", "pages", "declared", "found", "articles"),
    *("paging", "ended by", "repeated", "orphans", "dead links"),
)
_MANNERS_HEADS = (
    *("host", "pause", "latency", "requests", "received", "waited for"),
    *("backed off", "Retry-After", "robots.txt"),
)


def report_page(report: CrawlReport, *, changes_file: str | None = None) -> str:
    """The page. Everything from the site is escaped; links lead to the site itself.

    *changes_file* is the page beside it that says what the same run found changed.
    """
    title = f"Crawl report: {report.site}"
    run = f"run <code>{escape(report.run)}</code> ({escape(report.state)})"
    found = f"{report.articles} articles · {_counts(report.pages)}"
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{link(report.home)} · {run} · {found}</p>",
        f"<p>{link(changes_file or '', 'what changed')}</p>",
        "<h2>Hosts</h2>",
        _hosts(report),
        "<h2>How they were asked</h2>",
        _manners(report),
        f"<h2>Columns ({len(report.columns)})</h2>",
        _columns(report.columns),
        "<h2>Lists, chains, sitemaps</h2>",
        _differences(report),
        f"<h2>Dead links ({len(report.dead_links)})</h2>",
        _dead_links(report.dead_links),
        "<h2>Not followed</h2>",
        f"<p>{_counts(report.left_out) or 'nothing'}</p>",
    ]
    if report.not_rendered:
        body += ["<h2>Empty without their scripts</h2>", f"<p>{_counts(report.not_rendered)}</p>"]
    if report.traps:
        body += ["<h2>Cut patterns</h2>", f"<p>{_counts(report.traps)}</p>"]
    return page(title, body)


def _hosts(report: CrawlReport) -> str:
    rows = [
        (
            escape(host.host),
            escape(host.state + (f" ({host.vendor})" if host.vendor else "")),
            _counts(host.kinds),
            _counts(host.failures),
            _counts(host.skipped),
            str(host.open or ""),
        )
        for host in report.hosts
    ]
    bad = [host.state != "ok" for host in report.hosts]
    heads = ("host", "state", "pages", "no answer", "not asked", "still to ask")
    return _table(heads, rows, bad)


def _manners(report: CrawlReport) -> str:
    rows = [
        (
            escape(host.host),
            f"{asked.pause_secs:g} s ({escape(asked.pause_reason)})",
            f"{asked.latency_secs:g} s" if asked.latency_secs is not None else "",
            str(asked.requests),
            f"{asked.body_bytes / 1e6:.1f} MB",
            _counts(asked.waits),
            str(asked.back_offs or ""),
            f"{asked.retry_afters or ''} {asked.not_before}".strip(),
            "<br>".join(f"{scheme}: {escape(said)}" for scheme, said in asked.robots.items()),
        )
        for host in report.hosts
        if (asked := host.manners) is not None
    ]
    bad = [bool(host.manners.back_offs) for host in report.hosts if host.manners is not None]
    hours = f"<p>asked only {escape(', '.join(report.windows))}</p>" if report.windows else ""
    return hours + _table(_MANNERS_HEADS, rows, bad)


def _columns(columns: list[ColumnReport]) -> str:
    rows = []
    for column in columns:
        declared = [f"{n} {unit}" for n, unit in _declared(column) if n is not None]
        found = str(column.found_items)
        if column.missing_items:
            found += f" <small>{column.missing_items} missing</small>"
        rows.append(
            (
                f'<a href="{escape(column.url)}">{escape(column.name or column.url)}</a>',
                str(column.pages),
                ", ".join(declared),
                found + _rows_in_vain(column),
                str(column.articles),
                escape(column.mechanism),
                _counts(column.stops),
                str(column.repeated_rows or ""),
                _urls(column.orphans),
                _urls(column.dead_links),
            )
        )
    bad = [bool(c.missing_items or c.is_blank or c.orphans or c.dead_links) for c in columns]
    return _table(_COLUMN_HEADS, rows, bad)


def _rows_in_vain(column: ColumnReport) -> str:
    if column.unlinked_rows:
        return f" <small>{column.unlinked_rows} without a link</small>"
    return " <small>blank</small>" if column.is_blank else ""


def _declared(column: ColumnReport) -> tuple[tuple[int | None, str], ...]:
    return (column.declared_items, "items"), (column.declared_pages, "pages")


def _differences(report: CrawlReport) -> str:
    found = report.differences
    words = {
        "in_no_list": "articles that no list has (found by 上一篇/下一篇, boxes or a sitemap)",
        "in_no_chain": "listed articles that no neighbour names",
        "only_in_sitemap": "articles that only a sitemap names, and no list",
        "not_in_sitemap": "articles that the sitemap lacks",
    }
    lines = [
        f"<li>{found.counts.get(name, 0)} {text}{_urls(getattr(found, name))}</li>"
        for name, text in words.items()
    ]
    chains = report.chains
    ways = ", ".join(f"{escape(k or '?')}: {v}" for k, v in sorted(chains.previous_is.items()))
    lines += [
        f"<li>上一篇 leads to what is — {ways or 'no chains'}</li>",
        f"<li>{chains.loops} loops, {chains.unanswered} next links that are not answered</li>",
    ]
    return f"<ul>{''.join(lines)}</ul>"


def _dead_links(dead: list[dict[str, str]]) -> str:
    rows = [(link(d["url"]), link(d["via"]), escape(d["reason"])) for d in dead[: 10 * MAX_NAMED]]
    return _table(("address", "linked from", "answer"), rows, []) if rows else "<p>none</p>"


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]], bad: list[bool]) -> str:
    lines = []
    for number, row in enumerate(rows):
        mark = ' class="bad"' if number < len(bad) and bad[number] else ""
        cells = (
            f'<td class="n">{cell}</td>' if cell.isdigit() else f"<td>{cell}</td>" for cell in row
        )
        lines.append(f"<tr{mark}>{''.join(cells)}</tr>")
    head = "".join(f"<th>{name}</th>" for name in heads)
    return f"<table><tr>{head}</tr>\n" + "\n".join(lines) + "\n</table>"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{escape(name)} {count}" for name, count in counts.items())


def _urls(urls: list[str]) -> str:
    if not urls:
        return ""
    items = "".join(f"<li>{link(url)}</li>" for url in urls[:MAX_NAMED])
    return f"<details><summary>{len(urls)}</summary><ul>{items}</ul></details>"

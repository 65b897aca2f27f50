"""A comparison as one HTML page that needs nothing else: on paper and in the dark, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, TypeAlias

from portalcrawl.history.comparison import Comparison, FieldChange
from portalcrawl.history.spans import ADDED, REMOVED, SAME, Span, rows
from portalcrawl.report.diff.versions import LISTS, NO_DIFFERENCE, record_text, version_text

Doc: TypeAlias = dict[str, Any]
# Marks differ in more than colour: underlined and struck through. Printers leave backgrounds out.
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--dim:#666;--line:#ddd;--paper:#fff;
--in:#0b5d1e;--in-bg:#d9f5dd;--out:#9b1c1c;--out-bg:#fde2e1}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--dim:#9a9a9a;--line:#3a3a3a;
--paper:#171717;--in:#9be7ab;--in-bg:#123d1c;--out:#ffb3ad;--out-bg:#4a1614}}
*{box-sizing:border-box}body{font:16px/1.75 system-ui,"Noto Sans CJK SC","PingFang SC",
"Microsoft YaHei",sans-serif;color:var(--ink);background:var(--paper);max-width:50em;
margin:2em auto;padding:0 1em}h1{font-size:1.4em;line-height:1.4;margin:0 0 .6em}
h2{font-size:.85em;color:var(--dim);font-weight:600;margin:1.8em 0 .3em;letter-spacing:.03em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em .9em;font-size:.9em;
margin:0 0 1.5em;padding:.8em 0;border:solid var(--line);border-width:1px 0}
dd{margin:0;overflow-wrap:anywhere}small,dd code{color:var(--dim);font-size:.92em}
p,li{margin:.4em 0;overflow-wrap:anywhere}
.changed{border-left:3px solid var(--line);margin-left:-.8em;padding-left:calc(.8em - 3px)}
ul{list-style:none;padding:0}ins,del{border-radius:2px;padding:0 1px;
-webkit-box-decoration-break:clone;box-decoration-break:clone}
ins{color:var(--in);background:var(--in-bg);text-decoration:underline;
text-underline-offset:.2em}del{color:var(--out);background:var(--out-bg)}
@media print{:root{--ink:#000;--paper:#fff;--dim:#333;--in:#000;--out:#000}
body{margin:0;max-width:none;font-size:11pt}p{orphans:2;widows:2}
ins{font-weight:600}ins,del{print-color-adjust:exact}}
"""
_TAGS = {REMOVED: "del", ADDED: "ins"}


def comparison_page(comparison: Comparison) -> str:
    """The page. Everything from the site is escaped; the only links lead to the article."""
    old, new = comparison.old, comparison.new
    title = f"{new['title']} ({old['revision']} → {new['revision']})"
    body = [
        f'<h1 lang="zh">{escape(new["title"])}</h1>',
        "<dl>",
        f"<dt>address</dt><dd>{_link(new['url'])}</dd>",
        *_version(old, "del"),
        *_version(new, "ins"),
        "</dl>",
    ]
    for change in comparison.changes:
        body += [f"<h2>{escape(change.name)}</h2>", *_field(change)]
    if not comparison.changes:
        body.append(f"<p>{NO_DIFFERENCE}</p>")
    # No script, no request: what came from a site stays text whatever slips through.
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _version(document: Doc, tag: str) -> list[str]:
    record = record_text(document)
    shown = f"<br><code>{escape(record)}</code>" if record else ""
    mark = "before" if tag == "del" else "after"
    return [f"<dt><{tag}>{mark}</{tag}></dt><dd>{escape(version_text(document))}{shown}</dd>"]


def _link(url: str) -> str:
    shown = escape(url)
    is_web = url.startswith(("http://", "https://"))
    return f'<a href="{shown}" rel="noreferrer">{shown}</a>' if is_web else shown


def _field(change: FieldChange) -> Iterator[str]:
    tag = "li" if change.name in LISTS else "p"
    yield '<ul lang="zh">' if tag == "li" else '<div lang="zh">'
    for line in rows(change.spans, shows_breaks=tag == "p"):
        is_changed = any(span.kind != SAME for span in line)
        mark = ' class="changed"' if is_changed else ""
        yield f"<{tag}{mark}>{_marked(line)}</{tag}>"
    yield "</ul>" if tag == "li" else "</div>"


def _marked(line: Iterable[Span]) -> str:
    return "".join(
        f"<{tag}>{escape(span.text)}</{tag}>"
        if (tag := _TAGS.get(span.kind))
        else escape(span.text)
        for span in line
    )

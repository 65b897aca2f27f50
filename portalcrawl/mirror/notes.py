"""Pages of the mirror's own: the note for what was not captured, and the start page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from portalcrawl.mirror.paths import relative_link

OWN_FOLDER = "_portalcrawl"
MISSING_NOTE = f"{OWN_FOLDER}/missing.html"
START_PAGE = "index.html"

_STYLE = """<style>
body{font:16px/1.7 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:56em;
margin:2em auto;padding:0 1em;color:#222;background:#fff}
h1{font-size:1.5em}h2{font-size:1.15em;margin:1.6em 0 .3em;border-bottom:1px solid #ddd}
ul{list-style:none;padding:0;margin:0}li{display:flex;gap:1em;border-bottom:1px dotted #eee}
li a{flex:1}time,.note{color:#777}a{color:#0b57a4;text-decoration:none}
a:hover{text-decoration:underline}
code{word-break:break-all}
</style>"""
# Nothing of the network; the one script below is inline.
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedArticle:
    """An article as the start page lists it; ``path`` is its file in the mirror."""

    title: str
    path: str
    published: str | None
    columns: tuple[str, ...]


def missing_note() -> str:
    """The page to which links lead whose target was not captured; the address is its fragment."""
    return _page(
        "未存档 / Not in this copy",
        "<h1>未存档 Not in this copy</h1>"
        '<p>这个地址没有存档。 This address was not captured:</p><p><code id="url"></code></p>'
        '<p class="note">这里是一份离线副本，不会访问网络。 '
        "This is an offline copy; it contacts nothing.</p>"
        "<script>document.getElementById('url').textContent="
        "location.hash?location.hash.slice(1):''</script>",
    )


def start_page(
    *, site: str, home_path: str | None, articles: Iterable[IndexedArticle], captured_at: datetime
) -> str:
    """The page to open first: the way to the copied home page, and all articles by column."""
    by_column: dict[tuple[str, ...], list[IndexedArticle]] = defaultdict(list)
    for article in articles:
        by_column[article.columns].append(article)
    total = sum(map(len, by_column.values()))
    made = f"{captured_at:%Y-%m-%d %H:%M} UTC; {total} 篇文章 articles"
    parts = [f'<h1>{escape(site)}</h1><p class="note">离线副本 Offline copy, {made}</p>']
    if home_path:
        href = relative_link(START_PAGE, home_path)
        parts.append(f'<p><a href="{href}">打开首页 Open the home page</a></p>')
    for columns, listed in sorted(by_column.items()):
        parts.append(f"<h2>{escape(' > '.join(columns)) or '其他 Other'} ({len(listed)})</h2><ul>")
        newest_first = sorted(listed, key=lambda a: a.published or "", reverse=True)
        parts += [_row(article) for article in newest_first]
        parts.append("</ul>")
    return _page(site, "".join(parts))


def _row(article: IndexedArticle) -> str:
    href = relative_link(START_PAGE, article.path)
    day = (article.published or "")[:10]
    return f'<li><a href="{href}">{escape(article.title)}</a><time>{day}</time></li>'


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">{_POLICY}'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title>{_STYLE}</head><body>{body}</body></html>"
    )

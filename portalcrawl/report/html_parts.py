"""What the pages of all reports are made of. Everything from a site is escaped.

>>> link('http://a.cn/?a="b"')
'<a href="http://a.cn/?a=&quot;b&quot;"><code>http://a.cn/?a=&quot;b&quot;</code></a>'
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

STYLE = """
body{font:15px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;margin:2em auto;max-width:76em}
body{padding:0 1em}table{border-collapse:collapse;width:100%;margin:.5em 0 1.5em}
th,td{border-bottom:1px solid #ddd;padding:.25em .6em;text-align:left;vertical-align:top}
td.n{text-align:right}.bad{background:#fff1f0}h2{margin-top:1.6em}ul{margin:.2em 0}
small{color:#666}code{overflow-wrap:anywhere}
"""


def page(title: str, body: Iterable[str], *, style: str = "") -> str:
    """A page that needs nothing else, of the elements *body*."""
    return (
        '<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title>"
        f"<style>{STYLE}{style}</style>\n" + "\n".join(body) + "\n</html>\n"
    )


def link(url: str, text: str | None = None) -> str:
    """A link to *url*, shown as *text*; empty for no address.

    Only to addresses of the web and to files beside the page: a site must not put scripts in.
    """
    if not url:
        return ""
    shown = f"<code>{escape(url)}</code>" if text is None else escape(text)
    scheme, colon, _ = url.partition(":")
    if colon and scheme.lower() not in {"http", "https"}:
        return shown
    return f'<a href="{escape(url)}">{shown}</a>'

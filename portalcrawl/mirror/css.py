r"""A style sheet with its URLs replaced and nothing else changed.

>>> def replace(url: str, *, use: Use) -> str:
...     return f"../{use}/{url.rpartition('/')[2]}"
>>> rewrite_css(
...     "@import 'a.css'; p{background:url(/i/b.png#x)}",
...     base_url="http://a.cn/",
...     encoding="utf-8",
...     replace=replace,
... )
"@import '../style/a.css'; p{background:url(../embed/b.png#x)}"
"""

from __future__ import annotations

import re

from portalcrawl.mirror.references import References, ReplaceUrl
from portalcrawl.page.css_urls import css_urls
from portalcrawl.page.spans import Edit, apply_edits
from portalcrawl.page.url_attributes import Use

__all__ = ["ReplaceUrl", "Use", "rewrite_css", "rewrite_css_with"]

# Only this very form counts as a declaration (CSS Syntax, section 3.2).
_CHARSET = re.compile(r'\ufeff?@charset "([^"]*)";')
# What ends a URL between quotes or without them. "<" would end a <style> element.
_SPECIAL = re.compile(r"[\"'()\\<\x00-\x20\x7f]")


def rewrite_css(css: str, *, base_url: str, encoding: str, replace: ReplaceUrl) -> str:
    """*css* with what *replace* returns for each URL, and ``@charset`` as the mirror writes it.

    *base_url* is the style sheet's own address, *encoding* the one it came in. Never raises.
    """
    css = rewrite_css_with(References(base_url=base_url, encoding=encoding, replace=replace), css)
    match = _CHARSET.match(css)
    if match is None or match[1].lower() == "utf-8":
        return css
    return apply_edits(css, [Edit(*match.span(1), "utf-8")])


def rewrite_css_with(references: References, css: str) -> str:
    """The same for CSS inside a page, whose URLs are relative to what the page's are."""
    edits = []
    for start, end, url, use in css_urls(css):
        new = references.rewrite(url, use=use)
        if new is not None and new != url:
            edits.append(Edit(start, end, _SPECIAL.sub(_escaped, new)))
    return apply_edits(css, edits) if edits else css


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return f"\\{char}" if char in "\"'()\\" else f"\\{ord(char):x} "

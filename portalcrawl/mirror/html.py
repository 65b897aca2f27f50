"""A page of the mirror: its URLs replaced, what would reach for the network removed, the rest kept.

>>> def replace(url: str, *, use: Use) -> str | None:
...     return {"http://a.cn/b.asp?id=1": "b.html", "http://a.cn/i.png": "i.png"}.get(url)
>>> print(
...     rewrite_html(
...         "<P><a href='b.asp?id=1#x'>B</a><img src=/i.png integrity=sha256-x><a href=c>C",
...         page_url="http://a.cn/",
...         encoding="gb18030",
...         replace=replace,
...     )
... )
<meta charset="utf-8"><P><a href='b.html#x'>B</a><img src=i.png><a href=c>C

The text is not parsed and written again: only the characters that must change do, so a page that
browsers repair in their own ways is repaired in the same ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from portalcrawl.mirror.html_page import PageEdits
from portalcrawl.mirror.html_tokens import head_offset
from portalcrawl.mirror.references import References, ReplaceUrl
from portalcrawl.page.spans import Edit, apply_edits
from portalcrawl.page.url_attributes import Use

__all__ = ["ReplaceUrl", "Use", "keep_scripts", "rewrite_html"]

_CHARSET = '<meta charset="utf-8">'
# How far browsers look for a charset before they guess (WHATWG HTML, section 13.2.3.2).
_CHARSET_SEARCH_BYTES = 1024
_XML_ENCODING = re.compile(r"""\s*<\?xml[^>]*?\sencoding\s*=\s*(["'])([^"'>]*)\1""")


def keep_scripts(_src: str | None) -> bool:
    """The default of ``drop_scripts``: no script is dropped."""
    return False


def rewrite_html(
    html: str,
    *,
    page_url: str,
    encoding: str,
    replace: ReplaceUrl,
    head: str = "",
    drop_scripts: Callable[[str | None], bool] = keep_scripts,
) -> str:
    """*html* as the mirror keeps it, to be written as UTF-8. Never raises.

    Args:
        html: The page, decoded.
        page_url: Its own address; a ``<base href>`` is obeyed, then removed.
        encoding: The one it was decoded from: links are escaped in it.
        replace: Says what to write for each absolute URL (see ``ReplaceUrl``).
        head: Markup put where the head starts.
        drop_scripts: Whether to remove the script with this address (None: one written in the
            page, or with an address that is none).

    Beside URLs this changes what would reach for the network or keep a file from loading: hints to
    connect, ``ping``, content security policies, ``integrity``, ``nonce`` and ``crossorigin`` go;
    each declaration of a charset becomes UTF-8, and one is added where browsers would miss it.
    """
    page = PageEdits(
        html,
        references=References(base_url=page_url, encoding=encoding, replace=replace),
        drop_scripts=drop_scripts,
    )
    edits = page.find()
    if (xml := _XML_ENCODING.match(html)) is not None and xml[2].lower() != "utf-8":
        edits.append(Edit(*xml.span(2), "utf-8"))
    offset = head_offset(html)
    if not _is_declared(html, sorted(edits), page.charset_end, offset=offset, head=head):
        head = _CHARSET + head
    edits.append(Edit(offset, offset, head))
    return apply_edits(html, sorted(edits))


def _is_declared(
    html: str, edits: list[Edit], charset_end: int | None, *, offset: int, head: str
) -> bool:
    """Whether browsers find the charset whose tag ends at *charset_end*, as well as an added one.

    After *edits*, and with *head* at *offset*, that is.
    """
    if charset_end is None:
        return False
    end = len(head.encode("utf-8", "replace")) + _bytes_before(charset_end, html, edits)
    end_of_added = _bytes_before(offset, html, edits) + len(_CHARSET)
    return end <= max(_CHARSET_SEARCH_BYTES, end_of_added)


def _bytes_before(offset: int, html: str, edits: list[Edit]) -> int:
    """How many bytes of the edited *html* come before *offset*."""
    before = apply_edits(html[:offset], (edit for edit in edits if edit.end <= offset))
    return len(before.encode("utf-8", "replace"))

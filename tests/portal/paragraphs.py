"""The markup of paragraphs and tables: what several editors and Word left behind."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_WORD_STYLE = (
    "text-indent:32pt;line-height:150%;mso-char-indent-count:2.0;mso-pagination:widow-orphan"
)
_WORD_FONT = "font-size:16pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体;color:black"


def paragraph_html(style: str, text: str) -> str:
    """One paragraph as an editor of *style* leaves it: plain, word, br or div."""
    return _STYLES[style](escape(text, quote=False))


def signature_html(style: str, line: str) -> str:
    """One line of the signature, at the right."""
    if style == "br":
        return f"{'　' * 24}{line}<br>"
    return f'<p style="text-align:right">{line}</p>'


def table_html(rows: tuple[tuple[str, ...], ...]) -> str:
    cells = ("".join(f'<td align="center">{escape(cell)}</td>' for cell in row) for row in rows)
    lines = "\n".join(f"<tr>{line}</tr>" for line in cells)
    return (
        '<table width="90%" border="1" cellspacing="0" cellpadding="4" align="center" '
        f'bordercolor="#999999">\n{lines}\n</table>'
    )


def _plain(text: str) -> str:
    return f"<p>　　{text}</p>"


def _word(text: str) -> str:
    digits = re.sub(r"\d+", r'<span lang="EN-US">\g<0></span>', text)
    return (
        f'<p class="MsoNormal" style="{_WORD_STYLE}"><span style="{_WORD_FONT}">{digits}'
        '<span lang="EN-US"><?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:'
        'office" /><o:p></o:p></span></span></p>'
    )


def _br(text: str) -> str:
    return f"　　{text}<br><br>"


def _div(text: str) -> str:
    return f"<DIV><FONT size=3 face=宋体>&nbsp;&nbsp;&nbsp;&nbsp;{text}</FONT></DIV>"


_STYLES: dict[str, Callable[[str], str]] = {
    "plain": _plain,
    "word": _word,
    "br": _br,
    "div": _div,
}

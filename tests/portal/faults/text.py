"""Changes to the text of a page that leave its encoding as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tests.portal.site import Resource

_SCRIPT = re.compile(r"(<script\b.*?</script>)", re.DOTALL)


def edited(page: Resource, change: Callable[[str], str]) -> Resource:
    """The answer with its text as *change* gives it back; a file stays as it is."""
    codec = codec_of(page.body)
    if not page.content_type.startswith(("text/html", "text/xml", "application/json")):
        return page
    return replace(page, body=change(page.body.decode(codec)).encode(codec))


def codec_of(body: bytes) -> str:
    """UTF-8 if it is, else the GB family."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def outside_scripts(markup: str, change: Callable[[str], str]) -> str:
    """The page with all but its scripts changed."""
    parts = _SCRIPT.split(markup)
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))


def before_end(markup: str, addition: str) -> str:
    """The page with an *addition* as its last words."""
    start, end, rest = markup.rpartition("</body>")
    return f"{start}{addition}\n{end}{rest}" if end else f"{rest}\n{addition}"

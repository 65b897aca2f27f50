"""The image candidates of a ``srcset`` attribute.

>>> [span.url for span in srcset_urls("a.png 1x, b,2.png 2x, c.png oops")]
['a.png', 'b,2.png']
>>> rewrite_srcset("a.png 1x, b.png 2x", replace={"b.png": "m/b.png"}.get)
'a.png 1x, m/b.png 2x'

The rule is the WHATWG HTML standard, "parse a srcset attribute": commas may be part of a URL, and a
candidate with a descriptor that a browser does not know is no candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from portalcrawl.page.spans import Edit, UrlSpan, apply_edits

_SPACE = r"\t\n\f\r "
_URL = re.compile(rf"[{_SPACE},]*+([^{_SPACE}]++)")
# Up to the comma that ends the candidate; one between parentheses does not.
_DESCRIPTORS = re.compile(r"(?:[^,(]++|\([^)]*+\)?+)*+")
_DESCRIPTOR = re.compile(rf"(?:[^{_SPACE}(]++|\([^)]*+\)?+)++")
_WIDTH_OR_HEIGHT = re.compile(r"0*+[1-9][0-9]*+[wh]")
_DENSITY = re.compile(r"(-?)(?:[0-9]++(?:\.[0-9]++)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?x")
_ZERO = re.compile(r"-?[0.]++(?:[eE]|x)")


def srcset_urls(srcset: str) -> list[UrlSpan]:
    """Where the URLs of the valid candidates stand, in order."""
    spans = []
    position = 0
    while (match := _URL.match(srcset, position)) is not None:
        start, end = match.span(1)
        url = match[1].rstrip(",")
        position = end
        if len(url) == end - start:
            descriptors = _DESCRIPTORS.match(srcset, end)
            assert descriptors is not None
            position = descriptors.end()
            if not _are_valid(_DESCRIPTOR.findall(descriptors[0])):
                continue
        spans.append(UrlSpan(start, start + len(url), url))
    return spans


def rewrite_srcset(srcset: str, *, replace: Callable[[str], str | None]) -> str:
    """*srcset* with each candidate's URL as *replace* wants it; None leaves it as it is."""
    edits = []
    for start, end, url in srcset_urls(srcset):
        new = replace(url)
        if new is not None and new != url:
            edits.append(Edit(start, end, _as_candidate(new)))
    return apply_edits(srcset, edits) if edits else srcset


def _are_valid(descriptors: list[str]) -> bool:
    """Whether a browser keeps a candidate with these: one width or one density, then a height."""
    kinds = "".join(sorted(map(_kind, descriptors)))
    return kinds in {"", "w", "x", "hw"}


def _kind(descriptor: str) -> str:
    """``w``, ``h`` or ``x``; ``?`` for what is none of them."""
    if _WIDTH_OR_HEIGHT.fullmatch(descriptor):
        return descriptor[-1]
    density = _DENSITY.fullmatch(descriptor)
    negative = density is not None and density[1] and not _ZERO.match(descriptor)
    return "x" if density is not None and not negative else "?"


def _as_candidate(url: str) -> str:
    """*url* without the spaces and outer commas that would end or start a candidate.

    An empty one would make a URL of its descriptor.
    """
    if not url:
        return "about:blank"
    url = re.sub(rf"[{_SPACE}]", lambda space: f"%{ord(space[0]):02X}", url)
    return re.sub(r"^,|,$", "%2C", url)

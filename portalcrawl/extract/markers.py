"""What the comments of a CMS family mark: parts of the page between two of them, and fields in one.

>>> from portalcrawl.page.outline import Outline
>>> from portalcrawl.sites.families import families
>>> fields = "<!--enpproperty <date>2016-10-31</date><author></author>/enpproperty-->"
>>> page = Outline.of_html(f"<p>a{fields}<!--enpcontent--><p>b<!--/enpcontent--><p>c")
>>> founder = next(f for f in families() if f.name == "founder")
>>> marked_lines(page, founder.markers[0]), properties(page, founder.property)
(range(1, 2), {'published': '2016-10-31'})
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from portalcrawl.page.outline import Outline
from portalcrawl.sites.families import Marker

_PROPERTY = re.compile(r"<(\w{1,40})>([^<]*+)</\1>")
MAX_VALUE_CHARS = 1000


def marked_lines(outline: Outline, marker: Marker) -> range | None:
    """The lines between the first comment that begins the part and the last that ends it."""
    start = stop = None
    for comment in outline.comments:
        text = comment.text.strip()
        # The end first: its text may hold that of the beginning ("/enpcontent").
        if start is not None and any(mark in text for mark in marker.end):
            stop = comment.line
        elif start is None and any(text.startswith(mark) for mark in marker.begin):
            start = comment.line
    return range(start, stop) if start is not None and stop is not None and stop > start else None


def properties(outline: Outline, names: Mapping[str, str]) -> dict[str, str]:
    """Field → value of the comment that holds them; *names* says which of its tags is which."""
    if not (comment := names.get("comment")):
        return {}
    for found in outline.comments:
        if comment in found.text:
            pairs = _PROPERTY.findall(found.text)
            values = {name.lower(): value.strip()[:MAX_VALUE_CHARS] for name, value in pairs}
            fields = ((field, values.get(tag, "")) for field, tag in names.items())
            return {field: value for field, value in fields if value and field != "comment"}
    return {}

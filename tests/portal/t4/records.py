"""The records of T4's lists, and the data they are sent in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape

from tests.portal.parts.story import Story
from tests.portal.site import Resource
from tests.portal.t4.columns import OLD_HOST

# A notice of another platform of the same city, which this one lists.
ELSEWHERE = (
    f'<li class="clearfix">    <a target="_blank" href="http://{OLD_HOST}/art/2017/8/4/'
    'art_12_40021.html" title="平水市人民政府二〇一七年政府信息公开工作年度报告">'
    "平水市人民政府二〇一七年政府信息公开...</a>    <b>2017-08-04</b></li>"
)


def record_html(story: Story, *, broken_title: bool = False) -> str:
    """A row; the newer system leaves a line break in the title= of a title of two parts."""
    title = story.title
    shown = title if len(title) <= 20 else title[:20] + "..."
    whole = title.replace("　", "\n") if broken_title else title
    return (
        f'<li class="clearfix">    <a target="_blank" href="{story.path}" title="{escape(whole)}">'
        f"{escape(shown)}</a>    <b>{story.posted:%Y-%m-%d}</b></li>"
    )


def datastore(
    records: Iterable[str], *, total: int | None = None, pages: int = 0, next_path: str = ""
) -> str:
    """The XML of a group of records; the address of the next group is not escaped."""
    counts = (
        ""
        if total is None
        else f"<totalrecord>{total}</totalrecord><totalpage>{pages}</totalpage>\n"
    )
    following = (
        f'<nextgroup><![CDATA[<a href="{next_path}"></a>]]></nextgroup>\n' if next_path else ""
    )
    rows = "\n".join(f"<record><![CDATA[\n{record}]]></record>" for record in records)
    return f"<datastore>\n{counts}{following}<recordset>\n{rows}\n</recordset>\n</datastore>"


def xml(store: str, *, encoding: str = "UTF-8") -> Resource:
    """The store as sent, in UTF-8 whatever *encoding* its head declares."""
    return Resource(f'<?xml version="1.0" encoding="{encoding}"?>\n{store}'.encode(), "text/xml")


def unit_json(rows: Sequence[Story], *, pages_said: int) -> Resource:
    """A jpaas block's answer: markup in JSON."""
    records = "\n".join(record_html(story, broken_title=True) for story in rows)
    html = f'<ul class="list">\n{records}\n</ul>\n<div class="pages">共{pages_said}页</div>'
    answer = {"success": True, "data": {"html": html}}
    return Resource(json.dumps(answer, ensure_ascii=False).encode(), "application/json")


NO_UNIT = Resource(b'{"success": false, "data": null}', "application/json")

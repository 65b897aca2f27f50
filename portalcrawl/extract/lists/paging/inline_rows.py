"""Rows that stand only in scripts: Hanweb's records, arrays of HTML.

>>> html = '''<div id=7><script type="text/xml"><datastore><recordset><record><![CDATA[
... <li><a href="/art/1.html">县里召开春季植树动员会</a><i>2024-03-05</i></li>]]></record>
... </recordset></datastore></script></div>'''
>>> for row in inline_rows(Page.of_bytes(html.encode(), url="http://a.cn/col/col7/index.html")):
...     print(row.url, row.title, row.date)
http://a.cn/art/1.html 县里召开春季植树动员会 2024-03-05
"""

from __future__ import annotations

import re
from itertools import chain

from portalcrawl.extract.lists.listing import Row
from portalcrawl.extract.lists.paging.datastore import datastore_texts, read_datastore
from portalcrawl.extract.lists.paging.expression_reader import read_expression
from portalcrawl.extract.lists.paging.fragment_rows import fragment_rows
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.page.document import Page

MAX_ROWS = 5000
MAX_ARRAYS = 20
# An array whose first item is HTML.
_ARRAY = re.compile(
    r"(?<![\w$])(?P<name>[A-Za-z_$][\w$]{0,60})\s{0,9}=\s{0,9}(?=\[\s{0,9}(?:'[^'<]{0,200}<|\"[^\"<]{0,200}<))"
)


def inline_rows(page: Page) -> list[Row]:
    """The rows in the scripts of *page* in their order, each address once."""
    html = page.decoded.text
    if "<record" not in html and not _ARRAY.search(html):
        return []
    records = chain(data_records(page), *html_arrays(Scripts.of_page(page)).values())
    found: dict[tuple[str, str], Row] = {}
    for record in records:
        if len(found) >= MAX_ROWS:
            break
        for row in fragment_rows(record, base=page.base_url):
            found.setdefault((row.href, row.title if row.url is None else ""), row)
    return list(found.values())


def data_records(page: Page) -> list[str]:
    """The records of all datastores, as HTML."""
    stores = (read_datastore(text) for text in datastore_texts(page))
    return [record for store in stores if store is not None for record in store.records]


def html_arrays(scripts: Scripts) -> dict[str, list[str]]:
    """The arrays of HTML with links, by the names of their variables."""
    found: dict[str, list[str]] = {}
    for match in list(_ARRAY.finditer(scripts.text))[:MAX_ARRAYS]:
        items = read_expression(scripts.text, match.end())
        if isinstance(items, list):
            texts = [item for item in items if isinstance(item, str)]
            if any("<a" in text.lower() for text in texts):
                found.setdefault(match["name"], texts)
    return found

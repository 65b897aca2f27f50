"""The catalogue of open government information of Guangdong's platform: its columns are data.

>>> html = (
...     "<script>window._CONFIG = {SID: '2', TREE: [{id: 5, name: '规划', children: []}]}</script>"
... )
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/sw/gkmlpt/index")
>>> find_gkmlpt(page, Scripts.of_page(page)).next.url
'http://a.cn/sw/gkmlpt/api/all/5?page=1&sid=2'

A column is chosen by the fragment of the address, which no server sees: the page is one for all of
them, and the lists of all are asked for.
"""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import urlsplit

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.paging.counts import as_count
from portalcrawl.extract.lists.paging.expression_reader import read_expression
from portalcrawl.extract.lists.paging.expressions import Value
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.page.document import Page

MECHANISM = "gkmlpt"
MARKS = ("SID",)
MAX_COLUMNS = 1000
MAX_NODES = 20_000
MAX_CONFIG_TOKENS = 50_000
_ROOT = re.compile(r"https?://[^/?#]{1,300}(?:/[^?#]{0,300})?/gkmlpt(?=/)")
_CONFIG = re.compile(r"(?<![\w$])_CONFIG\s{0,9}=\s{0,9}(?=\{)")
_SITE = re.compile(r"(?<![\w$])[\"']?SID[\"']?\s{0,9}[:=]\s{0,9}[\"']?(\d{1,9})(?!\d)")
_FRAGMENT = re.compile(r"(?:^|/gkmlpt/\w{1,20})#/?(\d{1,9})$")


def find_gkmlpt(page: Page, scripts: Scripts) -> Paging | None:
    """The first pages of the columns' lists; None where the page is of another system."""
    root = _ROOT.match(page.url)
    site = _SITE.search(scripts.text)
    if root is None or site is None:
        return None
    # Column 0 is all that there is: for a page that names none.
    columns = _columns(page, scripts) or [0]
    steps = [
        Step(url=f"{root[0]}/api/all/{column}?page=1&sid={site[1]}", number=1) for column in columns
    ]
    return Paging(mechanism=MECHANISM, next=steps[0], more=tuple(steps[1:]))


def _columns(page: Page, scripts: Scripts) -> list[int]:
    """The columns: the one that the address chooses, else those of the links and the tree."""
    chosen = _FRAGMENT.match(f"#{urlsplit(page.url).fragment}")
    if chosen is not None:
        return [int(chosen[1])]
    found: dict[int, None] = {}
    for node in page.tree.css('a[href*="#"]'):
        match = _FRAGMENT.search((node.attributes.get("href") or "")[-60:])
        if match is not None:
            found.setdefault(int(match[1]))
    match = _CONFIG.search(scripts.text)
    if match is not None:
        config = read_expression(scripts.text, match.end(), max_tokens=MAX_CONFIG_TOKENS)
        tree = config.get("TREE") if isinstance(config, dict) else None
        found.update(dict.fromkeys(_ids(tree)))
    return list(found)[:MAX_COLUMNS]


def _ids(tree: Value) -> list[int]:
    """The numbers of all columns of *tree*, parents before their children."""
    found: list[int] = []
    queue: deque[Value] = deque([tree])
    for _ in range(MAX_NODES):
        if not queue:
            break
        node = queue.popleft()
        if isinstance(node, dict):
            number = as_count(node.get("id"), most=10**9)
            found += [number] if number is not None else []
            queue.extend(value for value in node.values() if isinstance(value, list))
        elif isinstance(node, list):
            queue.extend(node)
    return found

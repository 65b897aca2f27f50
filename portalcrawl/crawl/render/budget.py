"""Which pages may have a browser, and how many.

>>> budget = Budget(max_pages=3)
>>> budget.refusal("http://a.cn/#/list?id=1") is None
True
>>> for number in range(2):
...     budget.spend("http://a.cn/art/1.html")
...     budget.note("http://a.cn/art/1.html", helped=False)
>>> budget.refusal("http://a.cn/art/2.html"), budget.refusal("http://a.cn/#/list?id=1")
('browser_no_help', None)
>>> budget.spend("http://a.cn/#/list?id=1")
>>> budget.refusal("http://a.cn/#/list?id=1")
'browser_cap'
"""

from __future__ import annotations

from collections import Counter

from portalcrawl.urls.absolute import host_of
from portalcrawl.urls.shape import url_shape

# So many pages of a template that stayed empty in the browser: the others would too.
MAX_IN_VAIN = 2
MAX_SHAPES = 10_000


class Budget:
    """Counts the pages of one run, and remembers of which templates the browser made something."""

    def __init__(self, *, max_pages: int) -> None:
        self.helped: Counter[str] = Counter()
        """By the shape of their addresses, the pages that showed something in the browser."""
        self._left = max_pages
        self._in_vain: Counter[str] = Counter()

    def refusal(self, url: str) -> str | None:
        """Why the page at *url* gets no browser; None where it does."""
        if self._left <= 0:
            return "browser_cap"
        shape = host_of(url) + url_shape(url)
        if self._in_vain[shape] >= MAX_IN_VAIN and not self.helped[shape]:
            return "browser_no_help"
        return None

    def spend(self, url: str) -> None:
        """The page at *url* goes to the browser."""
        self._left -= 1

    def note(self, url: str, *, helped: bool) -> None:
        """Whether the page at *url* showed something then."""
        counts = self.helped if helped else self._in_vain
        shape = host_of(url) + url_shape(url)
        if shape in counts or len(counts) < MAX_SHAPES:
            counts[shape] += 1

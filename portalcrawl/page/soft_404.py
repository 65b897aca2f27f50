"""How a host answers for what it has not, learned from addresses that were made up.

>>> known = NotFoundPages("http://a.cn/")
>>> url = "http://a.cn/show.asp?id=987654321"
>>> sorry = b"<title>Notice</title><p>There is no such information. <a href=/>Home</a>"
>>> known.learn(Page.of_bytes(sorry, url=url), status=200)
>>> known.matches(Page.of_bytes(sorry, url="http://a.cn/show.asp?id=12"))
'like_probe'

Many portals say it with status 200: in a page of their own, in the frame of an article with nothing
in it, with their home page, or by sending the reader to one of these. The addresses are made by
``urls.missing``: one for the host, one for each shape of address.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress

from portalcrawl.errors import UrlError
from portalcrawl.page.document import Page
from portalcrawl.page.fingerprint import Fingerprint, echoes, normal
from portalcrawl.urls.keys import doc_key
from portalcrawl.urls.shape import path_and_query, url_shape

# A home page with less is a way to another page, and any other such page would be like it.
MIN_HOME_LETTERS = 200
MIN_PAGES = 20
MAX_PROBES = 12
_MISSING = re.compile(
    r"/(?:(?:page_?)?(?:404|410)|(?:page|file)?_?not_?found|(?:err|error)_?(?:404|page)?|no_?page"
    r"|custom_?error|40x)(?:\.\w{2,5}|/(?:index\.\w{2,5})?)?$",
    re.IGNORECASE,
)
_HOME = re.compile(r"/(?:(?:index|default|main|home)\.\w{2,5})?$", re.IGNORECASE)


class NotFoundPages:
    """What is known of one host: what it answers for addresses that it has not."""

    def __init__(self, home_url: str) -> None:
        self._home_key = _key(home_url)
        self._home: Fingerprint | None = None
        self._by_shape: dict[str, list[Fingerprint]] = {}
        self._of_host: list[Fingerprint] = []
        self._titles: set[str] = set()
        self._targets: set[str] = set()
        self._pages: Counter[str] = Counter()
        self._probed: set[str] = set()

    def learn_home(self, page: Page, *, status: int) -> None:
        """The host's home page: what is like it elsewhere is missing there."""
        found = Fingerprint.of_page(page, status)
        if 200 <= status < 300 and found.letters >= MIN_HOME_LETTERS:
            self._home = found
            self._titles.add(found.title)

    def learn(self, page: Page, *, status: int) -> None:
        """The answer to a made-up address, ``page.url``.

        An honest status needs no fingerprint. Whether the answer is a firewall's is to be judged
        before: all that is refused later would be taken for missing.
        """
        found = Fingerprint.of_page(page, status)
        if not 200 <= status < 300 or not found.is_telling:
            return
        of_shape = self._by_shape.setdefault(probe_shape(page.url), [])
        if found not in of_shape:
            of_shape.append(found)
        if page.url.count("/") == 3 and "?" not in page.url:
            self._of_host = of_shape
        self._titles.add(found.title)

    def wants_probe(self, url: str, *, has_content: bool) -> bool:
        """Whether an address like *url*, which has answered as a page, is to be made up and asked.

        Once a shape, when the first page without content or the 20th of any kind has come, and at
        most MAX_PROBES times: a probe must not cost more than it saves.
        """
        shape = probe_shape(url)
        if shape in self._probed or len(self._probed) >= MAX_PROBES:
            return False
        self._pages[shape] += 1
        if has_content and self._pages[shape] < MIN_PAGES:
            return False
        self._probed.add(shape)
        del self._pages[shape]
        return True

    def learn_redirect(self, target: str) -> None:
        """Where a made-up address was redirected to."""
        if (key := _key(target)) and key != self._home_key:
            self._targets.add(key)

    def matches(self, page: Page, *, has_content: bool = False) -> str | None:
        """``like_probe``, ``like_home``, or None for a page of its own.

        *has_content*: it has the shape of an article or a list. Then nothing in it may differ.
        """
        if normal(page.title, echoes(page.url)) not in self._titles:
            return None
        if _key(page.url) == self._home_key:
            # Where the home page is the answer to everything, it is like each probe.
            return None
        probes = [*self._by_shape.get(probe_shape(page.url), ()), *self._of_host]
        if any(probe.is_like(page, strictly=has_content) for probe in probes):
            return "like_probe"
        # A home page has the shape of a list, and the latest news on it.
        if self._home is not None and self._home.is_like(page, strictly=False):
            return "like_home"
        return None

    def leads_nowhere(self, asked: str, target: str) -> str | None:
        """Why a redirect says that *asked* is missing: ``to_error_page``, ``to_home``, or None."""
        if _key(target) in self._targets:
            return None if _key(asked) in self._targets else "to_error_page"
        if _key(target) == self._home_key and not is_entrance(asked):
            return "to_home"
        return leads_nowhere(asked, target)


def probe_shape(url: str) -> str:
    """Which addresses one probe speaks for: those of one shape, whatever their column."""
    return url_shape(url, folders=False)


def leads_nowhere(asked: str, target: str) -> str | None:
    """Why a redirect from *asked* to *target* says that nothing is there, or None.

    >>> leads_nowhere("http://a.cn/robots.txt", "http://www.a.cn/404.htm")
    'to_error_page'
    >>> leads_nowhere("http://a.cn/info/7.htm", "https://a.cn/index.jsp")
    'to_home'
    >>> leads_nowhere("http://a.cn/default.asp", "http://a.cn/") is None
    True
    """
    path, query = path_and_query(target)
    if _MISSING.search(path) and not _MISSING.search(path_and_query(asked)[0]):
        return "to_error_page"
    is_home = not query and path.count("/") == 1 and _HOME.match(path)
    if is_home and _site(asked) == _site(target) and not is_entrance(asked):
        return "to_home"
    return None


def is_entrance(url: str) -> bool:
    """Whether *url* is one of the names of a home page: ``/``, ``/index.jsp``, ``/?from=x``."""
    path = path_and_query(url)[0]
    return path.count("/") == 1 and _HOME.match(path) is not None


def _site(url: str) -> str:
    """The host without ``www.`` and port."""
    return _key(url).partition("/")[0]


def _key(url: str) -> str:
    """The document's key, empty for what is no address."""
    with suppress(UrlError):
        return doc_key(url)
    return ""

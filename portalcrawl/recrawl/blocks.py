"""What of a site is left alone because a firewall answered for it.

>>> blocks = Blocks()
>>> blocks.note_blocked("http://a.cn/xxgk/1.html")
>>> blocks.covers("http://a.cn/xxgk/2.html"), blocks.covers("http://a.cn/news/2.html")
(True, False)
>>> for url in ("http://a.cn/", "http://a.cn/news/"):
...     blocks.note_blocked(url)
>>> blocks.covers("http://a.cn/other/"), blocks.hosts
(True, {'a.cn': 'blocked'})

A firewall may guard one folder of a host and leave the others: so a block stops its folder, and
a second one in another folder, with no page between them, stops the host. A home page that is
blocked stops it at once. A host that says too often that we are too fast is left alone, too.
"""

from __future__ import annotations

from collections import Counter

from portalcrawl.urls.absolute import host_of

MAX_BLOCKED_IN_A_ROW = 3
MAX_LIMITED_IN_A_ROW = 10


class Blocks:
    """The blocked hosts and folders of this run."""

    def __init__(self) -> None:
        self.hosts: dict[str, str] = {}
        """Host → ``blocked`` or ``rate_limited``."""
        self.folders: set[str] = set()
        self._in_a_row: Counter[str] = Counter()
        self._limited: Counter[str] = Counter()

    def note_blocked(self, url: str) -> None:
        """A firewall answered for *url*."""
        host, folder = host_of(url), _folder(url)
        self._in_a_row[host] += 1
        is_next_folder = self._in_a_row[host] > 1 and folder not in self.folders
        is_home = folder == f"{host}/"
        if is_home or is_next_folder or self._in_a_row[host] >= MAX_BLOCKED_IN_A_ROW:
            self.hosts[host] = "blocked"
        self.folders.add(folder)

    def note_limited(self, url: str) -> None:
        """The host said that it is asked too often."""
        host = host_of(url)
        self._limited[host] += 1
        if self._limited[host] >= MAX_LIMITED_IN_A_ROW:
            self.hosts[host] = "rate_limited"

    def note_page(self, url: str) -> None:
        """A page came."""
        host = host_of(url)
        del self._in_a_row[host], self._limited[host]

    def covers(self, url: str) -> bool:
        """Whether *url* is to be left alone."""
        return host_of(url) in self.hosts or _folder(url) in self.folders


def _folder(url: str) -> str:
    """Host and first folder of *url*: ``a.cn/xxgk/``; ``a.cn/`` for a page at the root."""
    head, slash, _ = url.partition("://")[2].partition("?")[0].partition("/")[2].partition("/")
    return f"{host_of(url)}/{head}/" if slash else f"{host_of(url)}/"

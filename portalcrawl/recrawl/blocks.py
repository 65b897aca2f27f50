"""What of a site is left alone because a firewall answered for it.

>>> blocks = Blocks()
>>> for number in (1, 2):
...     blocks.note_blocked(f"http://a.cn/xxgk/zn/{number}.html")
>>> blocks.covers("http://a.cn/xxgk/zn/3.html"), blocks.covers("http://a.cn/xxgk/ml/3.html")
(True, False)
>>> for folder in ("news", "zcwj"):
...     blocks.note_blocked(f"http://a.cn/{folder}/1.html")
>>> blocks.covers("http://a.cn/other/"), blocks.hosts
(True, {'a.cn': 'blocked'})

A firewall may guard one folder of a host and leave the others, and a broken page may look like its
own: so two blocks stop a folder that gave no page between them, two stopped folders the one around
them if that never gave a page, and blocks in three folders in a row their host. A home page that is
blocked stops its host at once. A host that says too often that we are too fast is left alone, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from portalcrawl.urls.absolute import host_of

MAX_IN_FOLDER = 2
MAX_FOLDERS = 3
MAX_LIMITED_IN_A_ROW = 10
# Of folders below it, until it is taken to be guarded itself.
MAX_BELOW = 2


class Blocks:
    """The blocked hosts and folders of this run."""

    def __init__(self) -> None:
        self.hosts: dict[str, str] = {}
        """Host → ``blocked`` or ``rate_limited``."""
        self.folders: set[str] = set()
        self._in_a_row: Counter[str] = Counter()
        self._folders_in_a_row: dict[str, set[str]] = {}
        self._open: set[str] = set()
        """Folders that gave a page, in them or below."""
        self._limited: Counter[str] = Counter()

    def note_blocked(self, url: str, *, is_home: bool = False) -> None:
        """A firewall answered for *url*."""
        host, folder = host_of(url), _folder(url)
        self._in_a_row[folder] += 1
        # Not the answers: several requests may be on their way when the first one comes.
        folders = self._folders_in_a_row.setdefault(host, set())
        folders.add(folder)
        if is_home or len(folders) >= MAX_FOLDERS:
            self.hosts[host] = "blocked"
        if self._in_a_row[folder] >= MAX_IN_FOLDER:
            self._stop(folder)

    def note_limited(self, url: str) -> None:
        """The host said that it is asked too often."""
        host = host_of(url)
        self._limited[host] += 1
        if self._limited[host] >= MAX_LIMITED_IN_A_ROW:
            self.hosts[host] = "rate_limited"

    def note_page(self, url: str) -> None:
        """A page came."""
        host = host_of(url)
        del self._in_a_row[_folder(url)], self._limited[host]
        self._folders_in_a_row.pop(host, None)
        self._open.update(_upwards(_folder(url)))

    def covers(self, url: str) -> bool:
        """Whether *url* is to be left alone."""
        if host_of(url) in self.hosts:
            return True
        return bool(self.folders) and not self.folders.isdisjoint(_upwards(_folder(url)))

    def _stop(self, folder: str) -> None:
        self.folders.add(folder)
        around = folder[:-1].rpartition("/")[0] + "/"
        below = sum(other.startswith(around) and other != around for other in self.folders)
        if "/" in around[:-1] and around not in self._open and below >= MAX_BELOW:
            self._stop(around)


def _folder(url: str) -> str:
    """Host and folder of *url*: ``a.cn/xxgk/zn/``; ``a.cn/`` for a page at the root."""
    path = url.partition("://")[2].partition("?")[0].partition("#")[0].partition("/")[2]
    return "/".join([host_of(url), *path.split("/")[:-1], ""])


def _upwards(folder: str) -> Iterator[str]:
    """*folder* and those around it, up to the host's root."""
    while folder.count("/") > 0:
        yield folder
        folder = folder[: folder.rfind("/", 0, -1) + 1]

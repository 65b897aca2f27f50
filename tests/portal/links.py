"""Relative links."""

from __future__ import annotations

import posixpath


def relative(path: str, page: str) -> str:
    """The link from *page* to *path*, both absolute on the site; a query may follow either.

    >>> relative("/html/jcdj/1004.html", "/html/gbgz/1006.html")
    '../jcdj/1004.html'
    >>> relative("/show.asp?id=1008", "/list.asp?lbm=%CD%A8")
    'show.asp?id=1008'
    """
    return posixpath.relpath(path, posixpath.dirname(page.partition("?")[0]))

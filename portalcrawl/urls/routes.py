"""The pages that an app shows at one address: the part behind ``#`` names them.

>>> route_of("http://a.cn/index.html#/detail?id=7"), route_of("#!/list/3"), route_of("/x#top")
('#/detail?id=7', '#!/list/3', '')

A server never sees it, so everywhere else the part behind ``#`` is dropped. A route is told from a
place on a page by its slash.
"""

from __future__ import annotations

from ada_url import URL

# Longer ones are states of a form, not pages.
MAX_ROUTE_CHARS = 500
# The app's first page: what is shown without a route.
_FIRST_PAGES = frozenset({"#/", "#!/"})


def route_of(url: str) -> str:
    """The route in *url* or *href*, ASCII, from its ``#`` on; empty where there is none."""
    _, mark, fragment = url.partition("#")
    if not mark or not fragment.startswith(("/", "!/")) or len(fragment) > MAX_ROUTE_CHARS:
        return ""
    try:
        route: str = URL(f"http://a/#{fragment}").hash
    except ValueError:
        return ""
    return "" if route in _FIRST_PAGES else route


def without_route(url: str) -> str:
    """What a server is asked for.

    >>> without_route("http://a.cn/index.html#/detail?id=7")
    'http://a.cn/index.html'
    """
    return url.partition("#")[0]

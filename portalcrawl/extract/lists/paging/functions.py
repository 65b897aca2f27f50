"""``functions.toml``: calls of functions that are known by name alone.

>>> page = Page.of_bytes(b"", url="http://a.cn/jyxx/001001/about.html")
>>> step_of_function("ShowAjaxNewPage", ["/jyxx/001001/about.html", "x", 2], page, number=2).url
'http://a.cn/jyxx/001001/2.html'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.lists.paging.expressions import Value
from portalcrawl.page.document import Page


def step_of_function(
    name: str, arguments: Sequence[Value], page: Page, *, number: int
) -> Step | None:
    """Where the function *name* leads for page *number*; None where it is not known."""
    rule = next((rule for rule in function_rules() if re.fullmatch(rule["name"], name)), None)
    paths = (text for text in arguments if isinstance(text, str) and text.startswith(("/", "http")))
    path = next(paths, None)
    # More texts than the path and the element: a call of another form.
    if rule is None or path is None or len(arguments) > 3:
        return None
    folder = path[: path.rindex("/") + 1]
    url = page.absolute(rule["url"].format(folder=folder, number=number))
    return Step(url=url, number=number) if url else None


@lru_cache(maxsize=1)
def function_rules() -> list[dict[str, str]]:
    """The rules as they stand in the file."""
    file = resources.files("portalcrawl.extract.lists.paging").joinpath("functions.toml")
    rules: list[dict[str, str]] = tomllib.loads(file.read_text("utf-8"))["function"]
    return rules

"""Sends a page's form as a browser does, to go through lists that post back."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from tests.portal.site import Asked, Resource, Site

_INPUT = re.compile(r"<input ([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def form_fields(markup: str) -> dict[str, str]:
    """The names and values that are sent whatever is pressed: all fields but the buttons."""
    inputs = [dict(_ATTRIBUTE.findall(tag)) for tag in _INPUT.findall(markup)]
    fields = [tag for tag in inputs if tag.get("type", "text") not in ("submit", "image", "button")]
    return {tag["name"]: tag.get("value", "") for tag in fields if "name" in tag}


def post(site: Site, path: str, fields: dict[str, str]) -> Resource:
    """The answer to the form."""
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return site.answer(Asked(path, "POST", headers, urlencode(fields).encode()))


def press(site: Site, path: str, markup: str, **pressed: str) -> str:
    """The page after a button or a pager link; *pressed* is what it adds to the fields."""
    answer = post(site, path, form_fields(markup) | pressed)
    assert answer.status == 200, answer.body.decode("utf-8")
    return answer.body.decode("utf-8")

"""The few files that a page's frame loads."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.portal import images
from tests.portal.site import Resource

LAUNCHED = datetime(2018, 2, 26, 9, 30, tzinfo=UTC)

_CSS = """\
body { margin: 0 auto; width: 1000px; font: 14px/1.8 "Microsoft YaHei", SimSun, sans-serif; }
#menu li { float: left; list-style: none; padding: 0 16px; background: #1b5aa0; }
#menu ul { display: none; position: absolute; }
#menu li:hover ul { display: block; }
.box { float: left; width: 470px; height: 240px; margin: 8px; border: 1px solid #cfdbe8; }
.list li span { float: right; color: #888; }
.foot { clear: both; text-align: center; background: url(/images/foot.png) repeat-x; }
"""


def style() -> Resource:
    """A style sheet that loads ``/images/foot.png``."""
    return Resource(_CSS.encode(), "text/css", last_modified=LAUNCHED)


def script(text: str) -> Resource:
    return Resource(text.encode(), "application/javascript", last_modified=LAUNCHED)


def picture(colour: images.Colour, *, width: int = 16, height: int = 16) -> Resource:
    """A PNG of one colour."""
    return Resource(images.png([[colour] * width] * height), "image/png", last_modified=LAUNCHED)

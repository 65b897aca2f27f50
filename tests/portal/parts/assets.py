"""The style sheet and pictures of a portal's frame."""

from __future__ import annotations

from tests.portal import images
from tests.portal.parts.plan import FIRST_POST
from tests.portal.site import Resource

_STYLE_CSS = """\
* {{ margin: 0; padding: 0; }}
body {{ font: 14px/1.8 "宋体", SimSun, serif; color: #333; background: url({ground}) repeat-x; }}
a {{ color: #333; text-decoration: none; }}
ul {{ list-style: none; }}
.wrap {{ width: 1000px; margin: 0 auto; }}
.head {{ background: {colour}; color: #fff; padding: 20px; font-size: 32px; }}
.menu li {{ float: left; position: relative; padding: 0 14px; line-height: 36px; }}
.menu li ul {{ display: none; position: absolute; background: #eee; }}
.menu li:hover > ul {{ display: block; }}
.box {{ float: left; width: 470px; margin: 6px; border: 1px solid {colour}; }}
.box h3 {{ padding: 4px 10px; color: {colour}; }}
.box li span, .rows li span {{ float: right; color: #888; }}
.more {{ float: right; font-size: 12px; }}
.crumbs, .page, .friends {{ clear: both; padding: 10px; }}
.article {{ padding: 16px 30px; line-height: 30px; }}
.foot {{ clear: both; background: #eee; text-align: center; padding: 12px; }}
"""


def frame_assets(folder: str, *, colour: images.Colour, codec: str) -> dict[str, Resource]:
    """style.css, logo.png and bg.gif in *folder*, and the favicon."""
    name = "#{:02x}{:02x}{:02x}".format(*colour)
    css = _STYLE_CSS.format(colour=name, ground="bg.gif").encode(codec)
    bodies = {
        f"{folder}style.css": (css, "text/css"),
        f"{folder}logo.png": (images.png([[colour] * 24] * 24), "image/png"),
        f"{folder}bg.gif": (images.gif([[colour]] + [[(255, 255, 255)]] * 5), "image/gif"),
        "/favicon.ico": (images.favicon(colour), "image/x-icon"),
    }
    return {
        path: Resource(body, mime, last_modified=FIRST_POST)
        for path, (body, mime) in bodies.items()
    }

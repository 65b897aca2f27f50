"""T1's style sheets, script and ornamental pictures."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.portal import images
from tests.portal.site import Resource
from tests.portal.t1.frame import BANNERS

LAUNCHED = datetime(2017, 8, 30, 9, 30, tzinfo=UTC)

_STYLE_CSS = """\
@import url("base.css");
body { background: #f4e9dc url(../images/bg.gif) repeat-x; }
.wrap { background: #fff; margin: 0 auto; }
.top { background: #b5121b url("/images/top.png") repeat-x; height: 90px; padding: 10px; }
.sitename { font: bold 38px "楷体", KaiTi, serif; color: #ffe79a; }
.owner { color: #fff; margin-left: 20px; }
.search { float: right; margin-top: 30px; }
.banner { background: #b5121b; }
.size { color: #b5121b; font-size: 1px; }
#focus { height: 180px; overflow: hidden; }
#focus img { width: 1000px; height: 180px; }
#menu { background: #8e0b12; height: 36px; }
#menu li { float: left; position: relative; line-height: 36px; padding: 0 18px; }
#menu li a { color: #fff; font-size: 15px; }
#menu li ul { display: none; position: absolute; top: 36px; left: 0; background: #a4141c; }
#menu li:hover ul { display: block; }
.date { background: #f7ede1; padding: 4px 12px; }
.main { padding: 12px; vertical-align: top; height: 420px; }
.top1 { text-align: center; border-bottom: 1px dashed #c88; }
.mq { background: #fdf6ec; margin: 8px 0; }
.box { float: left; width: 470px; height: 220px; margin: 6px; border: 1px solid #e2b9a8; }
.box h3 { background: #f3d9c8; color: #8e0b12; padding: 6px 10px; }
.more { float: right; font-size: 12px; }
.box li, .list li { line-height: 28px; padding: 0 10px; border-bottom: 1px dotted #ccc; }
.box span, .list li span, .list li em { float: right; color: #888; font-style: normal; }
.links, .count { clear: both; padding: 10px; }
.side { float: left; width: 200px; border: 1px solid #e2b9a8; }
.side h3 { background: #8e0b12; color: #fff; padding: 6px; }
.side li { padding: 6px 20px; }
.list { margin-left: 220px; }
.list td { line-height: 26px; }
.rq { width: 100px; color: #888; }
.fg { height: 10px; border-top: 1px dashed #ccc; }
.page { text-align: center; padding: 14px; }
.pos { border-bottom: 2px solid #b5121b; padding: 6px; }
.bt { text-align: center; color: #8e0b12; font-size: 22px; margin: 16px 0 6px; }
.yt, .ft { text-align: center; font-size: 15px; color: #555; }
.info { text-align: center; background: #f7ede1; padding: 6px; color: #666; }
.nr { font-size: 16px; line-height: 30px; padding: 16px 30px; }
.sxp { border-top: 1px solid #ccc; padding: 10px 30px; }
.foot { background: #8e0b12; color: #fff; text-align: center; padding: 12px; }
.foot a { color: #fff; }
"""
_BASE_CSS = """\
* { margin: 0; padding: 0; }
body { font: 14px/1.7 "宋体", SimSun, serif; color: #333; }
ul { list-style: none; }
a { color: #333; text-decoration: none; }
a:hover { color: #c00; text-decoration: underline; }
.box li { background: url('../images/dot.gif') no-repeat left center; }
"""
_COMMON_JS = """\
function turnBanner() {
  var list = document.getElementById("focus");
  if (list) { list.appendChild(list.getElementsByTagName("li")[0]); }
}
window.onload = function () { setInterval(turnBanner, 4000); };
"""


def assets() -> dict[str, Resource]:
    """What the pages' frame loads, by path."""
    red, gold = (181, 18, 27), (255, 215, 90)
    bodies = {
        "/css/style.css": (_STYLE_CSS.encode("gbk"), "text/css"),
        "/css/base.css": (_BASE_CSS.encode("gbk"), "text/css"),
        "/js/common.js": (_COMMON_JS.encode("gbk"), "application/x-javascript"),
        "/favicon.ico": (images.favicon(red), "image/x-icon"),
        "/images/logo.png": (images.png(_emblem(red, gold)), "image/png"),
        "/images/top.png": (images.png([[(181 - y, 18, 27)] for y in range(90)]), "image/png"),
        "/images/bg.gif": (images.gif([[(244, 233 - y, 220 - y)] for y in range(40)]), "image/gif"),
        "/images/dot.gif": (images.gif([[red] * 4] * 4), "image/gif"),
        "/images/blank.gif": (images.gif([[(255, 255, 255)]]), "image/gif"),
        "/images/police.gif": (images.gif(_emblem((40, 70, 160), gold)), "image/gif"),
    }
    for number, path in enumerate(BANNERS, 1):
        bodies[path] = (images.jpeg(images.landscape(64, 12, seed=number)), "image/jpeg")
    return {
        path: Resource(body, mime, last_modified=LAUNCHED) for path, (body, mime) in bodies.items()
    }


def _emblem(ground: images.Colour, figure: images.Colour) -> list[list[images.Colour]]:
    """A disc on a ground, 16 by 16."""
    around = [(x, [(x - 7.5) ** 2 + (y - 7.5) ** 2 < 36 for y in range(16)]) for x in range(16)]
    return [[figure if inside else ground for inside in row] for _, row in around]

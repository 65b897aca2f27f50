"""T7's pagers: links that post back, a box with a button, and buttons that are pictures."""

from __future__ import annotations

from collections.abc import Mapping

TARGET = "AspNetPager1"
BOX = f"{TARGET}_input"
_GROUP = 4  # so many numbers are shown
_BUTTONS = {"ImageFirst": "首页", "ImagePrev": "上一页", "ImageNext": "下一页", "ImageLast": "尾页"}


def pager_html(kind: str, number: int, pages: int, total: int) -> str:
    return {"links": _links, "box": _box, "images": _images}[kind](number, pages, total)


def asked_page(kind: str, fields: Mapping[str, str], number: int, pages: int) -> int:
    """The page that a post-back from page *number* gets; 1 for what that page did not offer."""
    if kind == "images":
        pressed = [name for name in _BUTTONS if f"{name}.x" in fields]
        return _pressed(pressed[0], number, pages) if pressed else 1
    if kind == "box":
        wanted = fields.get(BOX, "") if TARGET in fields else ""
        return min(max(int(wanted), 1), pages) if wanted.isdecimal() else 1
    argument = fields.get("__EVENTARGUMENT", "")
    offered = fields.get("__EVENTTARGET") == TARGET and argument in _offered(number, pages)
    return int(argument) if offered else 1


def _links(number: int, pages: int, _total: int) -> str:
    """首页 and 上一页 are dead on page 1, as 下一页 and 末页 are on the last."""
    steps = [
        _link("首页", 1, number > 1),
        _link("上一页", number - 1, number > 1),
        *(_link(label, to, to != number) for label, to in _numbers(number, pages)),
        _link("下一页", number + 1, number < pages),
        _link("末页", pages, number < pages),
    ]
    return f'<div id="{TARGET}" class="paginator">\n{" ".join(steps)}\n</div>'


def _link(label: str, to: int, is_live: bool) -> str:
    if not is_live:
        return f'<a disabled="disabled">{label}</a>' if not label.isdigit() else f"<b>{label}</b>"
    return f"<a href=\"javascript:__doPostBack('{TARGET}','{to}')\">{label}</a>"


def _numbers(number: int, pages: int) -> list[tuple[str, int]]:
    """The numbers of the group that the page is in; ... leads to the groups beside it."""
    start = (number - 1) // _GROUP * _GROUP + 1
    end = min(start + _GROUP - 1, pages)
    numbers = [(str(place), place) for place in range(start, end + 1)]
    before = [("...", start - 1)] if start > 1 else []
    return [*before, *numbers, *([("...", end + 1)] if end < pages else [])]


def _offered(number: int, pages: int) -> set[str]:
    """The arguments that the links of the page have; the page itself is not among them."""
    reached = {1, number - 1, number + 1, pages, *(to for _, to in _numbers(number, pages))}
    return {str(to) for to in reached if 1 <= to <= pages and to != number}


def _box(number: int, pages: int, total: int) -> str:
    return (
        f'<div id="{TARGET}">共{total}条记录 第{number}/{pages}页 转到'
        f'<input type="text" name="{BOX}" id="{BOX}" value="{number}" style="width:30px">页 '
        f'<input type="submit" name="{TARGET}" value="go"></div>'
    )


def _images(number: int, pages: int, total: int) -> str:
    buttons = " ".join(
        f'<input type="image" name="{name}" id="{name}" src="/images/{name.lower()}.png" '
        f'alt="{label}" title="{label}"{_disabled(_pressed(name, number, pages) == number)}>'
        for name, label in _BUTTONS.items()
    )
    return f'<div class="pages">页码 {number}/{pages} 共 {total} 条 {buttons}</div>'


def _disabled(is_dead: bool) -> str:
    return ' disabled="disabled"' if is_dead else ""


def _pressed(button: str, number: int, pages: int) -> int:
    to = {"ImageFirst": 1, "ImagePrev": number - 1, "ImageNext": number + 1, "ImageLast": pages}
    return min(max(to[button], 1), pages)


BUTTON_IMAGES = tuple(f"/images/{name.lower()}.png" for name in _BUTTONS)

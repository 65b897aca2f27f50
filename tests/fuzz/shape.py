"""A hostile shape: a page that is mostly one thing, over and over.

>>> Shape("bold", "nothing", ("<p>", Run("<b>"), "x")).make(9)
b'<p><b><b><b>x'
"""

from __future__ import annotations

from dataclasses import dataclass

HEAD = "<html><head><title>县里召开动员会_清源县</title></head><body><div id=page>"
INFO = "<h1>县里召开动员会</h1><p>来源：县局 作者:: 时间：2024-3-5</p>"
TEXT = "<div id=body><p>今天上午，全县春季植树动员会在人民广场召开，各乡镇参加。</p>"
ARTICLE = HEAD + INFO + TEXT
FOOT = "</div><div>版权所有：清源县人民政府</div></div></body></html>"


@dataclass(frozen=True, slots=True)
class Run:
    """*unit* again and again, filling *share* of the page; ``{n}`` in it counts."""

    unit: str
    share: float = 1.0

    def make(self, size: int, *, encoding: str) -> str:
        """So many units that they have about *size* bytes, at least one."""
        count = max(1, int(size * self.share) // len(self.unit.encode(encoding)))
        if "{n}" in self.unit:
            return "".join([self.unit.replace("{n}", str(number)) for number in range(count)])
        return self.unit * count


@dataclass(frozen=True, slots=True)
class Shape:
    """``aim`` names what it is hard for; ``pieces`` are its text, runs to be filled in."""

    name: str
    aim: str
    pieces: tuple[str | Run, ...]
    encoding: str = "utf-8"

    def make(self, size: int) -> bytes:
        """The page with about *size* bytes of hostile runs."""
        texts = [
            piece if isinstance(piece, str) else piece.make(size, encoding=self.encoding)
            for piece in self.pieces
        ]
        return "".join(texts).encode(self.encoding, "replace")


def in_body(name: str, aim: str, *pieces: str | Run) -> Shape:
    """A shape whose run is the rest of a good article's body."""
    return Shape(name, aim, (ARTICLE, *pieces, FOOT))


def in_line(name: str, aim: str, *pieces: str | Run) -> Shape:
    """A shape whose run is one line of a good article's body."""
    return Shape(name, aim, (ARTICLE, "<p>", *pieces, "</p>", FOOT))


def at_foot(name: str, aim: str, *pieces: str | Run) -> Shape:
    """A shape whose run is the last line of the page."""
    return Shape(name, aim, (ARTICLE, "</div><div>", *pieces, "</div>"))

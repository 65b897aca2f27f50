"""All hostile shapes by name.

>>> SHAPES["tiny_blocks"].make(12).count(b"<p>x")
3
"""

from __future__ import annotations

from tests.fuzz.shapes_markup import MARKUP_SHAPES
from tests.fuzz.shapes_text import TEXT_SHAPES

SHAPES = {shape.name: shape for shape in (*TEXT_SHAPES, *MARKUP_SHAPES)}
assert len(SHAPES) == len(TEXT_SHAPES) + len(MARKUP_SHAPES), "two shapes have one name"

"""Small, valid pictures made of nothing but arithmetic: PNG, JPEG, GIF and a favicon."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from itertools import pairwise
from math import sin

Colour = tuple[int, int, int]
Rows = Sequence[Sequence[Colour]]


def png(rows: Rows, *, note: str = "") -> bytes:
    """An 8-bit RGB PNG; *note* makes the bytes of two equal pictures differ."""
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    pixels = b"".join(b"\0" + b"".join(bytes(colour) for colour in row) for row in rows)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    if note:
        chunks.insert(1, (b"tEXt", b"Comment\0" + note.encode("latin-1")))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(kind, data) for kind, data in chunks)


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def gif(rows: Rows) -> bytes:
    """A GIF89a of at most 128 colours, stored without compression.

    With 7-bit colours each code is one byte as long as the decoder's table is cleared before
    it grows past 256 entries; hence a clear code before every 100 pixels.
    """
    palette = sorted({colour for row in rows for colour in row})[:128]
    index = {colour: number for number, colour in enumerate(palette)}
    pixels = bytes(index.get(colour, 0) for row in rows for colour in row)
    clear, end = b"\x80", b"\x81"
    codes = b"".join(clear + pixels[at : at + 100] for at in range(0, len(pixels), 100)) + end
    blocks = [codes[at : at + 255] for at in range(0, len(codes), 255)]
    screen = struct.pack("<HHBBB", len(rows[0]), len(rows), 0xF6, 0, 0)
    table = b"".join(bytes(colour) for colour in palette).ljust(3 * 128, b"\0")
    frame = b"," + struct.pack("<HHHHB", 0, 0, len(rows[0]), len(rows), 0)
    data = b"\x07" + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"
    return b"GIF89a" + screen + table + frame + data + b";"


def jpeg(rows: Rows, *, note: str = "") -> bytes:
    """A baseline JPEG in which each colour of *rows* is one block of 8 by 8 pixels."""
    size = struct.pack(">BHHB", 8, 8 * len(rows), 8 * len(rows[0]), 3)
    segments = [
        (0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
        (0xFE, note.encode("latin-1")),
        (0xDB, b"\0" + b"\x08" * 64),
        (0xC0, size + b"\1\x11\0\2\x11\0\3\x11\0"),
        (0xC4, b"\x00" + bytes([0, 0, 0, 12] + [0] * 12) + bytes(range(12))),  # 12 codes of 4 bits
        (0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\0"),  # one code of 1 bit: end of block
        (0xDA, b"\3\1\0\2\0\3\0\0\x3f\0"),
    ]
    head = b"".join(
        b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data for mark, data in segments
    )
    return b"\xff\xd8" + head + _jpeg_scan(rows) + b"\xff\xd9"


def _jpeg_scan(rows: Rows) -> bytes:
    """The blocks' mean values as differences, each a 4-bit length and that many bits."""
    bits: list[str] = []
    for channels in pairwise([(0, 0, 0), *(_ycc(colour) for row in rows for colour in row)]):
        for before, value in zip(*channels, strict=True):
            step = value - before
            length = abs(step).bit_length()
            coded = step if step > 0 else step + (1 << length) - 1
            bits.append(f"{length:04b}" + (f"{coded:0{length}b}" if length else "") + "0")
    stream = "".join(bits)
    stream += "1" * (-len(stream) % 8)
    return int(stream, 2).to_bytes(len(stream) // 8, "big").replace(b"\xff", b"\xff\0")


def _ycc(colour: Colour) -> tuple[int, int, int]:
    """Luminance and two colour differences, centred on 0 as the format wants them."""
    red, green, blue = colour
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    return round(light) - 128, round(0.564 * (blue - light)), round(0.713 * (red - light))


def favicon(colour: Colour) -> bytes:
    """An .ico file that holds one PNG of 16 by 16 pixels."""
    image = png([[colour] * 16] * 16)
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, 16, 16, 0, 0, 1, 32, len(image), 22) + image


def landscape(width: int, height: int, *, seed: int) -> list[list[Colour]]:
    """Sky over two ridges over a field: a picture that passes for a bad photograph."""
    rows: list[list[Colour]] = []
    for y in range(height):
        row: list[Colour] = []
        for x in range(width):
            far = height * (0.40 + 0.09 * sin(7 * x / width + seed))
            near = height * (0.64 + 0.06 * sin(11 * x / width + 3 * seed))
            down = y / height
            if y < far:
                row.append((round(120 + 90 * down), round(165 + 60 * down), 235))
            elif y < near:
                row.append((90 + seed % 5 * 9, 120, round(150 - 80 * down)))
            else:
                row.append((round(190 - 90 * down), 160 - seed % 7 * 8, 60))
        rows.append(row)
    return rows

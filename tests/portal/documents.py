"""Small office files that their own programs open: PDF, DOC and XLS containers, DOCX."""

from __future__ import annotations

import io
import struct
import zipfile


def pdf(title: str) -> bytes:
    """A PDF of one page; *title* is its Title, the page itself holds one English line."""
    text = b"BT /F1 16 Tf 72 760 Td (Annex) Tj ET"
    name = b"<FEFF" + title.encode("utf-16-be").hex().upper().encode() + b">"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 7 0 R>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Title %b>>" % name,
        b"<</Font<</F1 5 0 R>>>>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, rows)
    trailer = b"trailer\n<</Size %d/Root 1 0 R/Info 6 0 R>>\n" % size
    return out + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)


def doc(text: str) -> bytes:
    return _compound_file("WordDocument", text.encode("utf-16-le"))


def xls(text: str) -> bytes:
    return _compound_file("Workbook", text.encode("utf-16-le"))


def _compound_file(stream: str, content: bytes) -> bytes:
    """A compound file ([MS-CFB], version 3) of one stream: header, FAT, directory, 8 sectors.

    The stream has 4,096 bytes, the least that needs no mini FAT.
    """
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    size = 4096
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, size, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    chain = [fat, end, *range(3, 10), end]
    sectors = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    root = _directory_entry("Root Entry", kind=5, child=1, start=end, size=0)
    file = _directory_entry(stream, kind=2, child=free, start=2, size=size)
    empty = _directory_entry("", kind=0, child=free, start=0, size=0)
    return header + sectors + root + file + 2 * empty + content[:size].ljust(size, b"\0")


def _directory_entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    none = 0xFFFFFFFF
    wide = name.encode("utf-16-le")
    length = len(wide) + 2 if name else 0
    head = wide.ljust(64, b"\0") + struct.pack("<HBB3I", length, kind, 1, none, none, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def docx(text: str) -> bytes:
    """A DOCX of one paragraph."""
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{text}'
        "</w:t></w:r></w:p></w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            # A ZipInfo of our own carries a fixed date, so that the bytes stay the same.
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0"?>{xml}')
    return out.getvalue()


# How a format is made, and its media type.
MAKERS = {
    "doc": (doc, "application/msword"),
    "xls": (xls, "application/vnd.ms-excel"),
    "pdf": (pdf, "application/pdf"),
    "docx": (
        docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}

r"""The head of an HTTP message as a record has it: start line and headers.

>>> head = parse_head(b"HTTP/1.1 302 Found\r\nLocation: /x\r\nset-cookie: a\r\n")
>>> head.status, head.value("location"), head.value("etag")
(302, '/x', '')
>>> parse_head(b"POST /x HTTP/1.1\r\n").method
'POST'
"""

from __future__ import annotations

from dataclasses import dataclass

# A head that is longer is none: what follows is not looked for.
MAX_HEAD_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class HttpHead:
    """``start`` is the first line, ``headers`` lower-cased names with values in their order."""

    start: str
    headers: tuple[tuple[str, str], ...]

    @property
    def status(self) -> int | None:
        """The status of a response; None where there is none."""
        protocol, _, rest = self.start.partition(" ")
        code = rest.strip().partition(" ")[0]
        is_status = protocol.upper().startswith("HTTP") and code.isascii() and code.isdecimal()
        return int(code) if is_status else None

    @property
    def method(self) -> str:
        """The method of a request, in upper case."""
        return self.start.partition(" ")[0].upper()

    def values(self, name: str) -> list[str]:
        """All values of the header *name* (lower case)."""
        return [value for key, value in self.headers if key == name]

    def value(self, name: str) -> str:
        """The last value of the header *name*, as Scrapy takes it; empty where there is none."""
        return next((value for key, value in reversed(self.headers) if key == name), "")


def split_head(block: bytes) -> tuple[bytes, int] | None:
    r"""The head at the start of *block* and where the body begins; None where it is not whole.

    >>> split_head(b"HTTP/1.0 200 OK\nA: b\n\n<p>")
    (b'HTTP/1.0 200 OK\nA: b\n', 22)
    """
    ends = [(at, mark) for mark in (b"\r\n\r\n", b"\n\n") if (at := block.find(mark)) >= 0]
    if not ends:
        return None
    at, mark = min(ends)
    return block[: at + len(mark) // 2], at + len(mark)


def parse_head(head: bytes) -> HttpHead:
    """The head in lines that end in CRLF or LF; a folded header is one (RFC 9112 section 5.2)."""
    lines: list[str] = []
    for line in head.decode("latin-1").split("\n"):
        if line[:1] in {" ", "\t"} and len(lines) > 1:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.rstrip("\r"))
    fields = (line.partition(":") for line in lines[1:] if ":" in line)
    headers = tuple((name.strip().lower(), value.strip()) for name, _, value in fields)
    return HttpHead(lines[0].strip(), headers)

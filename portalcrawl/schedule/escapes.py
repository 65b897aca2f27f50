r"""How names and texts are written in units of systemd (systemd.unit(5), systemd-escape(1)).

>>> escape_name("127.0.0.1:8801/county-a")
'127.0.0.1:8801-county\\x2da'
>>> quote_word('50% of "a b"')
'"50%% of \\"a b\\""'
"""

from __future__ import annotations

import string

_PLAIN = frozenset(string.ascii_letters + string.digits + ":_.")


def escape_name(text: str) -> str:
    """*text* as the part of a unit's name after the @, which ``%I`` undoes."""
    name = "".join(
        "-" if char == "/" else char if char in _PLAIN else _bytes(char) for char in text
    )
    return rf"\x2e{name[1:]}" if name.startswith(".") else name


def _bytes(char: str) -> str:
    return "".join(rf"\x{byte:02x}" for byte in char.encode())


def quote_word(text: str) -> str:
    """*text* as one word of a command line."""
    text = percent(text)
    if text and not set(text) & set(" \t\"'\\;"):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def percent(text: str) -> str:
    """*text* where specifiers would be filled in: it has none."""
    return text.replace("%", "%%")

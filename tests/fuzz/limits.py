"""How long a page may take, on this machine.

200 ms of CPU for each MB, on a machine that does the `workload` in `REFERENCE_SECS`; a slower one
(or one that is busy: the workload is measured again beside each slow page) gets more time in
proportion, never less. Two bounds below: a page counts as 64 KB at least, and each ``<`` allows
`TAG_SECS`, because a page of nothing but five-byte elements holds thirty times the tags of a real
one and is honest work, not a slow pattern.
"""

from __future__ import annotations

import re
import time

from selectolax.lexbor import LexborHTMLParser

SECS_PER_BYTE = 0.2 / 1e6
MIN_BYTES = 64 * 1024
TAG_SECS = 20e-6
# How many times its limit a read may take before it is cut off.
CUT = 15
# The three readers of values see the whole page as theirs, one after the other.
SHARE_OF_TARGET = {"page": 1.0, "values": 5.0}
REFERENCE_SECS = 0.0107

_ROW = "<li class=row><a href=/zw/{}.html title=x>县里召开春季植树动员会</a><span>2024-03-05</span>"
_HTML = "<ul>" + "".join(_ROW.format(number) for number in range(4000)) + "</ul>"


def workload() -> int:
    """A fixed piece of work like reading: a parse, a walk over the tree, small patterns."""
    total = 0
    pattern = re.compile(r"\d{4}-(\d\d)-\d\d|。")
    root = LexborHTMLParser(_HTML).root
    assert root is not None
    for node in root.traverse():
        text = " ".join((node.text_content or "").split())
        total += len(text) + len(node.attributes) + (pattern.search(text) is not None)
    return total


def machine_factor(*, repeats: int = 5) -> float:
    """How many times slower than the reference this machine is now; 1 for a faster one."""
    best = min(_timed() for _ in range(repeats))
    return max(1.0, best / REFERENCE_SECS)


def _timed() -> float:
    start = time.process_time()
    workload()
    return time.process_time() - start


def limit_secs(body: bytes, *, target: str, factor: float) -> float:
    """What *target* (a name of ``TARGETS``) may take to read *body*."""
    size = max(len(body), MIN_BYTES)
    allowed = max(size * SECS_PER_BYTE, body.count(b"<") * TAG_SECS)
    return factor * SHARE_OF_TARGET[target] * allowed

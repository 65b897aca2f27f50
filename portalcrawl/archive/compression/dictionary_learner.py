"""When a site's pages are worth a new dictionary: decided by what it would save on other pages.

>>> learner = DictionaryLearner(level=3, dictionary=None)
>>> template = bytes(Random(1).choices(b"abcdefgh <>=/", k=9000))
>>> for n in range(FIRST_CHECK):
...     learner.see(b"%s<p>article %d" % (template, n * n), 4500, is_page=True)
>>> learner.dictionary is not None
True

Neither clock nor files: the same records in the same order lead to the same dictionaries.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from random import Random

from portalcrawl.archive.compression.dictionary import dictionary_frame, packed_bytes, train

# After so many pages the first look, then after twice as many, and so on: what is learned from few
# pages is soon outgrown, what is learned from many stays. zstd learns nothing from less than seven.
FIRST_CHECK = 16
CHECK_GROWTH = 2
# A new dictionary means a new file: it must save this part of the pages' bytes.
MIN_GAIN = 0.1
# A judgement by fewer pages is none.
MIN_JUDGES = 4
# Recent pages that came out this much larger than pages did when the dictionary was last judged:
# the site has a new template.
DRIFT = 1.4
RECENT_PAGES = 32
# What is learned from: pages, most of them among the last so many, and of each the beginning.
SAMPLE_PAGES = 300
SAMPLE_BYTES = 5 << 20
PAGE_BYTES = 128 << 10
# More pages than these hardly teach more.
ENOUGH_PAGES = 100
# And small records: requests and what is known of a page's way; more would not fit.
HEADS = 8
HEAD_BYTES = 2048


class DictionaryLearner:
    """Sees the records of a site as they are written.

    ``dictionary`` is the best known, from the next file on. It is another object only where a new
    one was found.
    """

    def __init__(self, *, level: int, dictionary: bytes | None) -> None:
        self.dictionary = dictionary
        self._level = level
        # Seeded: a choice without a pattern, but the same each time.
        self._random = Random(0)  # noqa: S311 - no secret
        self._pages: list[tuple[int, bytes]] = []
        self._sample_bytes = 0
        self._heads: deque[bytes] = deque(maxlen=HEADS)
        self._seen = 0
        self._next_check = FIRST_CHECK
        self._recent: deque[tuple[int, int]] = deque(maxlen=RECENT_PAGES)
        self._expected: float | None = None
        self._patience = RECENT_PAGES
        self._checked_at = 0
        self._learned_at = 0

    def see(self, record: bytes, packed_bytes: int, *, is_page: bool) -> None:
        """Take note of a *record* that became *packed_bytes*; now and then, learn from them all."""
        if not is_page:
            if len(record) <= HEAD_BYTES:
                self._heads.append(record)
            return
        self._seen += 1
        self._recent.append((packed_bytes, len(record)))
        self._keep(record[:PAGE_BYTES])
        if self._seen >= self._next_check:
            self._next_check = self._seen * CHECK_GROWTH
            self._check()
        elif self._has_drifted():
            # If nothing can be gained, the next look for this reason comes later.
            found = self._check()
            self._patience = RECENT_PAGES if found else self._patience * 2

    def _keep(self, page: bytes) -> None:
        """Put *page* in the sample, for any of the others where that is full."""
        self._pages.append((self._seen, page))
        self._sample_bytes += len(page)
        while len(self._pages) > SAMPLE_PAGES or self._sample_bytes > SAMPLE_BYTES:
            chosen = self._random.randrange(len(self._pages) - 1)
            self._pages[chosen], self._pages[-1] = self._pages[-1], self._pages[chosen]
            self._sample_bytes -= len(self._pages.pop()[1])

    def _has_drifted(self) -> bool:
        if self._expected is None or self._seen - self._checked_at < self._patience:
            return False
        return _ratio(self._recent) > DRIFT * self._expected

    def _check(self) -> bool:
        """Learn from a part of the sample, judge by the other; whether that was worth it."""
        self._checked_at = self._seen
        # The dictionary in use knows the pages that it was learned from: they are no judges.
        fresh = [number for number, _ in self._pages if number > self._learned_at]
        chosen = set(fresh[1::2])
        judges = [page for number, page in self._pages if number in chosen]
        if len(judges) < MIN_JUDGES:
            return False
        whole = sum(map(len, judges))
        before = packed_bytes(judges, self._level, self.dictionary)
        self._expected = before / whole
        learned = [page for number, page in self._pages if number not in chosen]
        if (candidate := train(learned, list(self._heads))) is None:
            return False
        after = packed_bytes(judges, self._level, candidate)
        # As many pages again as were seen must save what the dictionary takes.
        saving = (before - after) / len(judges) * self._seen
        if after > (1 - MIN_GAIN) * before or saving <= len(dictionary_frame(candidate)):
            return False
        self.dictionary = candidate
        if len(learned) < ENOUGH_PAGES:
            # Few pages teach the less: now that it is decided, all of them may.
            best = train([page for _, page in self._pages], list(self._heads)) or candidate
            if packed_bytes(judges, self._level, best) <= after:
                self.dictionary = best
        self._expected = after / whole
        self._learned_at = self._seen
        return True


def _ratio(sizes: Iterable[tuple[int, int]]) -> float:
    packed, whole = zip(*sizes, strict=True)
    return float(sum(packed) / sum(whole))

"""When a site's pages are worth a new dictionary."""

from __future__ import annotations

import os

import pytest

from portalcrawl.archive.compression.dictionary import packed_bytes
from portalcrawl.archive.compression.dictionary_learner import (
    FIRST_CHECK,
    RECENT_PAGES,
    SAMPLE_BYTES,
    SAMPLE_PAGES,
    DictionaryLearner,
)
from tests.unit.archive.packings import HEADS, dictionary, page

LEVEL = 3


def crawl(learner: DictionaryLearner, pages) -> list[int]:
    """The numbers of the pages after which there was a new dictionary."""
    found = []
    for number, text in enumerate(pages, 1):
        before = learner.dictionary
        learner.see(text, packed_bytes([text], LEVEL, before), is_page=True)
        if learner.dictionary is not before:
            found.append(number)
    return found


def learner(known: bytes | None = None) -> DictionaryLearner:
    return DictionaryLearner(level=LEVEL, dictionary=known)


def test_pages_of_one_template_are_learned_at_once_and_seldom_better():
    first, *better = crawl(learner(), (page(1, n) for n in range(300)))
    assert first == FIRST_CHECK
    assert len(better) <= 1


def test_pages_that_share_nothing_are_not_learned():
    assert crawl(learner(), (os.urandom(3000) for _ in range(200))) == []
    assert crawl(learner(), (page(n, n) for n in range(200))) == []


def test_pages_too_small_for_a_dictionary_to_pay():
    assert crawl(learner(), (b"<p>%d" % n for n in range(200))) == []


def test_a_site_known_from_an_earlier_crawl_is_not_learned_again():
    earlier = learner()
    crawl(earlier, (page(1, n) for n in range(300)))
    later = learner(earlier.dictionary)
    assert crawl(later, (page(1, n) for n in range(300, 600))) == []
    assert later.dictionary is earlier.dictionary


def test_a_dictionary_of_another_site_is_replaced_at_once():
    first, *_ = crawl(learner(dictionary(2)), (page(1, n) for n in range(60)))
    assert first == FIRST_CHECK


@pytest.mark.parametrize("old_pages", [40, 200, 1100])
def test_a_new_template_is_noticed_by_what_its_pages_take(old_pages):
    pages = [page(1, n) for n in range(old_pages)] + [page(2, n) for n in range(400)]
    found = crawl(learner(), pages)
    assert found[0] == FIRST_CHECK
    noticed = next(number for number in found if number > old_pages)
    assert noticed <= old_pages + 4 * RECENT_PAGES
    best = learner()
    crawl(best, pages)
    new, old = (packed_bytes([page(n, 999)], LEVEL, best.dictionary) for n in (2, 1))
    blank = packed_bytes([page(2, 999)], LEVEL, None)
    assert new < blank / 4
    # The old one is not forgotten while its pages are in the sample.
    assert old_pages < 200 or old < blank / 2


def test_the_same_pages_lead_to_the_same_dictionary():
    first, second = learner(), learner()
    for one in (first, second):
        crawl(one, (page(1 + n % 3, n) for n in range(500)))
    assert first.dictionary == second.dictionary


def test_looks_become_rare(monkeypatch):
    looks = []
    one = learner()
    look = one._check
    monkeypatch.setattr(one, "_check", lambda: looks.append(one._seen) or look())
    crawl(one, (page(1, n) for n in range(1500)))
    assert looks == [16, 32, 64, 128, 256, 512, 1024]


def test_looks_that_find_nothing_become_rare_too(monkeypatch):
    """Pages that no dictionary helps, after some that one did."""
    looks = []
    one = learner()
    look = one._check
    monkeypatch.setattr(one, "_check", lambda: looks.append(one._seen) or look())
    crawl(one, [page(1, n) for n in range(16)])
    crawl(one, (os.urandom(1000) for _ in range(2000)))
    assert len(looks) < 16


def test_the_sample_is_bounded():
    one = learner()
    for n in range(SAMPLE_PAGES + 50):
        one.see(b"%d" % n, 1, is_page=True)
    assert len(one._pages) == SAMPLE_PAGES
    # Recent pages are there, and some of the first.
    numbers = [number for number, _ in one._pages]
    assert max(numbers) == SAMPLE_PAGES + 50
    assert 0 < sum(number <= SAMPLE_PAGES for number in numbers) < SAMPLE_PAGES
    large = learner()
    large._next_check = 10**6
    for _ in range(100):
        large.see(os.urandom(500_000), 1, is_page=True)
    assert sum(len(text) for _, text in large._pages) == large._sample_bytes <= SAMPLE_BYTES


def test_small_records_are_kept_and_large_ones_not():
    one = learner()
    for head in HEADS * 3:
        one.see(head, 99, is_page=False)
    one.see(bytes(9000), 99, is_page=False)
    assert list(one._heads) == HEADS
    assert one._seen == 0

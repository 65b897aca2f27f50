"""Invariants of comparing texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portalcrawl.dedup.clusters import clusters
from portalcrawl.dedup.comparison import MIN_LETTERS, compare
from portalcrawl.dedup.earliest import Witness, earliest
from portalcrawl.dedup.editions import Told, are_copies
from portalcrawl.dedup.normal_text import normal_text, text_digest
from portalcrawl.dedup.signature import MAX_BANDS, bands

# Few letters, so that texts have runs in common; and anything at all.
texts = st.text("山水林田湖草沙1290年月", min_size=4, max_size=200) | st.text(max_size=200)


@given(texts, texts)
def test_the_order_of_two_texts_does_not_matter(one, other):
    assert compare(normal_text(one), normal_text(other)) == compare(
        normal_text(other), normal_text(one)
    )


@given(st.text("山水林田湖草沙", min_size=MIN_LETTERS, max_size=400), st.text("1290年月一二"))
def test_a_text_agrees_with_itself(text, numbers):
    normal = normal_text(text + numbers)
    found = compare(normal, normal)
    assert found.containment == found.resemblance == 1
    assert found.other_numbers == found.other_words == 0


@given(texts)
def test_normal_text_is_normal(text):
    assert normal_text(normal_text(text)) == normal_text(text)
    assert text_digest(normal_text(text)) == text_digest(text)


@given(texts)
def test_bands_are_few_and_in_order(text):
    found = bands(normal_text(text))
    assert len(found) <= MAX_BANDS
    assert found == sorted(set(found))
    assert all(0 <= band < 2**32 for band in found)


told = st.builds(
    Told,
    title=st.text("关于第一二十年度周的通报2019-/ （）", max_size=20) | st.text(max_size=20),
    published=st.none() | st.dates().map(str),
)


@given(st.sampled_from(["alike", "close", "verbatim"]), told, told)
def test_copies_are_copies_of_each_other(agreement, one, other):
    assert are_copies(agreement, one, other) == are_copies(agreement, other, one)
    assert are_copies("verbatim", one, one)
    # Who agrees more closely is no less a copy.
    assert are_copies("alike", one, other) <= are_copies("close", one, other)
    assert are_copies("close", one, other) <= are_copies("verbatim", one, other)


names = st.sampled_from("abcdefghij")


@given(st.sets(names), st.lists(st.tuples(names, names)), st.randoms())
def test_clusters_are_the_same_in_any_order(known, pairs, random):
    found = clusters(sorted(known), pairs)
    assert sorted(text for cluster in found for text in cluster) == sorted(known)
    shuffled, turned = list(known), [(other, one) for one, other in pairs]
    random.shuffle(shuffled)
    random.shuffle(turned)
    again = clusters(shuffled, turned)
    assert {frozenset(cluster) for cluster in again} == {frozenset(cluster) for cluster in found}


witnesses = st.builds(
    Witness,
    article=st.uuids().map(str),
    published=st.sampled_from([None, "2024-03-05", "2024-03-05T09:30+08:00", "2024-03-06"]),
    first_seen_at=st.datetimes(),
    source=st.sampled_from(["", "青禾日报", "青禾县政府网", "白石中学"]),
    owner=st.sampled_from(["", "青禾日报社", "青禾县政府", "白石中学"]),
)


@given(st.lists(witnesses, min_size=1, unique_by=lambda one: one.article), st.randoms())
def test_the_earliest_is_the_same_in_any_order(found, random):
    first = earliest(found)
    random.shuffle(found)
    assert earliest(found) == first
    assert first[0].day in {"", min((one.day for one in found if one.day), default="")}

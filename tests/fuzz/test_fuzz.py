"""A short run of the fuzzer: nothing raises. What is too slow, ``python -m tests.fuzz`` tells."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import MUTATIONS, mutate
from tests.fuzz.reading import TARGETS
from tests.fuzz.runs import RUNS
from tests.fuzz.sample import CONTENT_TYPES, Sample
from tests.fuzz.shapes import SHAPES
from tests.unit.extract.pages import ROWS, article_html

PAGES = [article_html().encode(), article_html().encode("gb18030"), f"<ul>{ROWS}</ul>".encode()]


def relaxed(examples: int) -> settings:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(deadline=None, max_examples=examples, suppress_health_check=slow)


def check(sample: Sample) -> None:
    for read in TARGETS.values():
        read(sample)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=list(SHAPES))
def test_each_shape_is_read(shape):
    check(Sample(shape.make(300)))


@relaxed(60)
@given(
    st.sampled_from(list(SHAPES.values())),
    st.integers(0, 600),
    st.sampled_from(CONTENT_TYPES),
    st.integers(0, 50),
)
def test_a_shape_of_any_size_is_read_under_any_header(shape, size, content_type, cut):
    body = shape.make(size)
    check(Sample(body[: len(body) - cut], content_type))


@relaxed(80)
@given(st.integers(0, 2**32), st.sampled_from(PAGES), st.sampled_from(PAGES))
def test_a_damaged_page_is_read(seed, page, other):
    rng = Random(seed)
    body, _ = mutate(rng, page, other)
    check(Sample(body[:4000], rng.choice(CONTENT_TYPES)))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_mutation_is_the_same_for_one_seed_and_takes_any_page(mutation):
    for page in (b"", b"<", *PAGES):
        first = mutation(Random(7), page, PAGES[0])
        assert first == mutation(Random(7), page, PAGES[0])
        assert isinstance(first, bytes)


def test_a_shape_has_its_size():
    for shape in SHAPES.values():
        assert 4_000 < len(shape.make(20_000)) < 40_000, shape.name


def test_runs_hold_something():
    assert all(unit for units in RUNS.values() for unit in units)

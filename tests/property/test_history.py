"""Digests and differences of any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portalcrawl.dedup.asset_key import asset_key
from portalcrawl.dedup.noise import plain, settled
from portalcrawl.history.spans import ADDED, REMOVED, SAME, compare, rows

# Few different characters, so that texts have much in common.
TEXTS = st.text("县里会议开了，。\n 123ab", max_size=60) | st.text(max_size=40)
WORDS = st.text("县里会议开了", min_size=1, max_size=12)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_rebuilt(old, new):
    spans = compare(old, new)
    assert "".join(span.text for span in spans if span.kind != ADDED) == old
    assert "".join(span.text for span in spans if span.kind != REMOVED) == new
    assert all(span.text for span in spans)
    assert all(one.kind != two.kind for one, two in pairwise(spans))


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text):
    assert [span.kind for span in compare(text, text)] in ([SAME], [])


@given(TEXTS, TEXTS)
def test_rows_hold_all_that_changed(old, new):
    spans = compare(old, new)
    for kind in (REMOVED, ADDED):
        shown = "".join(span.text for row in rows(spans) for span in row if span.kind == kind)
        said = "".join(span.text for span in spans if span.kind == kind)
        assert shown.replace("¶", "") == said.replace("\n", "").replace("¶", "")


@given(TEXTS)
def test_width_and_white_space_never_count(text):
    assert plain(text) == plain(f"{text.replace(',', '，')}\u200b ")
    assert settled(text) == settled(f" {text.replace(',', '，')}\u200b ")


@given(WORDS, st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_counter_never_counts_and_a_figure_always(words, one, two):
    counter = "{}。\n浏览次数：{}"
    assert settled(counter.format(words, one)) == settled(counter.format(words, two))
    figure = "{}{}人。"
    same = settled(figure.format(words, one)) == settled(figure.format(words, two))
    assert same == (one == two)


@given(st.text(max_size=40))
def test_any_address_has_a_key(text):
    assert asset_key(text) == asset_key(text)
    url = f"http://a.cn/{text}"
    assert asset_key(f"https://www.a.cn/{text}") == asset_key(url)

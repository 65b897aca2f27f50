"""What changed: shortened texts still differ, and any title makes a feed and a page."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from portalcrawl.history.told_fields import MAX_CHARS, shortened
from portalcrawl.report.changes.atom import atom_feed
from portalcrawl.report.changes.model import Selection, example
from portalcrawl.report.changes.page import changes_page
from portalcrawl.store.run_figures import sum_of_figures

LONG = st.integers(1, 400).map(lambda count: "县里召开春耕动员会。" * count)
PARTS = st.lists(st.one_of(st.text(max_size=20), LONG), max_size=4)
TEXTS = PARTS.map("".join)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_what_differs_still_does_and_is_short(begin: str, old: str, new: str, end: str):
    before, after = f"{begin}{old}{end}", f"{begin}{new}{end}"
    told = shortened(before, after)
    assert (told[0] == told[1]) == (before == after)
    assert all(len(text or "") <= MAX_CHARS + 2 for text in told)


ANY_TEXT = st.text(st.characters(), max_size=40)


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_is_xml_and_html(title: str, value: str):
    change = example("changed", title, column=value, fields={"title": [value, title]})
    feed = ET.fromstring(atom_feed([change], name=title, title=value, links={}))
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    selection = Selection(max_shown=1)
    assert len(list(selection.noting([change]))) == 1
    html = changes_page(selection, title=title, links={})
    assert html.count("<tr>") == 2


FIGURES = st.dictionaries(st.sampled_from(["a", "b", "memusage/max"]), st.integers(0, 99))


@given(FIGURES, FIGURES, FIGURES)
def test_figures_add_up_in_any_grouping(one: dict, two: dict, three: dict):
    whole = sum_of_figures([one, two, three])
    assert sum_of_figures([sum_of_figures([one, two]), three]) == whole
    assert sum_of_figures([one, sum_of_figures([two, three])]) == whole

"""The WHATWG algorithm, candidate by candidate."""

from __future__ import annotations

import pytest

from portalcrawl.page.srcset import rewrite_srcset, srcset_urls


@pytest.mark.parametrize(
    ("srcset", "urls"),
    [
        ("", []),
        (" , ,", []),
        ("a.jpg", ["a.jpg"]),
        ("  a.jpg\n2x , b.jpg\t640w", ["a.jpg", "b.jpg"]),
        ("a.jpg,b.jpg 2x", ["a.jpg,b.jpg"]),  # no space, so the comma is the URL's
        ("a.jpg, b.jpg 2x", ["a.jpg", "b.jpg"]),
        ("a.jpg,, , b.jpg", ["a.jpg", "b.jpg"]),
        ("a.jpg 1x,b.jpg 2x", ["a.jpg", "b.jpg"]),
        ("data:image/png;base64,AA== 1x, b.jpg 2x", ["data:image/png;base64,AA==", "b.jpg"]),
        ("thumb.ashx?size=1,2 1x", ["thumb.ashx?size=1,2"]),
        ("图片.jpg 1.5x", ["图片.jpg"]),
        ("a.jpg 100w 50h", ["a.jpg"]),
        ("a.jpg .5x, b.jpg -0x, c.jpg 1e3x, d.jpg 0x", ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]),
    ],
)
def test_urls_of_candidates(srcset, urls):
    spans = srcset_urls(srcset)
    assert [span.url for span in spans] == urls
    assert [srcset[span.start : span.end] for span in spans] == urls


@pytest.mark.parametrize(
    "descriptors",
    [
        *("0w", "1.5w", "50h", "1w 2w", "2x 50h", "1w 1x", "1x 2x"),
        *("+1x", "-1x", "1X", "x", "1.x", "1", "1y", "infinityx", "(1x)", "1x (a, b)"),
    ],
)
def test_unknown_descriptors_make_a_candidate_invalid(descriptors):
    spans = srcset_urls(f"bad.jpg {descriptors}, good.jpg 2x")
    assert [span.url for span in spans] == ["good.jpg"]


def test_comma_between_parentheses_ends_no_candidate():
    assert [span.url for span in srcset_urls("a.jpg type(x, y.jpg 2x), b.jpg")] == ["b.jpg"]
    assert srcset_urls("a.jpg type(x, b.jpg") == []


def test_only_urls_change():
    srcset = " a.jpg  1x ,\n b.jpg 2x"
    assert rewrite_srcset(srcset, replace=lambda url: None) == srcset
    assert rewrite_srcset(srcset, replace={"a.jpg": "m/a.jpg"}.get) == " m/a.jpg  1x ,\n b.jpg 2x"


@pytest.mark.parametrize(
    ("new", "written"),
    [("a b.jpg", "a%20b.jpg"), (",a,b,", "%2Ca,b%2C"), ("", "about:blank")],
)
def test_what_is_written_stays_one_candidate(new, written):
    rewritten = rewrite_srcset("a.jpg 1x, b.jpg 2x", replace={"a.jpg": new}.get)
    assert rewritten == f"{written} 1x, b.jpg 2x"
    assert [span.url for span in srcset_urls(rewritten)] == [written, "b.jpg"]


def test_time_is_linear():
    for srcset in ("," * 300_000, "a.jpg (" * 50_000, "a " * 150_000, "a,b" * 100_000):
        srcset_urls(srcset)

"""What a firewall's answers stop, and what they leave."""

from __future__ import annotations

from portalcrawl.recrawl.blocks import MAX_LIMITED_IN_A_ROW, Blocks


def blocked(*paths: str, pages: tuple[str, ...] = ()) -> Blocks:
    blocks = Blocks()
    for path in pages:
        blocks.note_page(f"http://a.cn{path}")
    for path in paths:
        blocks.note_blocked(f"http://a.cn{path}")
    return blocks


def covers(blocks: Blocks, *paths: str) -> list[bool]:
    return [blocks.covers(f"http://a.cn{path}") for path in paths]


def test_one_answer_stops_nothing():
    assert covers(blocked("/xxgk/1.html"), "/xxgk/2.html") == [False]


def test_two_stop_their_folder_and_what_is_below():
    blocks = blocked("/xxgk/1.html", "/xxgk/2.html")
    assert covers(blocks, "/xxgk/3.html", "/xxgk/zn/1.html", "/news/1.html", "/") == [
        *(True, True),
        *(False, False),
    ]
    assert blocks.hosts == {}


def test_a_page_between_them_starts_anew():
    blocks = blocked("/xxgk/1.html")
    blocks.note_page("http://a.cn/xxgk/2.html")
    blocks.note_blocked("http://a.cn/xxgk/3.html")
    assert covers(blocks, "/xxgk/4.html") == [False]


def test_two_stopped_folders_stop_the_one_around_them():
    paths = [f"/xxgk/{month}/{n}.html" for month in ("201810", "201811") for n in (1, 2)]
    assert covers(blocked(*paths), "/xxgk/201812/1.html") == [True]
    # But not one that gave a page, nor the host's root.
    assert covers(blocked(*paths, pages=("/xxgk/ml/1.html",)), "/xxgk/201812/1.html") == [False]


def test_three_folders_in_a_row_stop_the_host():
    blocks = blocked("/a/1.html", "/b/1.html", "/c/1.html")
    assert (blocks.hosts, covers(blocks, "/d/")) == ({"a.cn": "blocked"}, [True])
    assert not blocks.covers("http://b.cn/")


def test_requests_on_their_way_stop_no_host():
    blocks = blocked(*(f"/xxgk/{n}.html" for n in range(9)))
    assert blocks.hosts == {}


def test_the_home_page_stops_its_host():
    blocks = Blocks()
    blocks.note_blocked("http://a.cn/", is_home=True)
    assert blocks.covers("http://a.cn/x/1.html")


def test_a_host_that_says_that_we_are_too_fast():
    blocks = Blocks()
    for n in range(MAX_LIMITED_IN_A_ROW):
        assert not blocks.covers("http://a.cn/")
        blocks.note_limited(f"http://a.cn/{n}")
    assert blocks.hosts == {"a.cn": "rate_limited"}

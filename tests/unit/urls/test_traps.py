"""Traps end, honest portals do not."""

from __future__ import annotations

import json
import time
from itertools import islice, product
from random import Random

import pytest

from portalcrawl.urls.traps import Budgets, Limits

LIMITS = Limits(max_in_vain=40, max_streak=10)


def crawl(budgets: Budgets, pages) -> list[str]:
    """The addresses of *pages* (address, content, gave_new) that were asked for, in this order."""
    asked = []
    for url, content, gave_new in pages:
        if budgets.take(url) is None:
            asked.append(url)
            budgets.note(url, content=content, gave_new=gave_new)
    return asked


def articles(count: int, form: str = "http://a.cn/Item/{}.aspx"):
    return ((form.format(number), f"text {number}", True) for number in range(count))


# Honest


@pytest.mark.parametrize(
    "form",
    [
        "http://a.cn/Item/{}.aspx",
        "http://a.cn/show.asp?id={}",
        "http://a.cn/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1&wbnewsid={}",
        "http://a.cn/show.asp?date=2020-01-01&id={}",
    ],
)
def test_articles_have_no_end(form):
    assert len(crawl(Budgets(LIMITS), articles(22_000, form))) == 22_000


def test_a_list_of_572_pages_is_read_to_its_end():
    lists = [(f"http://a.cn/list.asp?id=9&page={n}", f"rows {n}", True) for n in range(572)]
    assert len(crawl(Budgets(LIMITS), lists)) == 572


def test_lists_that_repeat_what_their_parent_gave():
    """A child's list gives nothing new, and yet no two of its pages are alike."""
    budgets = Budgets(LIMITS)
    crawl(budgets, articles(3000))
    plain = [(f"http://a.cn/Category_{n}/Index.aspx", f"rows {n}", False) for n in range(200)]
    wild = [(f"http://a.cn/l.asp?a=1&b={n}&page=2", f"rows {n}", False) for n in range(200)]
    assert len(crawl(budgets, [*plain, *wild])) == 400


def test_some_columns_without_an_entry():
    columns = [(f"http://a.cn/list.asp?id={n}", "nothing yet", False) for n in range(9)]
    good = [(f"http://a.cn/list.asp?id={n}", f"rows {n}", True) for n in range(9, 99)]
    assert len(crawl(Budgets(LIMITS), [*columns, *good, *columns])) == 9 + 90 + 9


def test_pages_that_lead_nowhere_are_no_trap():
    budgets = Budgets(LIMITS)
    for n in range(3000):
        url = f"http://a.cn/download.jsp?owner=1&type=file&id={n}"
        assert budgets.take(url) is None
        budgets.note(url, content="enter what you see", gave_new=False, leads_on=False)
    assert budgets.cuts() == []


def test_a_pattern_that_gave_much_is_trusted_for_as_much():
    budgets = Budgets(LIMITS)
    crawl(budgets, articles(500))
    dead = [(f"http://a.cn/Item/{n}.aspx", "moved", False) for n in range(9000, 9400)]
    assert len(crawl(budgets, [*dead, *articles(10)])) == 410


def test_pages_that_were_not_read_do_not_count():
    budgets = Budgets(LIMITS)
    assert all(budgets.take(f"http://a.cn/c.asp?date=2020-{n}") is None for n in range(5000))


# Traps


def test_a_calendar():
    months = (
        (f"http://a.cn/rl.asp?year={year}&month={month}", f"{year}/{month}", False)
        for year, month in product(range(2000, 2100), range(1, 13))
    )
    budgets = Budgets(LIMITS)
    assert len(crawl(budgets, months)) == 40
    (cut,) = budgets.cuts()
    assert (cut.pattern, cut.reason) == ("a.cn/rl.asp?month&year", "endless_dates")
    assert (cut.taken, cut.refused) == (40, 1160)
    assert cut.example == "http://a.cn/rl.asp?year=2000&month=1"


@pytest.mark.parametrize("order", ["{a}&{b}&{c}", "{c}&{a}&{b}"])
def test_combinations_of_a_filter(order):
    """Their pages differ (rows in another order), and lead to nothing new."""
    urls = [
        "http://a.cn/list?" + order.format(a=f"sort={a}", b=f"filter={b}", c=f"page={c}")
        for a, b, c in product("abcd", range(30), range(30))
    ]
    budgets = Budgets(LIMITS)
    assert len(crawl(budgets, ((url, url, False) for url in urls))) == 40
    assert [cut.reason for cut in budgets.cuts()] == ["query_explosion"]


def test_a_filter_that_leads_to_articles_for_a_while():
    pages = [
        (f"http://a.cn/list?a={n}&b=1&c=2", f"rows {n}", n < 100 and n % 3 == 0)
        for n in range(2000)
    ]
    # 34 pages gave something, 3 of the host's are worth one more.
    assert len(crawl(Budgets(LIMITS), pages)) == 34 + 40 + 3 * 34 + 3


def test_a_path_that_grows():
    folders = [f"x{chr(0x61 + n // 26)}{chr(0x61 + n % 26)}" for n in range(400)]
    urls = ["http://a.cn/" + "/".join(folders[:depth]) + "/" for depth in range(1, 400)]
    budgets = Budgets(LIMITS)
    assert len(crawl(budgets, ((url, url, False) for url in urls))) == 12 + 40 - 1
    assert [cut.reason for cut in budgets.cuts()] == ["too_deep"]


def test_a_menu_of_relative_links_on_a_server_that_knows_any_path():
    folders = ["zwgk", "xwzx", "djgz", "bmfw"]
    urls = [
        f"http://a.cn/{'/'.join(path)}/"
        for depth in range(1, 6)
        for path in product(folders, repeat=depth)
    ]
    budgets = Budgets(LIMITS)
    asked = crawl(budgets, ((url, url, False) for url in urls))
    assert len(urls) == 1364
    # Each order of the four, without one twice, and the budget of each that is there again.
    assert len(asked) == 4 + 12 + 24 + 24 + 4 * 40
    assert {cut.reason for cut in budgets.cuts()} == {"repeated_folders"}


def test_a_session_id_in_every_address():
    pages = (
        (f"http://a.cn/list.asp?id={n % 5}&sid={n}", f"rows {n % 5}", n < 5) for n in range(3000)
    )
    budgets = Budgets(LIMITS)
    assert len(crawl(budgets, pages)) == 5 + 10 + 5
    assert [cut.reason for cut in budgets.cuts()] == ["near_duplicates"]


def test_new_addresses_on_a_page_that_was_there_before_are_nothing_new():
    """Each page of a session links to the articles under addresses that nobody has met."""
    pages = (
        (f"http://a.cn/list.asp?id={n % 5}&sid={n}", f"rows {n % 5}", True) for n in range(900)
    )
    assert len(crawl(Budgets(LIMITS), pages)) == 5 + 10 + 5


def test_texts_that_differ_in_a_word():
    rng, base = Random(1), 0xA5A5_5A5A_0FF0_1234
    pages = ((f"http://a.cn/day/{n}.html", base ^ 1 << rng.randrange(64), False) for n in range(99))
    assert len(crawl(Budgets(LIMITS), pages)) == 11
    unlike = ((f"http://a.cn/day/{n}.html", rng.getrandbits(64), False) for n in range(99))
    assert len(crawl(Budgets(LIMITS), unlike)) == 99


def test_a_very_large_pattern_has_a_cap():
    budgets = Budgets(Limits(max_taken=1000))
    assert len(crawl(budgets, articles(1500))) == 1000
    assert [(cut.reason, cut.refused) for cut in budgets.cuts()] == [("pattern_cap", 500)]


def test_one_trap_does_not_end_its_neighbours():
    budgets = Budgets(LIMITS)
    crawl(budgets, ((f"http://a.cn/c.asp?day={n}", f"day {n}", False) for n in range(100)))
    assert budgets.take("http://a.cn/c.asp?day=7") == "endless_dates"
    assert budgets.take("http://b.cn/c.asp?day=7") is None
    assert budgets.take("http://a.cn/d.asp?day=7") is None
    assert budgets.take("http://a.cn/c.asp") is None


# Resuming, memory, cost


def test_goes_on_where_it_was():
    pages = [(f"http://a.cn/c.asp?day={n}", f"day {n}", False) for n in range(100)]
    whole, first = Budgets(LIMITS), Budgets(LIMITS)
    crawl(whole, pages)
    crawl(first, pages[:25])
    later = Budgets.of_dict(json.loads(json.dumps(first.as_dict())), LIMITS)
    crawl(later, pages[25:])
    assert later.as_dict() == whole.as_dict()
    assert later.cuts() == whole.cuts()


def test_memory_is_bounded():
    budgets = Budgets(Limits(max_patterns=100))
    crawl(budgets, ((f"http://{chr(97 + n % 26)}.cn/{'x' * n}", "", True) for n in range(900)))
    kept = budgets.as_dict()
    assert len(kept["patterns"]) == 100
    assert len(kept["new_by_host"]) <= 100


def test_a_cut_pattern_that_is_still_asked_for_is_not_forgotten():
    budgets = Budgets(Limits(max_patterns=100, max_in_vain=10))
    crawl(budgets, ((f"http://a.cn/c.asp?day={n}", f"day {n}", False) for n in range(20)))
    for n in range(500):
        budgets.take(f"http://a.cn/{'x' * n}")
        assert budgets.take(f"http://a.cn/c.asp?day={n}") == "endless_dates"


@pytest.mark.parametrize("piece", ["a", "1", "%", "%cd", "/", "-", "0a", "&=", "f" * 15 + "g"])
def test_hostile_addresses_cost_little(piece):
    url = "http://a.cn/" + "".join(islice((piece for _ in iter(int, 1)), 3000)) + "?x"
    start = time.perf_counter()
    Budgets().take(url)
    assert time.perf_counter() - start < 0.05


@pytest.mark.parametrize("url", ["", "x", "http://", "http://a.cn?x", "\ud800", "?&=&"])
def test_never_raises(url):
    budgets = Budgets()
    assert budgets.take(url) is None
    budgets.note(url, content=-1, gave_new=False)

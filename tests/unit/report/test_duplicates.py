"""Groups of articles for people and for programs."""

from __future__ import annotations

from datetime import UTC, datetime

from portalcrawl.dedup.same_text import Cluster, arranged
from portalcrawl.report.duplicates import MAX_ROWS, cluster_document, duplicates_table

SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def cluster(size: int) -> Cluster:
    articles = [
        {
            "_id": f"a{number:02}",
            "site": "a.cn",
            "url": f"http://a.cn/{number}.html",
            "title": "植树 [red]",
            "source": None,
            "published": f"2024-03-{number + 1:02}",
            "first_seen_at": SEEN,
            "text_digest": "y" if number == 1 else "x",
        }
        for number in range(size)
    ]
    return arranged(articles, {("x", "y"): 0.871}, owners={})


def column(table, number: int) -> list[str]:
    return [str(cell) for cell in table.columns[number].cells]


def test_table():
    table = duplicates_table([cluster(3), cluster(2)])
    assert column(table, 0) == ["3", "", "", "2", ""]
    agrees = ["earliest (published)", "near 87%", "exact", "earliest (published)", "near 87%"]
    assert column(table, 1) == agrees
    assert column(table, 5)[0] == "植树 [red]"


def test_a_large_group_is_shown_in_part():
    table = duplicates_table([cluster(MAX_ROWS + 4)])
    assert table.row_count == MAX_ROWS + 1
    assert column(table, 1)[-1] == "… and 4 more"
    assert len(cluster_document(cluster(MAX_ROWS + 4))["articles"]) == MAX_ROWS + 4


def test_document():
    document = cluster_document(cluster(2))
    assert (document["earliest"], document["says"]) == ("a00", "published")
    assert document["articles"][1] == {
        "id": "a01",
        "site": "a.cn",
        "url": "http://a.cn/1.html",
        "title": "植树 [red]",
        "source": None,
        "published": "2024-03-02",
        "first_seen_at": SEEN,
        "how": "near",
        "similarity": 0.871,
    }

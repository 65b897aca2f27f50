"""An article on several pages is one document."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portalcrawl.dedup.digests import content_digest
from portalcrawl.items import Article, Attachment, Image
from portalcrawl.store.articles import Articles, Saved
from portalcrawl.urls.keys import doc_key

NOW = datetime(2026, 2, 5, tzinfo=UTC)
FIRST = "http://a.cn/9.html"


def page(number: int, text: str = "", **changes) -> Article:
    url = FIRST if number == 1 else f"http://a.cn/9_{number}.html"
    found = Article(
        site="a",
        url=url,
        title="县里开会",
        body_text=text or f"第{number}页。",
        body_html=f"<p>第{number}页。</p>",
        images=[Image(f"http://a.cn/{number}.jpg", f"{number}.jpg")],
        attachments=[Attachment(f"http://a.cn/{number}.doc", "附件")],
        page_number=number,
        first_url=FIRST,
        doc_key=doc_key(FIRST),
        **changes,
    )
    return replace(found, content_digest=content_digest(found))


def save(store, *articles: Article) -> Saved:
    return Articles(store).save(articles, captures={}, now=NOW)


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))))
def test_joined_in_any_order_of_arrival(store, order):
    for number in order:
        save(store, page(number))
    (found,) = store.articles.find()
    assert found["body_text"] == "第1页。\n第2页。\n第3页。"
    assert found["body_html"] == "<p>第1页。</p><p>第2页。</p><p>第3页。</p>"
    assert [image["url"] for image in found["images"]] == [
        f"http://a.cn/{n}.jpg" for n in (1, 2, 3)
    ]
    assert len(found["attachments"]) == len(found["urls"]) == 3
    # The first crawl of it is no history.
    assert (found["revision"], store.revisions.count_documents({})) == (1, 0)


def test_in_one_batch_and_again(store):
    assert save(store, page(2), page(1)) == Saved(new=1)
    before = store.articles.find_one()
    assert save(store, page(1)) == save(store, page(2)) == Saved(unchanged=1)
    assert store.articles.find_one() == before


def test_a_page_that_is_edited_makes_a_revision(store):
    save(store, page(1), page(2))
    assert save(store, page(2, "改过了。")) == Saved(changed=1)
    found, was = store.articles.find_one(), store.revisions.find_one()
    assert found["body_text"] == "第1页。\n改过了。"
    assert was["body_text"] == "第1页。\n第2页。"


def test_what_changes_by_itself_on_a_page_makes_no_revision(store):
    save(store, page(1), page(2, "第二页。\n浏览次数：7"))
    assert save(store, page(2, "第二页。\n浏览次数：8")) == Saved(touched=1)
    assert store.revisions.count_documents({}) == 0


def test_the_page_with_the_whole_text_replaces_the_parts(store):
    save(store, page(1), page(2))
    save(store, page(0, "第1页。\n第2页。\n第3页。"))
    assert store.articles.find_one()["body_text"] == "第1页。\n第2页。\n第3页。"
    assert sorted(store.articles.find_one()["pages"]) == ["0", "1", "2"]

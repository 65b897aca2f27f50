r"""An article on several pages is one document: its pages are kept apart in it and joined anew.

>>> one = Article(site="a", url="http://a.cn/9.html", title="题", body_text="甲。", page_number=1)
>>> two = Article(site="a", url="http://a.cn/9_2.html", title="题", body_text="乙。", page_number=2)
>>> article, pages = join_pages([two, one], old=None)
>>> article.url, article.body_text, sorted(pages)
('http://a.cn/9.html', '甲。\n乙。', ['1', '2'])
>>> join_pages([two], old={"title": "题", "pages": {"1": pages["1"]}})[0].body_text
'甲。\n乙。'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeAlias

from portalcrawl.dedup.digests import changed_content, content_digest, document_digest
from portalcrawl.dedup.normal_text import text_digest
from portalcrawl.items import Article, Attachment, Image
from portalcrawl.store.documents import document

Doc: TypeAlias = dict[str, Any]
# Founder's page with the whole text: where it is there, the others add nothing.
WHOLE = "0"
# What a page of its own keeps: the rest is that of the first page.
PAGE_FIELDS = ("url", "body_text", "body_html", "images", "attachments")
_OF_ALL_PAGES = frozenset({"body_text", "images", "attachments"})
_NOT_OF_HEAD = frozenset(PAGE_FIELDS) - {"url"} | {"capture_id"}


def join_pages(articles: Iterable[Article], *, old: Doc | None) -> tuple[Article, dict[str, Doc]]:
    """The whole article and its pages by number, as text.

    *articles* are pages read now, *old* is the document that is stored. The fields of the head are
    those of the first page; where it was not read yet, those of the first that was.
    """
    read = sorted(articles, key=lambda article: article.page_number or 0)
    pages: dict[str, Doc] = dict(old.get("pages") or {}) if old else {}
    first = next((article for article in read if article.page_number == 1), None)
    head = first or read[0]
    if first is None and old is not None:
        known = {field.name for field in fields(Article)} & old.keys() - _NOT_OF_HEAD
        head = replace(head, **{name: old[name] for name in known})
    for article in read:
        pages[str(article.page_number)] = _page(article)
    shown = [pages[WHOLE]] if WHOLE in pages else [pages[n] for n in sorted(pages, key=int)]
    whole = replace(
        head,
        body_text="\n".join(filter(None, (page["body_text"] for page in shown))),
        body_html="".join(page["body_html"] for page in shown),
        images=[Image(**image) for page in shown for image in page["images"]],
        attachments=[Attachment(**file) for page in shown for file in page["attachments"]],
    )
    whole.content_digest = content_digest(whole)
    whole.text_digest = text_digest(whole.body_text)
    return whole, pages


def is_page_changed(old: Doc, fresh: Doc) -> bool:
    """Whether a page that was stored is another now, or the head: one more page is no change."""
    before: dict[str, Doc] = old.get("pages") or {}
    now: dict[str, Doc] = fresh["pages"]
    if any(
        number in now and document_digest(now[number]) != document_digest(page)
        for number, page in before.items()
    ):
        return True
    return not _OF_ALL_PAGES.issuperset(changed_content(old, fresh))


def _page(article: Article) -> Doc:
    return {name: document(getattr(article, name)) for name in PAGE_FIELDS}

"""Faults of what pages say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from tests.portal.faults.base import Answer, Exchange, Fault, is_one_in
from tests.portal.site import NOT_FOUND, Resource
from tests.portal.truth import ColumnTruth, Truth


@dataclass(frozen=True)
class ViewsChange(Fault):
    """View numbers and the date in the page's head are different on every fetch."""

    name = "views-change"
    # Both are ASCII in the markup, so they are found whatever the page's encoding.
    views: ClassVar[re.Pattern[bytes]] = re.compile(rb'(<span class="hits">)\d+')
    today: ClassVar[re.Pattern[bytes]] = re.compile(rb'(<span id="today">)[^<]*')

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        page = answer.resource
        if not page.is_page:
            return answer
        day = b"2021-%d-%d" % (exchange.visit // 28 % 12 + 1, exchange.visit % 28 + 1)
        body = self.views.sub(rb"\g<1>%d" % (1000 + 7 * exchange.visit), page.body)
        body = self.today.sub(rb"\g<1>" + day, body)
        # A page that is made anew each time has no date of change.
        return replace(answer, resource=replace(page, body=body, last_modified=None))


@dataclass(frozen=True)
class ShowVariant(Fault):
    """The site's other state of some paths, if it has one under the fault's name."""

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        variant = exchange.site.variants.get(self.name, {}).get(exchange.path)
        return replace(answer, resource=variant) if variant else answer


@dataclass(frozen=True)
class EditedInPlace(ShowVariant):
    """One article's text was changed after publication (the truth's `edited`)."""

    name = "edited"

    def truth(self, truth: Truth) -> Truth:
        path, paragraphs = truth.edited.path, truth.edited.paragraphs
        edited = replace(truth.articles[path], paragraphs=paragraphs)
        return replace(truth, articles=truth.articles | {path: edited})


@dataclass(frozen=True)
class Gone(Fault):
    """The article that `edited` would change is deleted: 404, still listed."""

    name = "gone"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        truth = exchange.site.truth
        hit = truth.twins.get(exchange.path, exchange.path) == truth.edited.path
        return replace(answer, resource=NOT_FOUND) if hit else answer

    def truth(self, truth: Truth) -> Truth:
        """Without the article; its rows and its neighbours still lead there."""
        gone = truth.edited.path
        twins = [twin for twin, path in truth.twins.items() if path == gone]
        return replace(
            truth,
            articles={path: a for path, a in truth.articles.items() if path != gone},
            columns=tuple(_without(column, gone) for column in truth.columns),
            twins={twin: path for twin, path in truth.twins.items() if path != gone},
            same_body=tuple(pair for pair in truth.same_body if gone not in pair),
            dead_links=(*truth.dead_links, gone, *twins),
            counts=replace(
                truth.counts, articles=truth.counts.articles - 1, pages=truth.counts.pages - 1
            ),
        )


def _without(column: ColumnTruth, path: str) -> ColumnTruth:
    return replace(
        column,
        articles=tuple(article for article in column.articles if article != path),
        pinned=tuple(article for article in column.pinned if article != path),
    )


@dataclass(frozen=True)
class PageFault(Fault):
    """Changes the bytes of every so many pages; what they say stays the same."""

    every: int = 1

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        page = answer.resource
        if not page.is_page or not is_one_in(exchange.path, self.every):
            return answer
        return replace(answer, resource=self.spoil(page, exchange))

    def spoil(self, page: Resource, exchange: Exchange) -> Resource:
        raise NotImplementedError


@dataclass(frozen=True)
class GbkUnderUtf8(PageFault):
    """Every 3rd page is GBK and says so in its meta; the header says utf-8."""

    name = "gbk-under-utf8"
    every: int = 3
    meta: ClassVar[re.Pattern[bytes]] = re.compile(rb"""(<meta[^>]*charset=["']?)[\w-]+""")

    def spoil(self, page: Resource, exchange: Exchange) -> Resource:
        body = _text(page.body).encode("gb18030")
        return replace(
            page,
            body=self.meta.sub(rb"\g<1>gb2312", body, count=1),
            content_type="text/html; charset=utf-8",
        )

    def truth(self, truth: Truth) -> Truth:
        lying = {
            path: replace(
                article, encoding="gb18030", header_charset="utf-8", meta_charset="gb2312"
            )
            for path, article in truth.articles.items()
            if is_one_in(path, self.every)
        }
        return replace(truth, articles=truth.articles | lying)


@dataclass(frozen=True)
class BadBytes(PageFault):
    """Every 3rd page has three bytes in its foot that belong to no encoding."""

    name = "bad-bytes"
    every: int = 3

    def spoil(self, page: Resource, exchange: Exchange) -> Resource:
        before, end, after = page.body.rpartition(b"</body>")
        if not end:
            before, after = after, b""
        return replace(page, body=before + b"\n<p>\xff \xff \xff</p>\n" + end + after)


@dataclass(frozen=True)
class WrongType(PageFault):
    """Every 4th page is sent as text/plain or application/octet-stream, every 4th file as HTML."""

    name = "wrong-type"
    every: int = 4

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        file = answer.resource
        if file.is_page or file.status != 200 or not is_one_in(exchange.path, self.every):
            return super().change(exchange, answer)
        if not file.content_type.startswith("application/"):
            return answer
        return replace(answer, resource=replace(file, content_type="text/html"))

    def spoil(self, page: Resource, exchange: Exchange) -> Resource:
        kind = "text/plain" if is_one_in(exchange.path, 2 * self.every) else _BYTES
        return replace(page, content_type=page.content_type.replace("text/html", kind, 1))


_BYTES = "application/octet-stream"


@dataclass(frozen=True)
class NestedPages(PageFault):
    """Every page holds a second document: its body begins with another <html><head>."""

    name = "nested-html"
    body: ClassVar[re.Pattern[bytes]] = re.compile(rb"<body[^>]*>", re.IGNORECASE)

    def spoil(self, page: Resource, exchange: Exchange) -> Resource:
        inner = _encoded(
            "<html><head><title>新建网页 1</title><meta name=GENERATOR></head><body>",
            like=page.body,
        )
        start = self.body.sub(lambda found: found[0] + b"\n" + inner, page.body, count=1)
        before, end, after = start.rpartition(b"</body>")
        return replace(page, body=before + (b"</body></html>\n" if end else b"") + end + after)


@dataclass(frozen=True)
class UnfilledMetas(PageFault):
    """The metas of every page hold what the template has for an editor to fill in."""

    name = "unfilled-metas"
    metas: ClassVar[dict[str, str]] = {
        "SiteName": "网站名称",
        "SiteDomain": "网站域名",
        "SiteIDCode": "政府网站标识码",
        "ColumnName": "栏目名称",
        "ArticleTitle": "文章标题",
        "PubDate": "发布日期",
        "ContentSource": "来源",
        "Keywords": "关键词",
    }

    def spoil(self, page: Resource, exchange: Exchange) -> Resource:
        tags = "".join(
            f'<meta name="{name}" content="{value}">\n' for name, value in self.metas.items()
        )
        head = _encoded(tags, like=page.body) + b"</head>"
        return replace(page, body=page.body.replace(b"</head>", head, 1))


def _text(body: bytes) -> str:
    """The characters of a page of ours: UTF-8 if it is, else the GB family."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def _encoded(text: str, *, like: bytes) -> bytes:
    """*text* in the encoding of the page that it goes into."""
    try:
        like.decode("utf-8")
    except UnicodeDecodeError:
        return text.encode("gb18030")
    return text.encode()


FAULTS: tuple[type[Fault], ...] = (
    ViewsChange,
    EditedInPlace,
    Gone,
    GbkUnderUtf8,
    BadBytes,
    WrongType,
    NestedPages,
    UnfilledMetas,
)

"""Faults of what is one article and what is two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import ClassVar
from urllib.parse import quote

from tests.portal.faults.base import Answer, Exchange, Fault, is_one_in
from tests.portal.faults.listpages import with_columns
from tests.portal.faults.text import before_end, edited
from tests.portal.site import NOT_FOUND
from tests.portal.truth import ColumnTruth, Trap, Truth


@dataclass(frozen=True)
class Reposted(Fault):
    """Some articles have the text of another one, under their own title and number."""

    name = "reposted"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        truth = exchange.site.truth
        path = truth.twins.get(exchange.path, exchange.path)
        source = _sources(truth).get(path)
        if source is None:
            return answer
        pairs = zip(truth.articles[path].paragraphs, truth.articles[source].paragraphs, strict=True)
        texts = [(escape(own, quote=False), escape(other, quote=False)) for own, other in pairs]

        def change(markup: str) -> str:
            for own, other in texts:
                markup = markup.replace(own, other)
            return markup

        return replace(answer, resource=edited(answer.resource, change))

    def truth(self, truth: Truth) -> Truth:
        sources = _sources(truth)
        copies = {
            path: replace(
                truth.articles[path],
                paragraphs=truth.articles[source].paragraphs,
                signature_date=truth.articles[source].signature_date,
            )
            for path, source in sources.items()
        }
        pairs = tuple((source, path) for path, source in sources.items())
        return replace(
            truth, articles=truth.articles | copies, same_body=(*truth.same_body, *pairs)
        )


def _sources(truth: Truth) -> dict[str, str]:
    """Whose text which article has: two of each number of paragraphs that are plain text."""
    taken = {truth.edited.path, *(path for pair in truth.same_body for path in pair)}
    first: dict[tuple[int, bool], str] = {}
    sources: dict[str, str] = {}
    for path, article in truth.articles.items():
        shape = (len(article.paragraphs), article.signature_date is None)
        is_plain = article.body_kind == "text" and article.body_style != "word"
        if not is_plain or article.table or path in taken or not article.paragraphs:
            continue
        if shape not in first:
            first[shape] = path
        elif first[shape] not in sources.values():
            sources[path] = first[shape]
    return sources


@dataclass(frozen=True)
class ListedGone(Fault):
    """Every 8th article is listed and linked as before, and answered with 404."""

    name = "listed-gone"
    every: int = 8

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        truth = exchange.site.truth
        gone = truth.twins.get(exchange.path, exchange.path) in self._gone(truth)
        return replace(answer, resource=NOT_FOUND) if gone else answer

    def _gone(self, truth: Truth) -> set[str]:
        """Not the way to an orphan, nor what other faults change."""
        kept = {truth.edited.path, *truth.orphans}
        kept |= {path for pair in truth.same_body for path in pair}
        kept |= {a.path for a in truth.articles.values() if a.next and a.next.path in truth.orphans}
        listed = {path for column in truth.columns if column.rows for path in column.articles}
        return {path for path in listed - kept if is_one_in(path, self.every)}

    def truth(self, truth: Truth) -> Truth:
        gone = self._gone(truth)
        articles = {path: a for path, a in truth.articles.items() if path not in gone}
        lost = self._files(truth, gone) - self._files(truth, set(articles))
        assets = tuple(path for path in truth.assets if path not in lost)
        twins = {twin: path for twin, path in truth.twins.items() if path not in gone}

        def change(column: ColumnTruth) -> ColumnTruth:
            return replace(
                column,
                articles=tuple(path for path in column.articles if path not in gone),
                pinned=tuple(path for path in column.pinned if path not in gone),
            )

        return replace(
            with_columns(truth, change),
            articles=articles,
            assets=assets,
            twins=twins,
            dead_links=(*truth.dead_links, *sorted({*gone, *truth.twins} - {*articles, *twins})),
            counts=replace(
                truth.counts,
                articles=len(articles),
                pages=truth.counts.pages - len(gone),
                assets=len(assets),
            ),
        )

    def _files(self, truth: Truth, paths: set[str]) -> set[str]:
        articles = [truth.articles[path] for path in paths]
        files = {file.path for article in articles for file in article.attachments}
        return files | {image for article in articles for image in article.images}


@dataclass(frozen=True)
class Twins(Fault):
    """Every article links to its copies for print, for telephones and in traditional characters."""

    name = "twins"
    print_prefix: ClassVar[str] = "/print.jsp?url="
    prefixes: ClassVar[tuple[str, ...]] = ("/wap", "/gate/big5/www.example.invalid")

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        site = exchange.site
        if article := self._copies(site.truth).get(exchange.path):
            asked = replace(exchange.asked, path=article)
            return replace(answer, resource=site.answer(asked))
        if exchange.path not in site.truth.articles:
            return answer
        in_print, on_phone, big5 = map(escape, self._addresses(exchange.path))
        tools = (
            f'<p class="tools"><a href="{in_print}">打印</a> <a href="{on_phone}">手机版</a> '
            f'<a href="{big5}">繁體版</a></p>'
        )
        page = edited(answer.resource, lambda markup: before_end(markup, tools))
        return replace(answer, resource=page)

    def _addresses(self, path: str) -> tuple[str, str, str]:
        on_phone, big5 = (prefix + path for prefix in self.prefixes)
        return self.print_prefix + quote(path, safe=""), on_phone, big5

    def _copies(self, truth: Truth) -> dict[str, str]:
        return {copy: path for path in truth.articles for copy in self._addresses(path)}

    def truth(self, truth: Truth) -> Truth:
        prefixes = (self.print_prefix, *(f"{prefix}/" for prefix in self.prefixes))
        traps = tuple(Trap(prefix=prefix, budget=0) for prefix in prefixes)
        return replace(truth, twins=truth.twins | self._copies(truth), traps=(*truth.traps, *traps))


FAULTS: tuple[type[Fault], ...] = (Reposted, ListedGone, Twins)

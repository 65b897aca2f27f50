r"""Whether two readings of one page say the same.

>>> one = Article(site="a", url="http://a.cn/1", title="题", source="新华社", body_text="甲。")
>>> two = Article(site="a", url="http://a.cn/1", title="题", body_text="甲。\n乙。")
>>> differences(one, two)
['source', 'body_text']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from portalcrawl.extract.article import extract_article
from portalcrawl.extract.templates.sample import Sample
from portalcrawl.extract.templates.use import find_parts, without_boilerplate
from portalcrawl.items import Article
from portalcrawl.sites.template import Template

FIELDS = (
    *("title", "kicker", "subtitle", "published", "source", "author", "editor", "views"),
    *("column_path", "previous", "next", "images", "attachments", "govinfo", "body_text"),
)


def differences(one: Article, two: Article) -> list[str]:
    """The fields in which they differ."""
    return [name for name in FIELDS if getattr(one, name) != getattr(two, name)]


def agreeing(template: Template, samples: Iterable[Sample]) -> int:
    """On how many of *samples* reading by *template* gives what the general rules gave."""
    return sum(not disagreements(template, sample) for sample in samples)


def differences_from(sample: Sample, by_template: Article, template: Template) -> list[str]:
    """The fields in which the article read *by_template* is not that of *sample*."""
    return differences(_without(sample.article, sample, template), by_template)


def disagreements(template: Template, sample: Sample) -> list[str]:
    """The fields in which reading *sample* by *template* differs; ``page`` where it can't be."""
    article = sample.article
    found = find_parts(sample.page, template, hints=sample.hints)
    if found is None:
        return ["page"]
    other = extract_article(
        found.page,
        found.parts,
        site=article.site,
        fetched_at=sample.fetched_at,
        hints=sample.hints,
        with_html=False,
        record=article.site_record,
    )
    return ["page"] if other is None else differences_from(sample, other, template)


def _without(article: Article, sample: Sample, template: Template) -> Article:
    """*article* as it would be without the template's boilerplate."""
    if not template.boilerplate or sample.parts.body is None:
        return article
    outline = sample.page.outline
    body = without_boilerplate(outline, sample.parts.body, frozenset(template.boilerplate))
    return replace(article, body_text=outline.text(body.lines))

"""What was read from a page, as JSON: the article, and why its values won.

>>> found = article_json(Article(site="a", url="http://a.cn/1", title="题"), kind=Kind.ARTICLE)
>>> found["kind"], found["title"], found["source"]
('article', '题', None)
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from portalcrawl.extract.article import sameness
from portalcrawl.extract.candidates import Candidate, Verdict, explain
from portalcrawl.extract.kind import Kind, weigh
from portalcrawl.extract.parts import Parts
from portalcrawl.items import Article
from portalcrawl.page.document import Page

Json = dict[str, Any]
# What the stored document holds and a reader of one page does not ask for.
_INTERNAL = frozenset({"candidates", "capture_id", "doc_key", "content_digest", "text_digest"})


def article_json(article: Article, *, kind: Kind) -> Json:
    """The fields of *article* under their own names, ``kind`` first."""
    fields = asdict(article)
    return {"kind": kind.value} | {k: v for k, v in fields.items() if k not in _INTERNAL}


def explanation(page: Page, parts: Parts, candidates: dict[str, list[Candidate]]) -> Json:
    """Why: the evidence for the page's kind, where its parts are, and every candidate."""
    fields = {
        name: [_verdict(verdict) for verdict in explain(found, same=sameness(name))]
        for name, found in candidates.items()
    }
    return {
        "kind": asdict(weigh(page, parts)),
        "families": {family.name: score for family, score in parts.families},
        "body": _body(page, parts),
        "fields": fields,
    }


def _verdict(verdict: Verdict) -> Json:
    candidate = verdict.candidate
    value = getattr(candidate.value, "iso", candidate.value)
    why = f"{candidate.rule} ({candidate.weight:g})"
    if verdict.with_rules:
        why += f" with {', '.join(verdict.with_rules)}"
    return {
        "won": verdict.won,
        "value": value,
        "raw": candidate.raw,
        "rule": candidate.rule,
        "line": candidate.line,
        "weight": verdict.weight,
        "why": f"{why}: {verdict.weight:g}",
    }


def _body(page: Page, parts: Parts) -> Json | None:
    if parts.body is None:
        return None
    element = page.outline.elements[parts.body.element]
    return {
        "rule": parts.body_rule,
        "element": f"<{element.tag}>{element.names.rstrip()}",
        "lines": len(parts.body.lines),
        "weight": round(parts.weights.total(parts.body.lines), 1),
    }

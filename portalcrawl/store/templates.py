"""The collection ``templates``: what the crawler learned of each site's pages."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeAlias

from pymongo.database import Database

from portalcrawl.sites.template import Template, TemplateChange, parse_template

Doc: TypeAlias = dict[str, Any]


class Templates:
    """Templates by ``SITE NAME``; a retired one stays, so that the history can be read."""

    def __init__(self, db: Database[Doc]) -> None:
        self._templates = db.templates

    def save(self, site: str, change: TemplateChange, *, now: datetime) -> None:
        """Keep what became of a template. Safe to repeat."""
        template = change.template
        fields = {
            key: list(v) if isinstance(v, tuple) else v for key, v in asdict(template).items()
        }
        document = {"site": site, "state": change.state, "template": fields}
        self._templates.update_one(
            {"_id": f"{site} {template.name}"},
            {"$set": {**document, f"{change.state}_at": now}},
            upsert=True,
        )

    def active(self, site: str) -> list[Template]:
        """The templates of *site* that are in use, by name."""
        found = self._templates.find({"site": site, "state": "verified"}).sort("_id")
        return [parse_template(doc["template"], where=f"template {doc['_id']!r}") for doc in found]

    def names(self, site: str) -> set[str]:
        """The names of all templates of *site*, the retired ones too."""
        found = self._templates.find({"site": site}, {"template.name": 1})
        return {doc["template"]["name"] for doc in found}

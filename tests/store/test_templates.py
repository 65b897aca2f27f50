"""Learned templates in MongoDB."""

from __future__ import annotations

from datetime import UTC, datetime

from portalcrawl.sites.template import Template, TemplateChange
from portalcrawl.store.templates import Templates

NOW = datetime(2026, 2, 5, tzinfo=UTC)
ONE = Template(
    name="t1", main="div.a", body="#zoom", skip=(".side",), record={"owner": "县政府"}, pages=5
)
TWO = Template(name="t2", main="td", body="td.nr")


def test_what_was_stored_comes_back(db):
    templates = Templates(db)
    for template in (TWO, ONE, ONE):
        templates.save("a", TemplateChange(template, "verified"), now=NOW)
    templates.save("b", TemplateChange(TWO, "verified"), now=NOW)
    assert templates.active("a") == [ONE, TWO]
    assert templates.names("a") == {"t1", "t2"}


def test_a_retired_template_is_not_used_and_its_name_not_given_again(db):
    templates = Templates(db)
    templates.save("a", TemplateChange(ONE, "verified"), now=NOW)
    templates.save("a", TemplateChange(ONE, "retired"), now=NOW)
    assert templates.active("a") == []
    assert templates.names("a") == {"t1"}
    assert db.templates.find_one()["verified_at"] is not None

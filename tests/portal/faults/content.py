"""Faults of what pages say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from tests.portal.faults.base import Answer, Exchange, Fault
from tests.portal.site import NOT_FOUND


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


@dataclass(frozen=True)
class Gone(Fault):
    """The article that `edited` would change is deleted: 404, still listed."""

    name = "gone"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        hit = exchange.path == exchange.site.truth.edited.path
        return replace(answer, resource=NOT_FOUND) if hit else answer


FAULTS: tuple[type[Fault], ...] = (ViewsChange, EditedInPlace, Gone)

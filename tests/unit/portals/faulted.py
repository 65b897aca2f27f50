"""A site as its faults let it be seen, without a server."""

from __future__ import annotations

from collections import Counter

from tests.portal.faults import FAULTS, Exchange, answer_to
from tests.portal.site import Asked, Resource, Site
from tests.portal.truth import Truth


class Faulted:
    """Answers as a portal with these faults; *lists_asked* requests of lists came before."""

    def __init__(self, site: Site, *names: str, lists_asked: int = 0) -> None:
        self.site = site
        self.faults = [FAULTS[name]() for name in names]
        self.visits = Counter({site.truth.columns[0].list_pages[0]: lists_asked})

    def find(self, path: str) -> Resource:
        exchange = Exchange(self.site, Asked(path), self.visits)
        return answer_to(exchange, self.faults).resource

    @property
    def truth(self) -> Truth:
        truth = self.site.truth
        for fault in self.faults:
            truth = fault.truth(truth)
        return truth

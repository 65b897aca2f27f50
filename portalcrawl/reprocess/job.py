"""How far a run over a site's archive has come, kept so that a killed one goes on where it was."""

from __future__ import annotations

from typing import Any, TypeAlias

from portalcrawl.frontier.queue import utc_now
from portalcrawl.reprocess.run import Step
from portalcrawl.reprocess.tally import Tally
from portalcrawl.store.jobs import Jobs

Doc: TypeAlias = dict[str, Any]


class Job:
    """The run over *site* by *rules* (what must be the same for going on).

    ``begun`` says how it starts: ``anew``, ``resumed``, or ``other_rules`` where there was
    something to go on with, but by other rules.
    """

    def __init__(self, jobs: Jobs, *, site: str, rules: Doc, restart: bool = False) -> None:
        self._jobs = jobs
        self._id = f"reprocess:{site}"
        self.tally = Tally()
        self.place: Doc | None = None
        self.begun = "anew"
        self._facts: Doc = {"site": site, "rules": rules, "started_at": utc_now()}
        known = None if restart else jobs.find(self._id)
        if known is None or known["state"] == "done" or known["place"] is None:
            return
        if known["rules"] != rules:
            self.begun = "other_rules"
            return
        self.begun = "resumed"
        self.place, self.tally = known["place"], Tally.of_document(known["tally"])
        self._facts["started_at"] = known["started_at"]

    def advance(self, step: Step) -> None:
        """All up to the end of *step* is stored."""
        self.tally.add(step.tally)
        self.place = step.place
        self._keep("running")

    def finish(self) -> None:
        """There is nothing more to read."""
        self._keep("done")

    def _keep(self, state: str) -> None:
        progress = {"state": state, "place": self.place, "tally": self.tally.document()}
        self._jobs.keep(self._id, {**self._facts, **progress, "updated_at": utc_now()})

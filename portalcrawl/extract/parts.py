"""The parts of an article on its page: what the page's kind and its fields are read from.

``read_parts`` finds them; each step is a module of its own (``body_part``, ``head_part``,
``around_parts``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from portalcrawl.extract.body import Body, end_of_body
from portalcrawl.extract.breadcrumb import Breadcrumb
from portalcrawl.extract.candidates import Candidate
from portalcrawl.extract.govinfo import GovInfo
from portalcrawl.extract.infoline import InfoLine, read_line
from portalcrawl.extract.neighbours import Neighbour
from portalcrawl.extract.phrases import SENTENCE
from portalcrawl.extract.title import fold
from portalcrawl.extract.weights import Weights, weigh
from portalcrawl.page.outline import Outline
from portalcrawl.sites.families import Family

MIN_SENTENCE_CHARS = 15


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a page before it is read: its row in the list that led to it."""

    anchor: str | None = None
    row_date: str | None = None


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Known:
    """What a template knows of a page: the elements of body and headline, and what else it says."""

    rule: str
    body: int
    headline: int | None = None
    is_body_exact: bool = False
    families: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Parts:
    """The parts that were found; None where the page has none."""

    outline: Outline
    breadcrumb: Breadcrumb | None = None
    info: InfoLine | None = None
    title: Candidate | None = None
    titles: list[Candidate] = field(default_factory=list)
    previous: Neighbour | None = None
    next: Neighbour | None = None
    body: Body | None = None
    body_rule: str = ""
    govinfo: GovInfo | None = None
    marked: dict[str, str] = field(default_factory=dict)
    """Values from the comments of the CMS family, by field."""
    families: list[tuple[Family, int]] = field(default_factory=list)
    known: Known | None = None
    head: range = range(0)
    """The lines in which headline and info line were looked for."""
    near_title: range = range(0)
    """The lines between headline and body."""
    kicker: int | None = None
    subtitle: int | None = None
    """The lines of the 肩题 and of the 副标题."""
    _first_text_line: int | None = None
    _weights: Weights | None = None

    @property
    def weights(self) -> Weights:
        """How much each line speaks for being text of a body."""
        if self._weights is None:
            self._weights = weigh(self.outline)
        return self._weights

    @property
    def is_body_exact(self) -> bool:
        """Whether a template says that the body's element holds the body and nothing else."""
        return self.known is not None and self.known.is_body_exact

    def title_line(self) -> int | None:
        """Where the headline stands."""
        if self.title is None or self.title.line is not None:
            return self.title.line if self.title else None
        # A rule that knows no line won: one that agrees with it does.
        same = fold(self.title.value)
        return next(
            (t.line for t in self.titles if t.line is not None and fold(t.value) == same), None
        )

    def around_title(self) -> range:
        """The lines above and below the headline, where it has no info line that says the date."""
        line = self.title_line()
        if line is None and self.info is not None:
            line = self.info.first
        if line is None or (self.info is not None and self.info.published is not None):
            return range(0)
        return range(max(0, line - 4), min(line + 5, len(self.outline.lines)))

    def first_text(self) -> int:
        """The first line of the body that reads like text; else its first line."""
        if self._first_text_line is None:
            self._first_text_line = self._find_first_text()
        return self._first_text_line

    def set_body(self, body: Body | None, rule: str) -> None:
        """Take *body*, which *rule* found."""
        self.body, self.body_rule, self._first_text_line = body, rule, None

    def _find_first_text(self) -> int:
        outline = self.outline
        if self.body is None or not self.body.lines:
            return len(outline.lines)
        if self.is_body_exact and not read_line(outline.lines[self.body.lines[0]]):
            return self.body.lines[0]
        for number in self.body.lines:
            line = outline.lines[number]
            is_text = self.weights.of_lines[number] >= MIN_SENTENCE_CHARS and not line.heading
            if is_text and SENTENCE.search(line.text) and not read_line(line):
                return number
        # Pictures, a table, a few words: headline and info line may be anywhere among them.
        start = self.body.lines[0]
        end = outline.elements[self.body.element].end_line
        return max(start, min(end_of_body(outline, start + 1), end) - 1)

"""Where the parts of an article stand on its page: shared by the page's kind and its fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from portalcrawl.extract.body import (
    Body,
    after_head,
    body_of_element,
    body_of_lines,
    end_of_body,
    find_body,
    whole_element,
)
from portalcrawl.extract.body_assets import attachments_of
from portalcrawl.extract.breadcrumb import Breadcrumb, find_breadcrumb
from portalcrawl.extract.candidates import Candidate, resolve
from portalcrawl.extract.govinfo import GovInfo, find_govinfo
from portalcrawl.extract.infoline import InfoLine, best_info_line, dated_headline, read_line
from portalcrawl.extract.lead import with_lead_pictures
from portalcrawl.extract.markers import marked_lines, properties
from portalcrawl.extract.neighbours import Neighbour, find_neighbours
from portalcrawl.extract.phrases import SENTENCE
from portalcrawl.extract.selectors import select_blocks
from portalcrawl.extract.subtitle import find_kicker, find_subtitle
from portalcrawl.extract.title import (
    MAX_TITLE_CHARS,
    fold,
    heading_end,
    segments,
    title_candidates,
)
from portalcrawl.extract.weights import Weights, weigh
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline
from portalcrawl.sites.families import Family, families, families_of

# How far above the body headline and info line are looked for, and how far below it the latter.
LINES_ABOVE = 30
LINES_BELOW = 12
# Less text than this is no proof that the body is here.
MIN_BODY_WEIGHT = 60
# So sure is an info line that a page's body is looked for beside it, not where the text is.
SURE_INFO_SCORE = 5.0
SURE_TITLE_WEIGHT = 4.0
# Between headline and body one label is enough.
LEAST_NEAR_SCORE = 1.0
# What a family's container must hold of the densest one's text.
MIN_FAMILY_SHARE = 0.4
MIN_SENTENCE_CHARS = 15
MAX_HEAD_LINES = 8
TEMPLATE_HEADLINE_WEIGHT = 9.0
FAMILY_HEADLINE_WEIGHT = 8.0
MARKED_HEADLINE_WEIGHT = 8.0
DATED_HEADLINE_WEIGHT = 4.0
MIN_NAME_CHARS = 6
MAX_FAMILY_BODIES = 12
MAX_AROUND = 20
NAMED_HEAD_LINES = 3
MIN_SURE_LABELS = 2


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

    @classmethod
    def of_page(cls, page: Page, *, hints: Hints = NO_HINTS, known: Known | None = None) -> Parts:
        """Find them all; what is *known* is not looked for."""
        outline = page.outline
        parts = cls(outline=outline, known=known)
        parts.families = parts._find_families(page.url)
        parts._read_marks(outline)
        parts._find_body(page)
        parts._find_head(page, hints)
        parts._find_surroundings(outline)
        parts._find_info(outline)
        parts._find_dated_headline(outline)
        parts._find_subtitles(outline)
        parts._cut_head(outline)
        return parts

    @property
    def weights(self) -> Weights:
        """How much each line speaks for being text of a body."""
        if self._weights is None:
            self._weights = weigh(self.outline)
        return self._weights

    def _find_families(self, url: str) -> list[tuple[Family, int]]:
        if self.known is not None:
            return [(family, 0) for family in families() if family.name in self.known.families]
        comments = "\n".join([comment.text for comment in self.outline.comments])
        return families_of(url, names=self.weights.names(), comments=comments)

    def _read_marks(self, outline: Outline) -> None:
        """What the comments of the page's families tell."""
        for family, _ in self.families:
            self.marked.update(properties(outline, family.property))
            for marker in family.markers:
                if marker.field == "title" and (lines := marked_lines(outline, marker)):
                    text = " ".join(outline.lines[n].text for n in lines)
                    self.marked.setdefault("title", text)

    def _find_body(self, page: Page) -> None:
        outline = page.outline
        if (known := self.known) is not None:
            self.body_rule = known.rule
            if known.is_body_exact:
                self.body = whole_element(outline, known.body)
            else:
                self.body = body_of_element(outline, known.body, self.weights)
            return
        densest = find_body(outline, weights=self.weights)
        # Pictures and menus beside a short notice are no rival to the family's container.
        lines = densest.lines if densest else []
        sentences = [number for number in lines if SENTENCE.search(outline.lines[number].text)]
        least = MIN_FAMILY_SHARE * self.weights.total(sentences)
        empty: tuple[str, Body] | None = None
        # A family's containers are one or two; more are a page that nests them to be slow.
        for rule, body in islice(self._family_bodies(outline), MAX_FAMILY_BODIES):
            if body.lines and self.weights.total(body.lines) >= max(least, 1):
                self.body, self.body_rule = body, rule
                return
            if not sentences and not body.lines and empty is None and attachments_of(page, body):
                empty = (rule, body)
        if empty is not None:
            # A notice that is a file and nothing else.
            self.body_rule, self.body = empty
            return
        self.body, self.body_rule = densest, "density" if densest else ""

    def _family_bodies(self, outline: Outline) -> Iterator[tuple[str, Body]]:
        """What the comments and containers of the page's families hold, the surest first."""
        for family, _ in self.families:
            for marker in family.markers:
                if marker.field == "body" and (lines := marked_lines(outline, marker)):
                    element = _smallest_around(outline, lines)
                    body = body_of_lines(outline, list(lines), element, self.weights)
                    yield f"marker_{family.name}", body
            for selector, element in select_blocks(outline, family.body):
                body = body_of_element(outline, element, self.weights)
                yield f"family_{family.name}:{selector}", body

    def _find_head(self, page: Page, hints: Hints) -> None:
        """Headline and info line: above the body's element, or at its top if it holds them too."""
        outline = page.outline
        if self.body is None or not self.body.lines:
            self._read_head(page, hints, range(len(outline.lines)))
            return
        start = outline.elements[self.body.element].first_line
        if self.body_rule.startswith("marker"):
            start = self.body.lines[0]
        above = range(max(0, start - LINES_ABOVE), start)
        self._read_head(page, hints, above)
        if self._is_body_exact() and not read_line(outline.lines[self.body.lines[0]]):
            return
        sure = self.info is not None and self.info.score >= SURE_INFO_SCORE
        sure |= (
            self.title is not None
            and self.title.line in above
            and self.title.weight >= SURE_TITLE_WEIGHT
        )
        inside = range(start, self._first_text(outline) + 1)
        least = max(SURE_INFO_SCORE, self.info.score if self.info else 0)
        if best_info_line(outline, within=inside, least=least) is not None:
            # What stands above is the head of something else (a teaser), where this is complete.
            self._read_head(page, hints, inside)
            sure = (
                self.title is not None and self.title.line in inside and self._is_headline_named()
            )
        if not sure or self._is_body_exact():
            self._read_head(page, hints, range(above.start, inside.stop))
        self._find_head_by_name(page, hints)
        self._find_head_by_info(page, hints)

    def _find_head_by_name(self, page: Page, hints: Hints) -> None:
        """Where <title> starts with a line further down in the body: that is the headline.

        What stands above it there is a column of its own, in a layout that names nothing.
        """
        name = fold(segments(page.title)[0])
        if len(name) < MIN_NAME_CHARS or self.body is None or self.known is not None:
            return
        if self.info is not None or (self.title and fold(self.title.value) == name):
            return
        outline = page.outline
        # A site's own name may come first there too, and stand under its notices.
        left = total = self.weights.total(self.body.lines)
        for number in self.body.lines:
            line = outline.lines[number]
            left -= self.weights.of_lines[number]
            if left < total / 2:
                return
            if len(line.text) >= len(name) and not line.link_chars and fold(line.text) == name:
                stop = min(number + NAMED_HEAD_LINES, len(outline.lines))
                self._read_head(page, hints, range(max(0, number - 3), stop))
                return

    def _find_head_by_info(self, page: Page, hints: Hints) -> None:
        """Where a layout names nothing: the head at a sure info line further down in the body.

        What stands above it is a column with a sentence in it: a notice, a word of welcome.
        """
        if self.info is not None or self.body is None or self.body_rule != "density":
            return
        left = total = self.weights.total(self.body.lines)
        upper: list[int] = []
        for number in self.body.lines:
            left -= self.weights.of_lines[number]
            if left < total / 2:
                break
            upper.append(number)
        info = best_info_line(page.outline, within=upper, least=SURE_INFO_SCORE)
        if info is None or len(info.fields) < MIN_SURE_LABELS:
            return
        self._read_head(page, hints, range(max(0, info.first - MAX_HEAD_LINES), info.last + 1))

    def _is_body_exact(self) -> bool:
        return self.known is not None and self.known.is_body_exact

    def _is_headline_named(self) -> bool:
        """Whether more than its place says that it is the headline."""
        return self.title is not None and not self.title.rule.startswith("near_")

    def _read_head(self, page: Page, hints: Hints, around: range) -> None:
        outline = page.outline
        self.head = around
        self.govinfo = find_govinfo(outline, around)
        table = self.govinfo.lines if self.govinfo else range(0)
        self.info = best_info_line(outline, within=[n for n in around if n not in table])
        self.titles = list(self._known_titles(outline))
        # Where the template has a headline, no other line is one.
        known = [
            range(found.line, found.line + 1) for found in self.titles if found.line is not None
        ]
        self.titles += title_candidates(
            outline,
            around=known[0] if known else around,
            info=self.info.lines if self.info else range(0),
            title_tag=page.title,
            article_title=page.meta("articletitle"),
            anchor=hints.anchor,
        )
        self.titles += self._family_titles(outline)
        self.title = resolve(self.titles, same=fold)

    def _known_titles(self, outline: Outline) -> Iterator[Candidate]:
        """What stands where the template has its headline."""
        if self.known is not None and self.known.headline is not None:
            lines = outline.elements[self.known.headline].lines
            if len(lines) == 1 and (text := outline.lines[lines[0]].text):
                yield Candidate(self.known.rule, text, TEMPLATE_HEADLINE_WEIGHT, text, lines[0])

    def _family_titles(self, outline: Outline) -> Iterator[Candidate]:
        """What the containers and comments of the page's families say is the headline."""
        for family, _ in self.families:
            for selector, element in select_blocks(outline, family.headline):
                lines = outline.elements[element].lines
                text = outline.lines[lines[0]].text if len(lines) == 1 else ""
                if 0 < len(text) <= MAX_TITLE_CHARS:
                    rule = f"family_{family.name}:{selector}"
                    yield Candidate(rule, text, FAMILY_HEADLINE_WEIGHT, text, lines[0])
        if title := self.marked.get("title"):
            yield Candidate("marker", title, MARKED_HEADLINE_WEIGHT, title)

    def _find_info(self, outline: Outline) -> None:
        """What the head did not tell: lines between headline and body, lines below the body."""
        if self.body is not None and self.body.lines:
            table = self.govinfo.lines if self.govinfo else range(0)
            last = self.body.lines[-1]
            further = [n for n in self.near_title if n not in table]
            if self.info is None or self.info.published is None:
                further += range(last + 1, min(last + LINES_BELOW, len(outline.lines)))
            self.info = best_info_line(
                outline, within=further, least=LEAST_NEAR_SCORE, known=self.info
            )
        if self.known is None and self.body_rule in {"density", ""}:
            weight = self.weights.total(self.body.lines) if self.body else 0
            if weight < MIN_BODY_WEIGHT:
                self._anchor_on_info(outline)

    def _anchor_on_info(self, outline: Outline) -> None:
        """Where the text is no proof, a sure info line tells where the body is: below it."""
        table = self.govinfo.lines if self.govinfo else range(0)
        everywhere = (n for n in range(len(outline.lines)) if n not in table)
        info = self.info or best_info_line(outline, within=everywhere)
        line = self.title_line() if self._is_headline_named() else None
        is_below_headline = info is not None and line is not None and 0 < info.first - line <= 2
        if info is None or (info.score < SURE_INFO_SCORE and not is_below_headline):
            return
        stop = end_of_body(outline, info.last + 1)
        for element in outline.ancestors(outline.lines[info.last].element, limit=MAX_AROUND):
            lines = range(info.last + 1, min(stop, outline.elements[element].end_line))
            body = body_of_lines(outline, list(lines), element, self.weights)
            if body.lines or outline.elements[element].end_line > stop:
                self.info, self.body, self.body_rule = info, body, "below_info_line"
                self._first_text_line = None
                return

    def _find_surroundings(self, outline: Outline) -> None:
        first_text = self._first_text(outline)
        self.breadcrumb = find_breadcrumb(outline, before=first_text)
        is_exact = self.known is not None and self.known.is_body_exact and self.body is not None
        below = (
            outline.elements[self.body.element].end_line if is_exact and self.body else first_text
        )
        self.previous, self.next = find_neighbours(outline, after=below)
        line = self.title_line()
        if line is not None and self.body is not None:
            inside = outline.elements[self.body.element].lines
            stop = first_text if line in inside else min(first_text, inside.start)
            self.near_title = range(line + 1, max(line + 1, min(stop, line + MAX_HEAD_LINES)))

    def _find_dated_headline(self, outline: Outline) -> None:
        """Where neither was found: headline and date in one line below the breadcrumb."""
        if self.info is not None or self.breadcrumb is None:
            return
        if found := dated_headline(outline, start=self.breadcrumb.line + 1):
            headline, info = found
            is_other = self.title is not None and self.title.line != info.first
            if self.title is not None and is_other and self.title.weight >= SURE_TITLE_WEIGHT:
                return
            self.info = info
            line = self.info.first
            raw = outline.lines[line].text
            self.title = Candidate("dated_headline", headline, DATED_HEADLINE_WEIGHT, raw, line)
            self.titles.append(self.title)

    def _find_subtitles(self, outline: Outline) -> None:
        if (line := self.title_line()) is not None:
            info = self.info.lines if self.info else range(0)
            columns = {crumb.name for crumb in self.breadcrumb.crumbs} if self.breadcrumb else set()
            self.kicker = find_kicker(outline, title=line, columns=columns)
            self.subtitle = find_subtitle(outline, title=line, info=info)

    def _cut_head(self, outline: Outline) -> None:
        if self.body is None:
            return
        heads: set[int] = set()
        if self.breadcrumb is not None:
            heads.add(self.breadcrumb.line)
        if (line := self.title_line()) is not None:
            heads.update(range(line, heading_end(outline, line) + 1))
        if self.info is not None:
            heads.update(self.info.lines)
        if self.govinfo is not None:
            heads.update(self.govinfo.lines)
        heads.update(number for number in (self.kicker, self.subtitle) if number is not None)
        # In a body that starts below them, the same words are text.
        heads &= set(self.head)
        self.body = after_head(outline, self.body, heads)
        if heads and self.body_rule != "below_info_line":
            self.body = with_lead_pictures(outline, self.body, after=max(heads))

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

    def _first_text(self, outline: Outline) -> int:
        """The first line of the body that reads like text; else its first line."""
        if self._first_text_line is None:
            self._first_text_line = self._find_first_text(outline)
        return self._first_text_line

    def _find_first_text(self, outline: Outline) -> int:
        if self.body is None or not self.body.lines:
            return len(outline.lines)
        if self._is_body_exact() and not read_line(outline.lines[self.body.lines[0]]):
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


def _smallest_around(outline: Outline, lines: range) -> int:
    """The smallest element with all of *lines* in it."""
    for element in outline.ancestors(outline.lines[lines[0]].element):
        found = outline.elements[element].lines
        if found.start <= lines.start and lines.stop <= found.stop:
            return element
    return 0

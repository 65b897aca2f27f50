"""What a page shows at a glance: how much text, what it says first, whether it is hardly a page.

>>> look = Look(
...     Page.of_bytes(
...         b"<title>T</title><script>alert('No such id');history.back()</script>",
...         url="http://a.cn/",
...     )
... )
>>> look.letters, look.message, look.is_bare
(0, 'No such id', True)

Pages that stand in for another (a firewall's, an error, a notice, a redirect by script) are short
and lead nowhere. All that judges them looks here first, and leaves any other page alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from portalcrawl.page.document import Page

# A notice with its advice and the name of its maker; an article of so little has a headline and a
# date of its own, and frames of menus have more links.
MAX_BARE_LETTERS = 700
MAX_BARE_LINKS = 10
# "Please wait", the name of the site: what stands on a page that shows nothing.
MAX_EMPTY_LETTERS = 30
# What is read of a page's markup and text to find a notice in it.
MAX_MARKUP_CHARS = 20_000
_MAX_TEXT_CHARS = 2000
# A headline that is the phrase with "Sorry" before it and an address behind.
MAX_HEADLINE_CHARS, MAX_HEADLINE_LETTERS = 100, 30
_MAX_HEADINGS = 4

_NOT_ALNUM = re.compile(r"[\W_]+")
_ALERT = re.compile(r"""\balert\s{0,9}\(\s{0,9}(?:"([^"\n]{1,300})"|'([^'\n]{1,300})')""")
_LEAVES = re.compile(r"history\s*\.\s*(?:back|go)\b|window\s*\.\s*close\b|\blocation\b")
# Where a script draws the page: what has one is empty until it has run.
_APP = re.compile(
    r"""\bid\s{0,3}=\s{0,3}["']?(?:app|root|__next|__nuxt|main-app)["'\s>]""", re.IGNORECASE
)


def letters_of(text: str) -> str:
    """The letters and digits of *text* in lower case: phrases are looked for in them.

    >>> letters_of("404 - Page, not found！")
    '404pagenotfound'
    """
    return _NOT_ALNUM.sub("", text.lower())


@dataclass
class Look:
    """The glance at one page; everything is derived when it is asked for."""

    page: Page

    @cached_property
    def markup(self) -> str:
        """The start of the markup in lower case."""
        return self.page.decoded.text[:MAX_MARKUP_CHARS].lower()

    @cached_property
    def text(self) -> str:
        """The visible lines, the start of a long page."""
        lines: list[str] = []
        chars = 0
        for line in self.page.outline.lines:
            lines.append(line.text)
            chars += len(line.text)
            if chars > _MAX_TEXT_CHARS:
                break
        return "\n".join(filter(None, lines))

    @cached_property
    def said(self) -> str:
        """Title, text and message as ``letters_of`` them, a blank between two of them."""
        parts = (self.page.title, self.text, self.message)
        return " ".join(letters_of(part[:_MAX_TEXT_CHARS]) for part in parts)

    @cached_property
    def headlines(self) -> str:
        """Title and first headings where they are as short as a notice's, as ``said`` is made."""
        texts = [self.page.title]
        for line in self.page.outline.lines:
            if line.heading in (1, 2) and line.text:
                texts.append(line.text)
                if len(texts) > _MAX_HEADINGS:
                    break
        short = (letters_of(text) for text in texts if len(text) <= MAX_HEADLINE_CHARS)
        return " ".join(text for text in short if len(text) <= MAX_HEADLINE_LETTERS)

    @cached_property
    def letters(self) -> int:
        """How many letters and digits a reader sees, counted up to more than a notice has."""
        return len(letters_of(self.text))

    @cached_property
    def links(self) -> int:
        """How many links lead to other addresses than scripts."""
        return len(self.page.tree.css("a[href]:not([href^='javascript:' i]):not([href^='#'])"))

    @cached_property
    def is_bare(self) -> bool:
        """Whether it has too little text and too few links to be a page of the portal."""
        return self.letters <= MAX_BARE_LETTERS and self.links <= MAX_BARE_LINKS

    @cached_property
    def is_empty(self) -> bool:
        """Whether a reader sees hardly anything."""
        return self.letters <= MAX_EMPTY_LETTERS

    @cached_property
    def has_media(self) -> bool:
        """Whether a picture, player, frame or form is there to be seen."""
        return (
            self.page.tree.css_first("img, iframe, frame, embed, object, video, form") is not None
        )

    @cached_property
    def has_script(self) -> bool:
        """Whether a script may draw what is not there."""
        return self.page.tree.css_first("script") is not None

    @cached_property
    def has_frames(self) -> bool:
        """Whether other pages are shown in it."""
        return self.page.tree.css_first("frame[src], iframe[src]") is not None

    @cached_property
    def has_password(self) -> bool:
        """Whether it asks for a password."""
        return self.page.tree.css_first("input[type='password' i]") is not None

    @cached_property
    def is_app(self) -> bool:
        """Whether the page is drawn by a script, and is empty until then."""
        return _APP.search(self.markup) is not None

    @cached_property
    def message(self) -> str:
        """What a page without text says in a box before it leaves: ``alert(...)``."""
        if not self.is_empty:
            return ""
        text = self.page.decoded.text[:MAX_MARKUP_CHARS]
        match = _ALERT.search(text)
        if match is None or not _LEAVES.search(text):
            return ""
        return match[1] or match[2]

"""The edits that one page needs, from its first tag to its last.

A ``PageEdits`` holds what is known so far on the way: the base of the links, and where the charset
was declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace as with_changes

from portalcrawl.mirror.css import rewrite_css_with
from portalcrawl.mirror.html_tag import TagPlan, plan_tag
from portalcrawl.mirror.html_tokens import Tag, end_of_element, start_tags
from portalcrawl.mirror.references import References
from portalcrawl.page.meta_refresh import refresh_span
from portalcrawl.page.spans import Edit, apply_edits
from portalcrawl.page.srcset import rewrite_srcset
from portalcrawl.page.url_attributes import TAGS, Form, Use, url_attributes
from portalcrawl.urls.absolute import absolute_url

# A page in a page in a page: deeper ones are left as they are.
_MAX_SRCDOC_DEPTH = 3
_TAGS = TAGS | {"style"}
# Tags of other elements matter for these attributes only. (Told the first letters, the search
# jumps to them: four times as fast.)
_OF_ANY_TAG = sorted(url_attributes("*"))
_FIRST_LETTERS = "".join(name[0] + name[0].upper() for name in _OF_ANY_TAG)
_REST = "|".join(f"(?<={name[0]}){name[1:]}" for name in _OF_ANY_TAG)
_HAS_URL = re.compile(f"[{_FIRST_LETTERS}](?i:{_REST})").search
_WORD = re.compile(r"[^\t\n\f\r ]+")


class PageEdits:
    """What to change in *html*, a document or a part of one, so that *references* hold.

    ``charset_end``: where the first tag ends that declares the charset.
    """

    def __init__(
        self,
        html: str,
        *,
        references: References,
        drop_scripts: Callable[[str | None], bool],
        depth: int = 0,
    ) -> None:
        self._html = html
        self._document_url = references.base_url
        self._references = references
        self._drop_scripts = drop_scripts
        self._depth = depth
        self._has_base = False
        self._edits: list[Edit] = []
        self.charset_end: int | None = None

    def find(self) -> list[Edit]:
        """All edits in ascending order."""
        html = self._html
        for tag in start_tags(html):
            name, start, end, _ = tag
            if name in _TAGS or _HAS_URL(html, start, end):
                plan = plan_tag(html[start:end])
                is_kept = plan.is_simple or self._change_element(tag, plan)
                if is_kept and plan.urls:
                    self._rewrite_urls(start, plan)
        return sorted(self._edits)

    def _change_element(self, tag: Tag, plan: TagPlan) -> bool:
        """Make the edits that are not of URLs; False: the tag itself is gone."""
        if plan.is_dropped or (tag.name == "script" and self._is_unwanted(plan)):
            # Between "<" and a letter, nothing would make a tag of them.
            separator = " " if self._html[tag.start - 1 : tag.start] == "<" else ""
            end = end_of_element(self._html, tag)
            self._edits.append(Edit(tag.start, end, separator))
            return False
        self._edits += [Edit(tag.start + e.start, tag.start + e.end, e.new) for e in plan.edits]
        if plan.declares_charset and self.charset_end is None:
            self.charset_end = tag.end
        if tag.name == "base" and "href" in plan.values:
            self._take_base(plan.values["href"])
        elif tag.name == "style":
            css = self._html[tag.end : tag.text_end]
            self._edits.append(Edit(tag.end, tag.text_end, rewrite_css_with(self._references, css)))
        return True

    def _take_base(self, href: str) -> None:
        """Read the links after this by the first base that there is, even if it is no URL."""
        if not self._has_base:
            self._has_base = True
            base_url = absolute_url(href, base=self._document_url) or self._document_url
            self._references = with_changes(
                self._references, base_url=base_url, is_moved=base_url != self._document_url
            )

    def _is_unwanted(self, plan: TagPlan) -> bool:
        values = plan.values
        src = next((values[name] for name in ("src", "href", "xlink:href") if name in values), None)
        return self._drop_scripts(self._references.absolute(src) if src is not None else None)

    def _rewrite_urls(self, start: int, plan: TagPlan) -> None:
        rewrite = self._references.rewrite
        for attribute, form, use in plan.urls:
            value = attribute.value
            new = rewrite(value, use=use) if form == "url" else self._rewritten(form, value, use)
            if new is not None and new != value:
                edit = attribute.edit(new)
                self._edits.append(Edit(start + edit.start, start + edit.end, edit.new))

    def _rewritten(self, form: Form, value: str, use: Use) -> str | None:
        """What to write for a whole value; None: nothing else."""
        new: str | None
        match form:
            case "url" | "maybe_url":
                new = self._reference(value, use)
            case "css":
                new = rewrite_css_with(self._references, value)
            case "srcset":
                new = rewrite_srcset(value, replace=lambda url: self._reference(url, use))
            case "url_list":
                new = _WORD.sub(lambda url: self._reference(url[0], use) or url[0], value)
            case "refresh":
                new = self._refresh(value, use)
            case "html":
                new = self._inner_page(value)
        return new

    def _refresh(self, content: str, use: Use) -> str | None:
        span = refresh_span(content)
        new = self._reference(span.url, use) if span is not None else None
        if span is None or new is None:
            return None
        return apply_edits(content, [Edit(span.start, span.end, new)])

    def _inner_page(self, html: str) -> str | None:
        if self._depth == _MAX_SRCDOC_DEPTH:
            return None
        inner = PageEdits(
            html,
            references=self._references,
            drop_scripts=self._drop_scripts,
            depth=self._depth + 1,
        )
        return apply_edits(html, inner.find())

    def _reference(self, url: str, use: Use) -> str | None:
        return self._references.rewrite(url, use=use)

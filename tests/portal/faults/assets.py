"""Faults of files: pictures that are nowhere, attachments that are not what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from tests.portal.faults.base import Answer, Exchange, Fault, is_one_in
from tests.portal.site import NOT_FOUND, Resource
from tests.portal.truth import ArticleTruth, AttachmentTruth, Truth

# Pictures


@dataclass(frozen=True)
class StrayPicture(Fault):
    """Above the text of every 3rd article stands a picture that no reader can see."""

    every: int = 3
    source: ClassVar[str]

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        page, article = answer.resource, exchange.site.truth.articles.get(exchange.path)
        if article is None or not page.is_page or not is_one_in(exchange.path, self.every):
            return answer
        place = _text_starts(page.body, article)
        if place < 0:
            return answer
        picture = f'<img src="{self.source}" width="500">'.encode()
        body = page.body[:place] + picture + page.body[place:]
        return replace(answer, resource=replace(page, body=body))


def _text_starts(body: bytes, article: ArticleTruth) -> int:
    """Where the first words of the article stand in the page; -1 if it has none."""
    codec = article.encoding.removesuffix("-sig")
    after = max(0, body.find(b"<body"))
    found = (body.find(text[:6].encode(codec), after) for text in article.paragraphs)
    return next((place for place in found if place >= 0), -1)


@dataclass(frozen=True)
class LocalPictures(StrayPicture):
    """Every 3rd article shows a picture of its editor's own disk (file:///C:/…)."""

    name = "local-images"
    source = "file:///C:/Users/ADMINI~1/AppData/Local/Temp/msohtmlclip1/01/clip_image002.jpg"


@dataclass(frozen=True)
class PrivatePictures(StrayPicture):
    """Every 3rd article shows a picture of a host with a private address."""

    name = "private-images"
    host: ClassVar[str] = "10.11.12.13"
    source = f"http://{host}/upload/2019/05/1.jpg"

    def truth(self, truth: Truth) -> Truth:
        hosts = tuple(dict.fromkeys((*truth.forbidden.hosts, self.host)))
        return replace(truth, forbidden=replace(truth.forbidden, hosts=hosts))


# Attachments


def attachment_paths(truth: Truth) -> list[str]:
    """The files that articles offer, each once, in order."""
    files = (file.path for article in truth.articles.values() for file in article.attachments)
    return sorted(set(files))


def _change_attachments(
    truth: Truth, change: Callable[[AttachmentTruth], AttachmentTruth | None]
) -> dict[str, ArticleTruth]:
    """The articles with each attachment changed; None takes it away."""
    return {
        path: replace(
            article,
            attachments=tuple(file for file in map(change, article.attachments) if file),
        )
        for path, article in truth.articles.items()
    }


@dataclass(frozen=True)
class SpoiledFile(Fault):
    """Every 3rd attachment is answered with something else."""

    every: int = 3
    answer: ClassVar[Resource]
    state: ClassVar[str] = ""

    def is_hit(self, truth: Truth, path: str) -> bool:
        return is_one_in(path, self.every) and path in attachment_paths(truth)

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        hit = self.is_hit(exchange.site.truth, exchange.path)
        return replace(answer, resource=self.answer) if hit else answer

    def truth(self, truth: Truth) -> Truth:
        """Without the files, but for *states*; a 404 is a dead link."""
        lost = {path for path in attachment_paths(truth) if is_one_in(path, self.every)}
        in_order = tuple(sorted(lost))
        assets = tuple(path for path in truth.assets if path not in lost)
        dead = in_order if self.answer.status == 404 else ()
        return replace(
            truth,
            articles=_change_attachments(truth, lambda f: None if f.path in lost else f),
            assets=assets,
            counts=replace(truth.counts, assets=len(assets)),
            dead_links=(*truth.dead_links, *dead),
            states=truth.states | (dict.fromkeys(in_order, self.state) if self.state else {}),
        )


@dataclass(frozen=True)
class DeadAttachment(SpoiledFile):
    """Every 3rd attachment is gone: 404."""

    name = "dead-attachment"
    answer = NOT_FOUND


@dataclass(frozen=True)
class PageForFile(SpoiledFile):
    """Every 3rd attachment is an HTML page under the name and type of a PDF."""

    name = "html-for-file"
    answer = Resource(
        "<html><head><title>出错了</title></head><body>系统繁忙，请稍后再试。</body></html>".encode(),
        "application/pdf",
    )
    state = "not_a_file"


@dataclass(frozen=True)
class CaptchaForFile(SpoiledFile):
    """Every 3rd attachment asks for the characters of a picture before it is sent."""

    name = "captcha-for-file"
    answer = Resource(
        '<html><head><title>下载</title></head><body><form method="post">请输入验证码：'
        '<img src="vcode.jsp"><input name="code"><input type="submit">'
        "</form></body></html>".encode(),
        "text/html; charset=utf-8",
    )
    state = "attachment_protected"


@dataclass(frozen=True)
class HugeAttachment(Fault):
    """One attachment, the first by its path, has 20 MB."""

    name = "huge-attachment"
    size_bytes: int = 20 * 2**20

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        first = next(iter(attachment_paths(exchange.site.truth)), None)
        file = answer.resource
        if exchange.path != first or file.status != 200 or file.is_page:
            return answer
        body = file.body.ljust(self.size_bytes, b"\0")
        return replace(answer, resource=replace(file, body=body))


@dataclass(frozen=True)
class CapitalExtensions(Fault):
    """The names of all attachments end in capitals: .DOC, .PDF; the server knows both."""

    name = "capital-extensions"

    def change(self, exchange: Exchange, answer: Answer) -> Answer:
        paths = attachment_paths(exchange.site.truth)
        renamed = {_capital(path): path for path in paths if _capital(path) != path}
        if exchange.path in renamed:
            asked = replace(exchange.asked, path=renamed[exchange.path])
            return replace(answer, resource=exchange.site.answer(asked))
        if not answer.resource.content_type.startswith(("text/html", "application/json")):
            return answer
        body = answer.resource.body
        for capital, path in renamed.items():
            for before in (b"/", b'"'):
                name = path.rpartition("/")[2].encode()
                body = body.replace(before + name, before + capital.rpartition("/")[2].encode())
        return replace(answer, resource=replace(answer.resource, body=body))

    def truth(self, truth: Truth) -> Truth:
        files = {path: _capital(path) for path in attachment_paths(truth)}
        return replace(
            truth,
            articles=_change_attachments(truth, lambda f: replace(f, path=files[f.path])),
            assets=tuple(files.get(path, path) for path in truth.assets),
        )


def _capital(path: str) -> str:
    """The path with its extension in capitals; a query has none."""
    stem, dot, extension = path.rpartition(".")
    return path if "?" in path or not extension.isalpha() else stem + dot + extension.upper()


FAULTS: tuple[type[Fault], ...] = (
    LocalPictures,
    PrivatePictures,
    DeadAttachment,
    PageForFile,
    CaptchaForFile,
    HugeAttachment,
    CapitalExtensions,
)

"""Attachments of a body."""

from __future__ import annotations

import pytest

from portalcrawl.extract.attachments import (
    attachment_of,
    embedded_file,
    file_name,
    hidden_files,
    is_attachment,
)
from portalcrawl.page.document import Page

URL = "http://a.cn/zw/1.html"


def page(html: str) -> Page:
    return Page.of_bytes(html.encode(), url=URL)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        *((f"http://a.cn/f/1.{name}", True) for name in ("doc", "docx", "xls", "pdf", "wps", "et")),
        *((f"http://a.cn/f/1.{name}", True) for name in ("ofd", "ceb", "RAR", "PPTX", "TXT", "7z")),
        ("http://a.cn/f/1.doc?v=2", True),
        ("http://a.cn/f/1.doc#p2", True),
        ("http://a.cn/module/download/downfile.jsp?classid=0&filename=9f", True),
        (
            "http://a.cn/system/_content/download.jsp?urltype=news.DownloadAttachUrl&wbfileid=9",
            True,
        ),
        ("http://a.cn/virtual_attach_file.vsb?afc=9", True),
        ("http://a.cn/utils.aspx?type=DownloadFile&id=9", True),
        ("http://a.cn/attach/download?id=9", True),
        ("http://a.cn/download.jsp?id=9", True),
        ("http://a.cn/1.html", False),
        ("http://a.cn/1.docs", False),
        ("http://a.cn/doc/1.html", False),
        ("http://a.cn/download/index.html", False),
        ("http://a.cn/1.jpg", False),
        ("http://a.cn/pdf", False),
    ],
)
def test_is_attachment(url, expected):
    assert is_attachment(url) is expected


@pytest.mark.parametrize(
    ("html", "url", "name"),
    [
        ("<a href=1.doc>附件1：名单</a>", "http://a.cn/zw/1.doc", "附件1：名单"),
        ("<a href=1.doc title=名单><img></a>", "http://a.cn/zw/1.doc", "名单"),
        ("<a href=/%E5%90%8D.doc><img></a>", "http://a.cn/%E5%90%8D.doc", "名.doc"),
        # The name says that it is a file where the address does not.
        ("<a href=/down?id=9>名单.xls</a>", "http://a.cn/down?id=9", "名单.xls"),
    ],
)
def test_attachment(html, url, name):
    found = page(html)
    attachment = attachment_of(found, found.outline.lines[0].links[0])
    assert (attachment.url, attachment.name) == (url, name)


@pytest.mark.parametrize("href", ["1.html", "javascript:down(9)", "mailto:x@a.cn"])
def test_a_link_to_a_page_is_no_attachment(href):
    found = page(f"<a href='{href}'>通知</a>")
    assert attachment_of(found, found.outline.lines[0].links[0]) is None


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<iframe src=/f/1.pdf></iframe>", "http://a.cn/f/1.pdf"),
        ("<embed src=1.swf>", "http://a.cn/zw/1.swf"),
        ("<object data=1.pdf></object>", "http://a.cn/zw/1.pdf"),
        ("<video src=1.mp4></video>", "http://a.cn/zw/1.mp4"),
        ("<iframe src='/js/web/viewer.html?file=%2Ff%2F1.pdf'></iframe>", "http://a.cn/f/1.pdf"),
        ("<iframe src='/js/web/viewer.html?file=/f/1.pdf#page=2'></iframe>", "http://a.cn/f/1.pdf"),
        ("<iframe src=/map.html></iframe>", None),
        ("<iframe src='http://[?file=1.pdf'></iframe>", None),
        ("<iframe></iframe>", None),
    ],
)
def test_embedded_file(html, url):
    found = page(html)
    (line,) = found.outline.lines
    attachment = embedded_file(found, line.media[0])
    assert (attachment and attachment.url) == url


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://a.cn/f/1.doc", "1.doc"),
        ("http://a.cn/f/%E5%90%8D.doc?v=1", "名.doc"),
        ("http://a.cn/f/%C3%FB.doc", "\ufffd\ufffd.doc"),
        ("http://a.cn/f/", "f"),
        ("http://a.cn/", "a.cn"),
    ],
)
def test_file_name(url, name):
    assert file_name(url) == name


@pytest.mark.parametrize(
    ("html", "files"),
    [
        (
            "<script>showVsbpdfIframe('/__local/2/30/plan.pdf','100%','600');</script>",
            [("http://a.cn/__local/2/30/plan.pdf", "plan.pdf")],
        ),
        (
            '<script>showVsbpdfIframe("/virtual_attach_file.vsb?oid=12&e=.pdf","100%")</script>',
            [("http://a.cn/virtual_attach_file.vsb?oid=12&e=.pdf", "virtual_attach_file.vsb")],
        ),
        (
            "<span class=wp_pdf_player pdfsrc='/_upload/f1/5817.pdf' id='名单.pdf'></span>",
            [("http://a.cn/_upload/f1/5817.pdf", "名单.pdf")],
        ),
        (
            "<p class=wp_video_player sudy-wp-src=/_upload/1.mp4></p>",
            [("http://a.cn/_upload/1.mp4", "1.mp4")],
        ),
        ("<video><source src=1.mp4></video>", [("http://a.cn/zw/1.mp4", "1.mp4")]),
        (
            "<a href='javascript:;' onclick=\"window.open('1.pdf')\">方案 全文</a>",
            [("http://a.cn/zw/1.pdf", "方案 全文")],
        ),
        (
            "<script>swfobject.embedSWF('player.swf', 'v.mp4')</script>",
            [("http://a.cn/zw/v.mp4", "v.mp4")],
        ),
        ("<script>_showDynClicks('wbnews', 1391370217, 5066)</script>", []),
        ("<script>share('https://a.cn/1.html')</script>", []),
    ],
)
def test_files_shown_or_opened_by_script(html, files):
    found = page(f"<div>{html}</div>")
    hidden = hidden_files(found, found.tree.css_first("div"))
    assert [(attachment.url, attachment.name) for attachment in hidden] == files

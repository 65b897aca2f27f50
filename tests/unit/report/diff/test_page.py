"""A comparison as a page."""

from __future__ import annotations

from portalcrawl.history.comparison import compare_documents
from portalcrawl.report.diff.page import comparison_page
from tests.unit.history.test_comparison import NEW, OLD


def page(**changes):
    return comparison_page(compare_documents(OLD, {**NEW, **changes}))


def test_words_are_marked():
    found = page(title="县里开大会", body_text="第一段。\n第二节。\n第三段。")
    assert '<p class="changed">县里开<ins>大</ins>会</p>' in found
    assert "<p>第一段。</p>" in found
    assert '<p class="changed">第二<del>段</del><ins>节</ins>。<ins>¶</ins></p>' in found
    assert '<p class="changed"><ins>第三段。</ins></p>' in found


def test_both_revisions_and_both_records():
    found = page()
    for part in ("revision 1, seen 2026-02-01", "revision 2, seen 2026-02-02", "a/x.warc.gz @7"):
        assert part in found
    assert "&lt;urn:uuid:c1&gt;" in found
    assert "No field that a reader sees differs." in found


def test_nothing_of_the_site_is_markup():
    evil = "<script>alert(1)</script>\"'&"
    found = page(
        title=evil,
        url='javascript:"<b>',
        body_text=evil,
        attachments=[{"url": evil, "name": evil}],
        capture={**OLD["capture"], "file": evil},
    )
    for part in ("<script", "<b>", 'href="javascript'):
        assert part not in found
    assert "default-src 'none'" in found


def test_attachments_are_a_list():
    found = page(attachments=[])
    assert '<li class="changed"><del>名单 http://a.cn/1.doc</del></li>' in found

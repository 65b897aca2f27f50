"""A comparison in a terminal, and in a pipe."""

from __future__ import annotations

from portalcrawl.history.comparison import compare_documents
from portalcrawl.report.diff.terminal import comparison_text
from tests.unit.history.test_comparison import NEW, OLD


def text(changes, *, is_coloured=False):
    return comparison_text(compare_documents(OLD, {**NEW, **changes}), is_coloured=is_coloured)


def test_the_two_revisions():
    lines = text({}).plain.splitlines()
    assert lines[:4] == [
        "- revision 1, seen 2026-02-01 00:00:00 UTC",
        "  <urn:uuid:c1> a/x.warc.gz @7, fetched 2026-02-01 00:00:00 UTC",
        "+ revision 2, seen 2026-02-02 00:00:00 UTC",
        "  <urn:uuid:c1> a/x.warc.gz @7, fetched 2026-02-01 00:00:00 UTC",
    ]
    assert lines[-1] == "No field that a reader sees differs."


def test_only_the_lines_around_a_change():
    old = {**OLD, "body_text": "\n".join(f"第{n}段。" for n in range(9))}
    new = {**NEW, "body_text": old["body_text"].replace("第4段", "第四段")}
    found = comparison_text(compare_documents(old, new), is_coloured=False).plain
    assert found.split("body_text  (-1 +1 characters)\n")[1].splitlines() == [
        "  …",
        "  第3段。",
        "  第[-4-]{+四+}段。",
        "  第5段。",
        "  …",
    ]


def test_a_long_line_beside_a_change_is_cut_and_a_changed_one_is_not():
    old = {**OLD, "body_text": f"{'长' * 200}\n{'文' * 200}一"}
    new = {**NEW, "body_text": f"{'长' * 200}\n{'文' * 200}二"}
    found = comparison_text(compare_documents(old, new), is_coloured=False).plain
    assert f"\n  {'长' * 80}…\n  {'文' * 200}[-一-]{{+二+}}\n" in found


def test_in_colour_there_are_no_brackets():
    found = text({"title": "县里开大会"}, is_coloured=True)
    assert "县里开大会" in found.plain
    assert "green underline" in {span.style for span in found.spans}


def test_attachments_are_entries():
    files = [*OLD["attachments"], {"url": "http://a.cn/2.doc", "name": "[附件]"}]
    found = text({"attachments": files}).plain
    assert "  名单 http://a.cn/1.doc\n  {+[附件] http://a.cn/2.doc+}\n" in found

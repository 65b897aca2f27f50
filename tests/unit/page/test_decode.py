"""Which characters a page's bytes are: by evidence, whatever is declared."""

from __future__ import annotations

import codecs

import pytest

from portalcrawl.page.decode import charset_of, decode_page, known_encoding

TEXT = "<p>县里召开春季植树动员会，要求抓紧备苗。</p>"
GBK, UTF8, BIG5 = TEXT.encode("gbk"), TEXT.encode(), "<p>縣裡召開會議</p>".encode("big5")


def meta(charset: str) -> bytes:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'.encode()


@pytest.mark.parametrize(
    ("body", "header", "encoding"),
    [
        # Nothing is declared.
        (UTF8, None, "utf-8"),
        (GBK, None, "gb18030"),
        # All agree.
        (meta("utf-8") + UTF8, "utf-8", "utf-8"),
        (meta("gb2312") + GBK, "gbk", "gb18030"),
        # The header lies, the meta tag lies, both lie.
        (meta("gb2312") + GBK, "utf-8", "gb18030"),
        (meta("utf-8") + GBK, None, "gb18030"),
        (meta("utf-8") + GBK, "utf-8", "gb18030"),
        (meta("gb2312") + UTF8, "gb2312", "utf-8"),
        (meta("gb2312") + UTF8, None, "utf-8"),
        (UTF8, "big5", "utf-8"),
        # What servers send when nobody chose says nothing.
        (GBK, "iso-8859-1", "gb18030"),
        (GBK, "ISO8859-1", "gb18030"),
        (GBK, "latin-1", "gb18030"),
        (GBK, "windows-1252", "gb18030"),
        (GBK, "cp1252", "gb18030"),
        (meta("gbk") + GBK, "US-ASCII", "gb18030"),
        # Names that nobody knows, and names of codecs that are no character set.
        (GBK, "x-no-such-charset", "gb18030"),
        (GBK, "base64", "gb18030"),
        (GBK, "idna", "gb18030"),
        (GBK, "punycode", "gb18030"),
        (GBK, "undefined", "gb18030"),
        (GBK, "raw_unicode_escape", "gb18030"),
        (meta("utf-16") + GBK, None, "gb18030"),
        (meta("utf-16") + UTF8, None, "utf-8"),
        # A declaration in quotes, in capitals, of an XML page, after a long head.
        (b"<META CHARSET='GB2312'>" + GBK, None, "gb18030"),
        (b"<?xml version='1.0' encoding='GBK'?>" + GBK, None, "gb18030"),
        (b"<!--" + b"x" * 3000 + b"-->" + meta("gbk") + GBK, "utf-8", "gb18030"),
    ],
)
def test_the_bytes_decide(body, header, encoding):
    decoded = decode_page(body, http_charset=header)
    assert (decoded.encoding, decoded.damaged) == (encoding, 0)
    assert decoded.text.endswith(TEXT)


def test_big5_where_it_is_declared():
    for body, header in ((BIG5, "big5"), (meta("big5") + BIG5, None)):
        decoded = decode_page(body, http_charset=header)
        assert decoded.encoding == "big5"
        assert decoded.text.endswith("<p>縣裡召開會議</p>")


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_byte_order_mark_beats_every_declaration(bom, encoding):
    body = bom + (meta("gb2312").decode() + TEXT).encode(encoding)
    decoded = decode_page(body, http_charset="gb2312")
    assert decoded.encoding == encoding
    assert decoded.text == meta("gb2312").decode() + TEXT


def test_of_two_declarations_that_both_fit_the_header_counts():
    assert "\ufffd" not in BIG5.decode("gb18030", "replace"), "the sample must be ambiguous"
    assert decode_page(meta("gb2312") + BIG5, http_charset="big5").encoding == "big5"
    assert decode_page(meta("big5") + BIG5, http_charset="gb2312").encoding == "gb18030"


def test_what_was_declared_is_kept():
    decoded = decode_page(meta("GB2312") + UTF8, http_charset="big5")
    assert (decoded.http_charset, decoded.meta_charset) == ("big5", "gb2312")
    assert decode_page(UTF8, http_charset=None).meta_charset is None


@pytest.mark.parametrize(
    ("body", "header", "encoding", "damaged"),
    [
        # A text that was cut in the middle of a character, and one with a few bad bytes.
        (UTF8 * 20 + "县".encode()[:2], "utf-8", "utf-8", 1),
        (meta("utf-8") + UTF8 * 20 + b"\xff" + UTF8, None, "utf-8", 1),
        (meta("gbk") + GBK * 20 + b"\xff\xff<p>", None, "gb18030", 2),
        (GBK * 20 + b"\xff", "utf-8", "gb18030", 1),
    ],
)
def test_a_few_bad_bytes_cost_only_themselves(body, header, encoding, damaged):
    decoded = decode_page(body, http_charset=header)
    assert (decoded.encoding, decoded.damaged) == (encoding, damaged)
    assert decoded.text.count("抓紧备苗") >= 20


@pytest.mark.parametrize(
    ("header", "encoding"),
    [(None, "utf-8"), ("gb2312", "gb18030"), ("big5", "big5"), ("iso-8859-1", "utf-8")],
)
def test_ascii_keeps_the_encoding_that_its_links_may_need(header, encoding):
    decoded = decode_page(b"<frame src='list.asp'>", http_charset=header)
    assert (decoded.text, decoded.encoding) == ("<frame src='list.asp'>", encoding)


@pytest.mark.parametrize("words", ["通知", "a通知b 通知", "<title>通知</title>"])
@pytest.mark.parametrize("header", [None, "gb2312", "utf-8"])
def test_hanzi_whose_bytes_are_also_utf8(words, header):
    body = words.encode("gbk")
    assert body.decode("utf-8", "replace").count("\ufffd") == 0, "the sample must be ambiguous"
    assert decode_page(body, http_charset=header).text == words


@pytest.mark.parametrize(
    "words",
    [
        "<p>ئۇيغۇر تىلى خەۋەرلىرى",
        "<p>Новости района",
        "<p>Ελληνικά νέα",
        "<p>café naïve façade",
        "<p>Übersicht über Größen",
    ],
)
def test_other_scripts_in_honest_utf8_stay_what_they_are(words):
    assert decode_page(words.encode(), http_charset="utf-8").text == words


def test_the_blank_of_old_input_methods():
    body = b"\xa3\xa0\xa3\xa0" + GBK
    assert decode_page(body, http_charset="gb2312").text == f"\u3000\u3000{TEXT}"


def test_nothing_at_all():
    decoded = decode_page(b"", http_charset="gbk")
    assert (decoded.text, decoded.damaged) == ("", 0)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *((name, "gb18030") for name in ("gb2312", "GBK", " 'GB18030' ", "x-gbk", "HZ-GB-2312")),
        *((name, "utf-8") for name in ("utf-8", "UTF8", "cp65001")),
        *(("big5", "big5"), ("Shift_JIS", "shift_jis"), ("windows-1251", "cp1251")),
        *((name, None) for name in (None, "", "none", "ascii", "latin1", "iso8859-1", "rot13")),
        *((name, None) for name in ("idna", "unicode_escape", "utf-7", "hex", "\0", "a b")),
    ],
)
def test_known_encoding(name, encoding):
    assert known_encoding(name) == encoding


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=GBK", "gbk"),
        ('text/html;Charset = "gb2312"; x=y', "gb2312"),
        ("text/html; charset='utf-8'", "utf-8"),
        ("text/html; charset=", None),
        ("text/html", None),
        (None, None),
    ],
)
def test_charset_of_a_header(header, charset):
    assert charset_of(header) == charset

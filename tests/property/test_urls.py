"""What holds for every address."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portalcrawl.errors import UrlError
from portalcrawl.urls import absolute
from portalcrawl.urls.absolute import absolute_url, host_of, parse_home
from portalcrawl.urls.keys import canonical_url, doc_key, fingerprint
from portalcrawl.urls.robots import rules_of
from portalcrawl.urls.routes import route_of
from portalcrawl.urls.scope import Scope, decide

relaxed = settings(deadline=None, max_examples=250)

HOSTS = ["a.cn", "www.a.cn", "WWW.A.GOV.CN:80", "a.cn:8080", "127.0.0.1:8801", "[::1]", "党建.cn"]
# What addresses are made of, and what breaks them.
PIECES = [
    *("a", "Zw", "2024", "index.html", "5.htm", "通知", "é", ".", "..", "/", "//", "\\", " ", "\t"),
    *(";jsessionid=9F", ";", "?", "&", "=", "a=1", "b=2", "PHPSESSID=3&", "#", "+", "|", "'", '"'),
    *(
        "%",
        "%%",
        "%2",
        "%41",
        "%2e",
        "%2E%2e",
        "%cd%a8",
        "%2F",
        "%25",
        "%4",
        "1",
        "%zz",
        "\0",
        "\n",
    ),
    *("%3b", "<", "~", "@", ":", "[", "^", "`", "{", "\u200b", "\ud800", "%C3%A9", "jsessionid="),
]
ROBOTS = [
    *(b"User-agent: *\n", b"User-agent: portalcrawl\n", b"Disallow: /", b"Allow: ", b"Sitemap: "),
    *(b"Crawl-delay: ", b"Visit-time: ", b"9", b"-", b"e", b"*", b"$", b"\n", b"\r", b":", b"#"),
    *(b"\xcd\xa8", b"%cd", b"\0", b"?"),
]
pieces = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
addresses = st.builds(
    "{}://{}/{}".format, st.sampled_from(["http", "https", "HTTP"]), st.sampled_from(HOSTS), pieces
)
texts = st.one_of(pieces, addresses, st.text(max_size=40))


@relaxed
@given(addresses)
def test_canonical_form_is_stable(url):
    try:
        canonical = canonical_url(url)
    except UrlError:
        return
    assert canonical.isascii()
    assert canonical_url(canonical) == canonical
    assert canonical.partition("#")[2] == route_of(canonical)[1:]
    assert fingerprint(canonical) == fingerprint(url)
    escapes = re.findall("%[0-9A-Fa-f]{2}", canonical)
    assert escapes == [escape.upper() for escape in escapes]


@relaxed
@given(texts)
@pytest.mark.parametrize("key", [canonical_url, fingerprint, doc_key])
def test_keys_raise_nothing_but_url_error(key, text):
    with suppress(UrlError):
        assert key(text).isascii()


@relaxed
@given(st.lists(st.sampled_from(["a=1", "b=2", "a=2", "c", "d=%cd", "e="]), unique=True), st.data())
def test_order_of_parameters_is_no_difference(params, data):
    shuffled = data.draw(st.permutations(params))
    one, other = (f"http://a.cn/x?{'&'.join(given)}" for given in (params, shuffled))
    assert fingerprint(one) == fingerprint(other)
    assert doc_key(one) == doc_key(other)


@relaxed
@given(st.lists(st.sampled_from(["id=1", "t=3", "t=12345678", "from=x", "_=1", "v=1.2", "p=%cd"])))
def test_an_articles_key_is_that_of_its_address_without_noise(params):
    key = doc_key(f"http://a.cn/show.asp?{'&'.join(params)}", is_article=True)
    assert doc_key(f"http://{key}", is_article=True) == key
    assert not re.search(r"from=|_=|t=\d{8}|v=", key)
    assert key.count("id=1") == params.count("id=1")


@relaxed
@given(pieces)
def test_scheme_www_and_port_are_no_other_document(rest):
    forms = ["http://a.cn", "https://www.a.cn", "http://www.a.cn:8080", "HTTPS://A.CN"]
    try:
        keys = {doc_key(f"{form}/{rest}") for form in forms}
    except UrlError:
        return
    assert len(keys) == 1


@relaxed
@given(texts, st.sampled_from(["utf-8", "gb18030", "big5", "utf-16-le", "euc-kr"]))
def test_an_absolute_address_leads_to_itself(href, encoding):
    found = absolute_url(href, base="http://www.a.cn/zw/1.html?x=1", encoding=encoding)
    if found is None:
        return
    assert found.isascii()
    assert re.match(r"https?://[^/]+/", found)
    assert not set(found) & set(' <>"\t\n')
    assert found.partition("#")[2] == route_of(found)[1:]
    assert absolute_url(found, base="http://b.cn/") == found
    assert host_of(found)


@settings(relaxed, max_examples=1500)
@given(texts, st.sampled_from(HOSTS), texts)
@example(href="a", host="a.cn", rest="a\ud800")
def test_what_is_kept_for_a_folder_holds_for_its_files(href, host, rest):
    base = f"http://{host}/{rest}"
    alone = absolute._resolved.__wrapped__(href, base, "utf-8")
    assert absolute_url(href, base=base) == alone


@relaxed
@given(st.lists(st.sampled_from(["%cd%a8", "%CD%a8", "%2f", "%2E", "a", "%E9%80%9A", "&", "="])))
def test_escapes_of_a_query_reach_the_server_as_written(parts):
    query = "".join(parts)
    found = absolute_url(f"l.asp?{query}", base="http://a.cn/", encoding="gb18030")
    assert found == f"http://a.cn/l.asp?{query}"


@relaxed
@given(st.text(alphabet="通知公告éЖ한😀\u3000。", min_size=1, max_size=20))
def test_a_query_means_the_same_text_to_the_server(text):
    found = absolute_url(f"l.asp?t={text}", base="http://a.cn/", encoding="gb18030")
    sent = re.sub(r"%(..)", lambda match: chr(int(match[1], 16)), found.partition("t=")[2])
    assert sent.encode("latin-1").decode("gb18030") == text


@relaxed
@given(texts)
def test_scope_never_raises(text):
    scope = Scope.of_home("http://www.a.cn/", hosts=["b.cn", "*.c.cn"], deny=["x"])
    verdict = decide(text, scope=scope)
    assert verdict.accept == (verdict.reason == "in_scope")
    if verdict.accept:
        assert host_of(text) in {"a.cn", "www.a.cn", "b.cn"} or host_of(text).endswith(".c.cn")


@relaxed
@given(texts)
def test_a_home_page_is_an_address_or_an_error(text):
    try:
        home = parse_home(text)
    except UrlError:
        return
    assert parse_home(home) == home
    assert decide(home, scope=Scope.of_home(home)).reason != "off_site"


@relaxed
@given(st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(ROBOTS)).map(b"".join)))
def test_robots_never_raise(body):
    rules = rules_of(body)
    assert rules.allowed("http://a.cn/x?y=%cd") in {True, False}
    delay = rules.crawl_delay_secs
    assert delay is None or 0 < delay < float("inf")

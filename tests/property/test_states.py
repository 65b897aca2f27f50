"""What holds for every answer, whatever is in it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portalcrawl.page.blocked import firewalls
from portalcrawl.page.document import Page
from portalcrawl.page.judgement import MAX_EVIDENCE_BYTES
from portalcrawl.page.notices import notice_rules
from portalcrawl.page.soft_404 import NotFoundPages
from portalcrawl.page.state import Case, PageState, judge
from portalcrawl.urls.missing import missing_page, missing_twin
from portalcrawl.urls.shape import article_shapes, url_shape
from tests.property.markup import markup

relaxed = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# What the rules look for, in all places of a page.
WORDS = [
    *(phrase for vendor in firewalls().vendors for phrase in (*vendor.phrases, *vendor.scripts)),
    *(phrase for rule in notice_rules("not_found") for phrase in rule.phrases),
    *("<title>提示信息</title>", "<title>404</title>", "<h1>", "<p>", "{PE.", "<div id=app>"),
    *("<script>alert('", "');history.back()", "location='", "/a.html'", "</script>", "<script>"),
    *("<meta http-equiv=refresh content='0;url=", "'>", "<a href=/1.html>甲</a>", "正文" * 50),
]
URLS = st.one_of(
    st.sampled_from(["http://a.cn/", "http://a.cn/show.asp?id=7", "https://a.cn/1.html", ""]),
    st.text(max_size=30).map("http://a.cn/{}".format),
    st.text(max_size=12),
)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["location", "set-cookie", "retry-after", "allow", "server"]),
        st.one_of(URLS, st.sampled_from(["CT6T=1", "__jsluid_h=2", "5"])),
    ),
    max_size=4,
).map(tuple)
STATUSES = st.one_of(
    st.none(),
    st.sampled_from([0, 199, 200, 202, 206, 302, 304, 403, 404, 405, 412, 429, 493, 503, 521, 999]),
)
HTML = st.one_of(markup, st.lists(st.sampled_from(WORDS), max_size=8).map("".join))


def known_of(html: str) -> NotFoundPages:
    known = NotFoundPages("http://a.cn/")
    known.learn_home(Page.of_bytes(html.encode("utf-8", "replace"), url="http://a.cn/"), status=200)
    known.learn(Page.of_bytes(b"<p>no such page here", url="http://a.cn/zzz.html"), status=200)
    known.learn_redirect("http://a.cn/tips.html")
    return known


@st.composite
def cases(draw) -> Case:
    url, html = draw(URLS), draw(HTML)
    body = draw(st.one_of(st.just(html.encode("utf-8", "replace")), st.binary(max_size=60)))
    return Case(
        url,
        draw(STATUSES),
        headers=draw(HEADERS),
        body=body,
        page=draw(st.sampled_from([Page.of_bytes(body, url=url), None])),
        has_content=draw(st.booleans()),
        is_home=draw(st.booleans()),
        known=draw(st.sampled_from([None, known_of(html)])),
    )


@relaxed
@given(cases())
def test_any_answer_is_judged_and_the_same_each_time(case):
    found = judge(case)
    assert found == judge(replace(case))
    assert len(found.evidence.encode()) <= MAX_EVIDENCE_BYTES
    if case.status is not None and 200 <= case.status < 300 and case.has_content:
        assert found.state not in {PageState.BLOCKED, PageState.RATE_LIMITED, PageState.STUB}
    if found.state is PageState.REDIRECT_SHELL:
        assert found.target


@relaxed
@given(HTML, st.sampled_from([200, 202, 206]))
def test_a_page_with_content_is_never_blocked(html, status):
    body = html.encode("utf-8", "replace")
    page = Page.of_bytes(body, url="http://a.cn/1.html")
    case = Case("http://a.cn/1.html", status, body=body, page=page, has_content=True)
    assert judge(case).state is not PageState.BLOCKED


PATHS = st.lists(
    st.sampled_from(
        [
            *("/", "a", "Zw", "t", "_", "-", ".", "html", "?", "&", "=", "id", "2020", "20200205"),
            *("%CD%A8", "%e9%80%9a", "%3D", "index.html", "9b1f0c77de45a2b08c3e6d51f20a4c88", "7"),
        ]
    ),
    max_size=12,
).map(lambda parts: "http://a.cn/" + "".join(parts))


@relaxed
@given(st.one_of(PATHS, st.text(max_size=40)), st.integers(0, 99))
def test_shapes_and_twins_of_any_address(url, seed):
    assert url_shape(url) == url_shape(url)
    url_shape(url, folders=False)
    assert missing_twin(url, rng=Random(seed)) == missing_twin(url, rng=Random(seed))
    missing_page(url, rng=Random(seed))
    assert sum(article_shapes([url] * 3).values()) in {0, 3}


@relaxed
@given(
    st.sampled_from(["/info/{}/{}.htm", "/show.asp?id={}&page={}", "/{}/t20200205_{}.html"]),
    st.integers(0, 10**11),
    st.integers(0, 10**11),
    st.integers(0, 99),
)
def test_a_twin_has_the_shape_and_another_address(form, one, two, seed):
    url = f"http://a.cn{form.format(one, two)}"
    twin = missing_twin(url, rng=Random(seed))
    assert url_shape(twin, folders=False) == url_shape(url, folders=False)
    assert twin != url

"""Hanweb: records in the page, then the proxy, group by group."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.lists.paging.data_list import read_data_list
from portalcrawl.extract.lists.paging.inline_rows import inline_rows
from tests.unit.extract.paging.pages import page_of, paging_of, path_of

URL = "http://www.a.gov.cn/col/col7/index.html"
# Escaped twice by the site itself.
NEXT_GROUP = "/module/jpage/dataproxy.jsp?page=1&appid=1&appid=1&unitid=7&w=%25E5%2582"


def record(number: int) -> str:
    tooltip = f"第{number}号公示全文"
    link = f'<a href="/art/2024/3/5/art_7_{number}.html" title="{tooltip}">第{number}号...</a>'
    return f"<record><![CDATA[\n<li>{link}<b>2024-03-05</b></li>]]></record>"


def datastore(count: int, *, first: int = 1, head: str = "") -> str:
    records = "".join(record(number) for number in range(first, first + count))
    return f"<datastore>{head}<recordset>{records}</recordset></datastore>"


def call(total: object = 100, **changes: str) -> str:
    options = {
        "totalRecord": total,
        "perPage": 2,
        "groupSize": 2,
        "proxyUrl": "'/module/web/jpage/dataproxy.jsp'",
        "ajaxParam": "{col:1,appid:'1',webid:60,path:'/',columnid:'7',unitid:'7',"
        "webname:'甲市',permissiontype:0}",
        **changes,
    }
    pairs = ",".join(f"{name}:{value}" for name, value in options.items() if value is not None)
    pairs += ",onLoad:function(){a(1,2)}"
    return f"<script>$(function(){{$('#7').jpage({{themeName:'default',{pairs}}});}});</script>"


def page_html(count: int, *, script: str = "", head: str = "") -> str:
    return (
        f'<div id="7"><script type="text/xml">{datastore(count, head=head)}</script></div>{script}'
    )


def test_records_of_the_page_are_rows():
    rows = inline_rows(page_of(page_html(3), URL))
    assert [row.url for row in rows] == [
        f"http://www.a.gov.cn/art/2024/3/5/art_7_{n}.html" for n in (1, 2, 3)
    ]
    assert (rows[0].title, rows[0].date) == ("第1号公示全文", "2024-03-05")


def test_array_of_html_is_rows():
    html = """<script>var InitData7=[
      '<li><a href="/art/1.html">\\u5173于\\'修路\\'的公示</a> [2024-03-05]',
      "<li><a href='/art/2.html'>关于植树的通知</a> [2024-03-04]"
    ]; var other = ['<b>', 'x'];</script>"""
    rows = inline_rows(page_of(html, URL))
    assert [(row.href, row.title, row.date) for row in rows] == [
        ("/art/1.html", "关于'修路'的公示", "2024-03-05"),
        ("/art/2.html", "关于植树的通知", "2024-03-04"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!--<li><a href='/art/9.html'>关于植树的通知</a></li>-->",
        "<script>\n//<li><a href='/art/9.html'>关于植树的通知</a></li>\n</script>",
        "/* <li><a href='/art/9.html'>关于植树的通知</a></li> */",
    ],
)
def test_commented_record(text):
    html = f"<script><datastore><record><![CDATA[{text}]]></record></datastore></script>"
    assert [(row.href, row.title) for row in inline_rows(page_of(html, URL))] == [
        ("/art/9.html", "关于植树的通知")
    ]


def test_first_group_that_is_not_in_the_page():
    paging = paging_of(page_html(4, script=call()), URL)
    assert (paging.mechanism, paging.current, paging.total_pages, paging.total_items) == (
        "jpage",
        1,
        50,
        100,
    )
    assert path_of(paging.next) == (
        "/module/web/jpage/dataproxy.jsp?startrecord=5&endrecord=8&perpage=2&col=1&appid=1&webid=60"
        "&path=%2F&columnid=7&unitid=7&webname=%E7%94%B2%E5%B8%82&permissiontype=0"
    )
    assert paging.next.number == 3
    assert (
        path_of(paging.fallback)
        == "/module/web/jpage/dataproxy.jsp?startrecord=5&endrecord=8&perpage=2"
    )
    assert paging.fallback.body.startswith("col=1&appid=1&webid=60&path=%2F&columnid=7")
    assert paging.fallback.content_type == "application/x-www-form-urlencoded"
    assert "columnid=7" in paging.fallback.key


@pytest.mark.parametrize(
    ("html", "path"),
    [
        # The path is the page's own: a wrong one is not there.
        (
            call(proxyUrl="'/module/jpage/dataproxy.jsp'"),
            "/module/jpage/dataproxy.jsp?startrecord=1&",
        ),
        (
            call(proxyUrl="'../x/dataproxy.jsp?a=1'"),
            "/col/x/dataproxy.jsp?a=1&startrecord=1&endrecord=4&",
        ),
        # What the page does not say, the script assumes.
        (
            call(perPage=None, groupSize=None),
            "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15&",
        ),
        (
            call(perPage="-5", groupSize="'x'"),
            "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15&",
        ),
        (
            page_html(4, script=call(total=None)),
            "/module/web/jpage/dataproxy.jsp?startrecord=5&endrecord=8&",
        ),
    ],
)
def test_request(html, path):
    assert path_of(paging_of(html, URL).next).startswith(path)


@pytest.mark.parametrize(
    "html",
    [
        page_html(4, script=call(total=4)),
        page_html(4, script=call(total=0)),
        page_html(3, script=call(total=None)),
        page_html(4),
        page_html(4, script=call(proxyUrl="''")),
        page_html(
            4,
            script=call(total=4),
            head=f"<nextgroup><![CDATA[<a href='{NEXT_GROUP}'></a>]]></nextgroup>",
        ),
    ],
)
def test_end_in_the_page(html):
    assert paging_of(html, URL).next is None


@pytest.mark.parametrize("total", ["NaN", "1000000000000", "-1", "'many'"])
def test_unbelievable_total(total):
    paging = paging_of(page_html(4, script=call(total=total)), URL)
    assert (paging.total_items, paging.total_pages) == (None, None)
    assert "startrecord=5" in paging.next.url


def test_next_group_is_followed_as_given():
    head = f'<nextgroup><![CDATA[<a href="{NEXT_GROUP}"></a>]]></nextgroup>'
    paging = paging_of(page_html(4, head=head, script=call(total=None)), URL)
    assert (path_of(paging.next), paging.next.number) == (NEXT_GROUP, 2)


def test_two_units():
    second = call(ajaxParam="{unitid:'8',columnid:'8'}", total=0)
    paging = paging_of(page_html(4) + second + call() + call(ajaxParam="{unitid:'9'}"), URL)
    assert "unitid=7" in paging.next.url
    assert [step.url.rpartition("&")[2] for step in paging.more] == ["unitid=9"]


def answer(text: str, path: str, **sent: object):
    url = f"http://www.a.gov.cn{path}"
    listing = read_data_list(
        text, url=url, base_url=URL, sent=Step(url=url, **sent) if sent else None
    )
    assert listing is not None
    return listing


PROXY = "/module/web/jpage/dataproxy.jsp?"
TOTAL = "<totalrecord>100</totalrecord><totalpage>50</totalpage>"


@pytest.mark.parametrize(
    ("text", "sent", "following"),
    [
        (
            datastore(4, head=TOTAL),
            "startrecord=5&endrecord=8&perpage=2&path=%2F&w=%25E5",
            "startrecord=9&endrecord=12&perpage=2&path=%2F&w=%25E5",
        ),
        (datastore(4, head=TOTAL), "startrecord=97&endrecord=100&perpage=2", None),
        (datastore(2, head=TOTAL), "startrecord=99&endrecord=102&perpage=2", None),
        (datastore(0, head=TOTAL), "startrecord=5&endrecord=8&perpage=2", None),
        # Without totals a window without records is the end.
        (
            datastore(4),
            "startrecord=5&endrecord=8&perpage=2",
            "startrecord=9&endrecord=12&perpage=2",
        ),
        (datastore(0), "startrecord=9&endrecord=12&perpage=2", None),
        (datastore(4, head=TOTAL), "page=1&unitid=7", "page=2&unitid=7"),
        (datastore(4, head=TOTAL), "page=50&unitid=7", None),
        (datastore(4, head="<totalpage>-3</totalpage>"), "page=5&unitid=7", "page=6&unitid=7"),
        # The next group, by its own word; an empty one is the end.
        (
            datastore(
                4, head=f"<nextgroup><![CDATA[<a href='{PROXY}page=2&b=%25E5'></a>]]></nextgroup>"
            ),
            "page=1&b=%25E5",
            "page=2&b=%25E5",
        ),
        (
            datastore(4, head=f"<nextgroup><![CDATA[<a href='{PROXY}page=1'></a>]]></nextgroup>"),
            "page=1",
            None,
        ),
        (datastore(4, head="<nextgroup><![CDATA[]]></nextgroup>"), "page=1", None),
        (datastore(4, head="<nextgroup></nextgroup>"), "page=1", None),
    ],
)
def test_next_of_an_answer(text, sent, following):
    listing = answer(text, PROXY + sent)
    assert path_of(listing.paging.next) == (following and PROXY + following)
    assert listing.paging.mechanism == "dataproxy"


def test_rows_of_an_answer_are_relative_to_the_page():
    text = "<?xml version='1.0' encoding='gbk'?><datastore><record><![CDATA["
    text += "<a href='../../art/1.html'>关于植树的通知</a>]]></record></datastore>"
    assert answer(text, PROXY + "page=1").rows[0].url == "http://www.a.gov.cn/art/1.html"


def test_form_is_sent_again():
    listing = answer(
        datastore(4),
        PROXY + "startrecord=5&endrecord=8&perpage=2",
        body="columnid=7",
        content_type="f",
        key="columnid=7",
        number=3,
    )
    assert listing.paging.next == Step(
        url=f"http://www.a.gov.cn{PROXY}startrecord=9&endrecord=12&perpage=2",
        number=5,
        body="columnid=7",
        content_type="f",
        key="columnid=7",
    )


@pytest.mark.parametrize(
    "text",
    [
        datastore(2).replace("<recordset>", "<recordset>&nbsp;<br>"),
        datastore(2).replace("</recordset></datastore>", ""),
        datastore(2)
        .replace("<![CDATA[", "")
        .replace("]]>", "")
        .replace("<li>", "&lt;li&gt;")
        .replace("<a ", "&lt;a ")
        .replace("</a>", "&lt;/a&gt;")
        .replace("<b>", "&lt;b&gt;")
        .replace("</b>", "&lt;/b&gt;")
        .replace("</li>", "&lt;/li&gt;")
        .replace('">第', '"&gt;第'),
        "<!DOCTYPE datastore [<!ENTITY a 'aaaaaaaaaa'>]>" + datastore(2),
        "<datastore><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]>" + datastore(2)[11:],
    ],
)
def test_broken_xml(text):
    listing = read_data_list(text, url="http://www.a.gov.cn/p?page=1", base_url=URL)
    assert listing is None or len(listing.rows) == 2
    assert (listing is None) == text.startswith("<!DOCTYPE")


@pytest.mark.parametrize(
    ("number", "goes_on"),
    [
        # The page held the first group, and named this one.
        (2, False),
        # Nobody named it.
        (1, True),
        (None, True),
    ],
)
def test_last_group_names_none(number, goes_on):
    listing = answer(datastore(4), PROXY + "page=1&unitid=7", number=number)
    assert (listing.paging.next is not None) == goes_on

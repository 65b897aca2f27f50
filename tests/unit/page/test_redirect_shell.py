"""Pages that only lead elsewhere."""

from __future__ import annotations

import pytest

from portalcrawl.page.redirect_shell import redirect_target
from tests.unit.page.cases import SENTENCE, page


def target(html: str) -> str | None:
    return redirect_target(page(html), size=len(html.encode()))


@pytest.mark.parametrize(
    ("html", "leads_to"),
    [
        ("<meta http-equiv=refresh content='0;url=/main/'>", "http://a.cn/main/"),
        ("<META HTTP-EQUIV='Refresh' CONTENT='3; URL=../index.jsp'>", "http://a.cn/index.jsp"),
        ("<script>window.location = 'http://10.9.8.7:8080/b/'</script>", "http://10.9.8.7:8080/b/"),
        ('<script><!--\ntop.location.href="/a.htm";\n//--></script>', "http://a.cn/a.htm"),
        ("<script>location.replace('/a.htm')</script>", "http://a.cn/a.htm"),
        ("<script>window.parent.location.assign( '/a.htm' );</script>", "http://a.cn/a.htm"),
        ("<script>setTimeout(\"self.location='/a.htm'\", 3000)</script>", "http://a.cn/a.htm"),
        ("<body onload=\"location.href='/a.htm'\">", "http://a.cn/a.htm"),
        ("<title>清源一中</title><p>正在跳转……<script>location='2.html'</script>", "http://a.cn/zw/2.html"),
        ("<iframe src='/hits.aspx'></iframe><script>location='/a.htm'</script>", "http://a.cn/a.htm"),
        ("<base href='/dj/'><script>location='a.htm'</script>", "http://a.cn/dj/a.htm"),
        # Telephones go to one address, all others to the next.
        (
            "<script>if (/iPhone/.test(navigator.userAgent)) location='/m/'; else location='/pc/'",
            "http://a.cn/pc/",
        ),
        ("<script>//location='/old'\n/* location='/older' */ location='/new'</script>", "http://a.cn/new"),
    ],
)  # fmt: skip
def test_a_shell_and_its_target(html, leads_to):
    assert target(html) == leads_to


@pytest.mark.parametrize(
    "html",
    [
        "<meta http-equiv=refresh content='20;url=#'>",
        "<meta http-equiv=refresh content='5'>",
        "<meta http-equiv=refresh content='600;url=/a.htm'>",
        "<noscript><meta http-equiv=refresh content='0;url=/noscript.html'></noscript>",
        "<script>location = '/zw/1.html'</script>",
        "<script>location.href = '/a?t=' + Math.random()</script>",
        "<script>location.href = base + '/a'</script>",
        "<script>location = location.pathname + '?x'</script>",
        "<script>if (location.href == '/a') run()</script>",
        "<script>location.hash = '/a'; my.location = '/b'; mylocation = '/c'</script>",
        "<script>location.href = 'javascript:;'</script>",
        "<script>open('/a')</script>",
        "<script src='/go.js'></script>",
        "<frameset cols='20%,80%'><frame src=/l.htm></frameset><script>location='/a'</script>",
        f"<p>{SENTENCE}</p><script>location='/a.htm'</script>",
        f"<!--{'x' * 5000}--><script>location='/a.htm'</script>",
        "",
    ],
)
def test_no_shell(html):
    assert target(html) is None

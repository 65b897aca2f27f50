"""What a template printed where a value should be: it counts as missing.

>>> is_placeholder("栏目名称"), is_placeholder("[!--newstitle--]"), is_placeholder("通知公告")
(True, True, False)
"""

from __future__ import annotations

import re

# Sample values that were never filled in (seen: <meta name="SiteName" content="网站名称">).
SAMPLES = frozenset({"网站名称", "政府网站标识码", "关键词", "栏目名称", "文章标题", "网站域名"})
# Code of a template that was never run, as its family writes it: UCAP, PowerEasy, EmpireCMS, PHPCMS
# and Freemarker, ASP and JSP, PHPCMS and DedeCMS.
TEMPLATE_CODE = ("<CMSPRO_", "{PE.", "[!--", "${", "<%", "{$", "{dede:")
_CODE = re.compile("|".join(map(re.escape, TEMPLATE_CODE)))


def is_placeholder(text: str) -> bool:
    """Whether *text* is a sample value or a template's code."""
    return text in SAMPLES or _CODE.search(text) is not None

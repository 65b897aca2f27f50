"""Who runs the site: the record numbers and the address at the foot of its pages.

>>> from portalcrawl.page.outline import Outline
>>> foot = "版权所有:中共清源县委组织部<br>邮编:743300<br>甘肃省清源县中街4号<br>陇ICP备14000381号"
>>> record = find_site_record(Outline.of_html(foot))
>>> record.owner, record.postcode, record.icp, record.address
('中共清源县委组织部', '743300', '陇ICP备14000381号', '甘肃省清源县中街4号')
"""

from __future__ import annotations

import re
from functools import lru_cache

from portalcrawl.items import SiteRecord
from portalcrawl.page.outline import Outline

LINES_AT_FOOT = 40
MAX_LINE_CHARS = 1000
# What every field has in its line.
_HINT = re.compile("版权|主办|邮|址|ICP|icp|公网|[省市区县][^号]{0,60}号")
_BREAK = r"\s|　|\||｜|,|，|;|；"
_OWNER = re.compile(
    r"(?:版权所有|主办单位|网站主办|主办|版权归)(?:者)?\s?(?:[:：©]|\s|—)+\s?"
    rf"(?P<value>[^\s|｜,，;；:：]{{4,40}}?)(?=$|{_BREAK}|承办|协办|技术支持|地址|邮编|电话|备案)"
)
_OWNER_BEFORE = re.compile(r"(?P<value>[\u4e00-\u9fff（）()]{4,30})\s?(?:版权所有|主办)")
_POSTCODE = re.compile(r"(?:邮\s?编|邮政编码|邮编号码)\s?[:：]?\s?(?P<value>\d{6})(?!\d)")
_ADDRESS = re.compile(
    r"(?:地\s?址|通讯地址|单位地址|联系地址|办公地址|校址)\s?[:：]\s?(?P<value>.{4,60}?)"
    r"(?=$|\s|　|邮编|邮政|电话|联系|传真|\||,|，)"
)
# Without label: province or city, then a number in a street.
_BARE_ADDRESS = re.compile(
    r"^(?P<value>[\u4e00-\u9fff]{2,8}(?:省|市|自治区|县|区)[\u4e00-\u9fff\d\-]{2,40}号?[\u4e00-\u9fff\d]*)$"
)
_ICP = re.compile(
    r"(?P<value>[（(]?[\u4e00-\u9fff][)）]?\s?ICP\s?(?:备|证)?\s?(?:字)?第?\s?(?:备)?\d{6,10}\s?号?(?:-\d{1,3})?)",
    re.IGNORECASE,
)
_PUBLIC_SECURITY = re.compile(r"(?P<value>[\u4e00-\u9fff]公网安备\s?\d{10,16}\s?号?)")


def find_site_record(outline: Outline) -> SiteRecord:
    """The site record in the page's last lines; fields that are not printed are None."""
    texts = [line.text for line in outline.lines[-LINES_AT_FOOT:] if line.text]
    if max(map(len, texts), default=0) > MAX_LINE_CHARS:
        texts = [text[:MAX_LINE_CHARS] for text in texts]
    return SiteRecord(*_values(tuple(filter(_has_hint, texts))))


# The foot is the same on every page of a site.
@lru_cache(maxsize=4096)
def _has_hint(text: str) -> bool:
    return _HINT.search(text) is not None


@lru_cache(maxsize=1000)
def _values(texts: tuple[str, ...]) -> tuple[str | None, ...]:
    """The fields of a record, in their order."""
    return (
        _first(texts, _OWNER) or _first(texts, _OWNER_BEFORE),
        _first(texts, _ADDRESS) or _first(texts, _BARE_ADDRESS),
        _first(texts, _POSTCODE),
        _first(texts, _ICP),
        _first(texts, _PUBLIC_SECURITY),
    )


def _first(texts: tuple[str, ...], pattern: re.Pattern[str]) -> str | None:
    for text in reversed(texts):
        if match := pattern.search(text):
            return match["value"].strip()
    return None

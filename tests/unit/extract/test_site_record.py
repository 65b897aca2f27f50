"""Who runs the site: the foot of its pages."""

from __future__ import annotations

import pytest

from portalcrawl.extract.site_record import find_site_record
from portalcrawl.page.outline import Outline


def record(foot: str):
    return find_site_record(Outline.of_html(f"<p>正文</p>{foot}"))


@pytest.mark.parametrize(
    ("foot", "owner"),
    [
        ("版权所有：中共清源县委组织部", "中共清源县委组织部"),
        ("版权所有 © 清源县人民政府 2024", "清源县人民政府"),
        ("主办：清源县人民政府办公室 承办：清源县信息中心", "清源县人民政府办公室"),
        ("主办单位：清源县教育局|技术支持：某公司", "清源县教育局"),
        ("清源县人民政府 版权所有", "清源县人民政府"),
        ("清源县第一中学版权所有", "清源县第一中学"),
        ("技术支持：某公司", None),
        ("", None),
    ],
)
def test_owner(foot, owner):
    assert record(foot).owner == owner


@pytest.mark.parametrize(
    ("foot", "postcode"),
    [
        ("邮编：743300", "743300"),
        ("邮 编:743300 电话：0932-5550000", "743300"),
        ("邮政编码 743300", "743300"),
        ("邮编：74330", None),
        ("邮编：7433001", None),
        ("电话：0932-555000", None),
    ],
)
def test_postcode(foot, postcode):
    assert record(foot).postcode == postcode


@pytest.mark.parametrize(
    ("foot", "address"),
    [
        ("地址：甘肃省清源县中街4号 邮编：743300", "甘肃省清源县中街4号"),
        ("单位地址:清源县中街4号|电话", "清源县中街4号"),
        ("地 址：清源县中街4号", "清源县中街4号"),
        ("<p>甘肃省清源县中街4号</p>", "甘肃省清源县中街4号"),
        ("网址：http://a.cn/", None),
    ],
)
def test_address(foot, address):
    assert record(foot).address == address


@pytest.mark.parametrize(
    ("foot", "icp", "security"),
    [
        ("陇ICP备00000001号", "陇ICP备00000001号", None),
        ("备案号：陇ICP备00000001号-1", "陇ICP备00000001号-1", None),
        (
            "陇icp备 00000001 号 甘公网安备 62000000000001号",
            "陇icp备 00000001 号",
            "甘公网安备 62000000000001号",
        ),
        ("（陇）ICP备00000001号", "（陇）ICP备00000001号", None),
        ("京ICP证000001号", "京ICP证000001号", None),
        ("甘公网安备62000000000001号", None, "甘公网安备62000000000001号"),
        ("网站标识码：6200000001", None, None),
    ],
)
def test_numbers(foot, icp, security):
    found = record(foot)
    assert (found.icp, found.public_security) == (icp, security)


def test_the_last_lines_count():
    many = "<p>一</p>" * 40
    assert record(f"<p>主办：甲单位办公室</p>{many}").owner is None
    assert record("<p>主办：甲单位办公室</p><p>主办：乙单位办公室</p>").owner == "乙单位办公室"


def test_all_of_a_foot():
    found = record(
        "<div>主办：清源县人民政府办公室 地址：清源县中街4号 邮编：743300<br>"
        "陇ICP备00000001号-1 <img src=g.png>甘公网安备 62000000000001号</div>"
    )
    assert (found.owner, found.address, found.postcode, found.icp, found.public_security) == (
        *("清源县人民政府办公室", "清源县中街4号", "743300"),
        *("陇ICP备00000001号-1", "甘公网安备 62000000000001号"),
    )

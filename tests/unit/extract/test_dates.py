"""Dates as portals print them."""

from __future__ import annotations

import pytest

from portalcrawl.extract.dates import find_compact_date, find_date, find_dates

DAY = "2024-03-05"


@pytest.mark.parametrize(
    "text",
    [
        *("2024-03-05", "2024-3-5", "2024/03/05", "2024/3/5", "2024.03.05", "2024.3.5"),
        *("2024年03月05日", "2024年3月5日", "2024 年 3 月 5 日", "2024年3月5", "[2024-03-05]"),
        *("（2024-03-05）", "2024－03－05", "2024—03—05", "2024．3．5", "２０２４年３月５日"),
        *("时间:2024-3-5", "发布于2024-03-05周二", "二〇二四年三月五日", "二○二四年三月五日"),
        *("二零二四年三月五日", "二Ｏ二四年三月五日", "二O二四 年三月五日"),
        *("Mar 5, 2024", "March 5th, 2024", "MAR. 05 2024", "/art/2024/3/5/art_12_345.html"),
        *("/2024-03/05/content_8.shtml", "2024-03-05 24:00", "2024-03-05 1页"),
    ],
)
def test_day(text):
    found = find_date(text)
    assert found is not None
    assert (found.iso, found.precision) == (DAY, "day")
    assert found.raw in text


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("2024-03-05 10:30", "T10:30+08:00", "minute"),
        ("2024-3-5 9:05", "T09:05+08:00", "minute"),
        ("2024-03-05 10:30:07", "T10:30:07+08:00", "second"),
        ("2024-03-05T10:30:07", "T10:30:07+08:00", "second"),
        ("2024年03月05日 10:30", "T10:30+08:00", "minute"),
        ("2024年3月5日10时30分", "T10:30+08:00", "minute"),
        ("2024年3月5日10时30分07秒", "T10:30:07+08:00", "second"),
        ("2024-03-05 10：30", "T10:30+08:00", "minute"),
        ("2024-03-05 | 23:59", "T23:59+08:00", "minute"),
        ("２０２４－０３－０５ １０：３０", "T10:30+08:00", "minute"),
    ],
)
def test_time_of_day(text, iso, precision):
    found = find_date(f"时间：{text}")
    assert found is not None
    assert (found.iso, found.precision) == (DAY + iso, precision)
    assert text.startswith(found.raw)


@pytest.mark.parametrize(
    ("numerals", "iso"),
    [
        ("二〇二〇年元月一日", "2020-01-01"),
        ("二〇一九年十月十日", "2019-10-10"),
        ("二〇一九年十一月十九日", "2019-11-19"),
        ("二〇一九年十二月二十日", "2019-12-20"),
        ("二〇一九年十二月廿一日", "2019-12-21"),
        ("二〇二〇年一月三十日", "2020-01-30"),
        ("二〇二〇年一月三十一日", "2020-01-31"),
        ("二〇二〇年一月卅一日", "2020-01-31"),
        ("二〇二〇年二月二十九日", "2020-02-29"),
        ("二〇〇八年八月八日", "2008-08-08"),
    ],
)
def test_chinese_numerals(numerals, iso):
    found = find_date(f"县政府办公室 {numerals}")
    assert found is not None
    assert (found.iso, found.raw) == (iso, numerals)


@pytest.mark.parametrize(
    "text",
    [
        # Not in the calendar.
        *("2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-1-0"),
        *("二〇二四年二月三十日", "二〇二四年十三月一日", "二〇二四年三月三十二日"),
        # No numbers at all.
        *("二〇二四年三月十十日", "二〇二四年三月廿廿日", "二〇二四年三月三四十日", "20٢٤-03-05"),
        # Document, index and telephone numbers, versions, ranges.
        *("国办发〔2017〕47号", "000014349/2017-00110", "2017-00110", "0932-5551234", "2024-3"),
        *("2024-03-055", "12024-03-05", "192.168.1.1", "v12.5.1", "2024-2025年", "1/144"),
        # Before there were portals, and after us.
        *("1994-12-31", "1949-10-01", "2100-01-01", "3024-03-05"),
        # A two-digit year without a label.
        *("24-03-05", "10年06月17日", "03-05", "", "三月五日"),
    ],
)
def test_no_date(text):
    assert find_date(text) is None


def test_first_year_of_portals():
    assert find_date("1995-01-01").iso == "1995-01-01"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("10年06月17日", "2010-06-17"),
        ("24-03-05", DAY),
        ("24/3/5 10:30", f"{DAY}T10:30+08:00"),
        ("2024-03-05", DAY),
        ("99-03-05", None),
        ("0932-24-03-05", None),
        ("24-13-05", None),
    ],
)
def test_two_digit_years_only_where_a_label_says_so(text, iso):
    found = find_date(text, short_year=True)
    assert (found and found.iso) == iso


def test_all_dates_digits_first():
    text = "二〇二四年三月七日 2024-03-05，2024-02-31，2024-03-06 10:30"
    isos = [found.iso for found in find_dates(text)]
    assert isos == ["2024-03-05", "2024-03-06T10:30+08:00", "2024-03-07"]


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("http://a.cn/202403/t20240305_123456.html", DAY),
        ("http://a.cn/20240305/x.html", DAY),
        ("http://a.cn/safe/2024/0305/25107.html", DAY),
        ("http://a.cn/columns/202403/05/9f.html", DAY),
        ("http://a.cn/P020240305612582987744.doc", None),
        ("http://a.cn/info/2024/0305.html", None),
        ("http://a.cn/20241301/x.html", None),
        ("http://a.cn/20240231/x.html", None),
        ("http://a.cn/19990101/x.html", None),
        ("http://a.cn/120240305.html", None),
        ("http://a.cn/202403051.html", None),
    ],
)
def test_date_in_an_address(url, iso):
    found = find_compact_date(url)
    assert (found and found.iso) == iso

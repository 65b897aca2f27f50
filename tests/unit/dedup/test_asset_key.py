"""Which addresses lead to the same file."""

from __future__ import annotations

import pytest

from portalcrawl.dedup.asset_key import asset_key


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("http://a.cn/1.jpg", "https://www.a.cn/1.jpg"),
        ("HTTP://a.cn/1.jpg", "http://a.cn/1.jpg"),
        ("http://a.cn/1.jpg?v=3", "http://a.cn/1.jpg"),
        ("http://a.cn/1.jpg?t=20260101", "http://a.cn/1.jpg?t=20260102"),
        ("http://a.cn/1.doc;jsessionid=9F", "http://a.cn/1.doc"),
        ("http://a.cn/1.doc#page=2", "http://a.cn/1.doc"),
        ("http://a.cn/%E5%8E%BF.doc", "http://a.cn/%e5%8e%bf.doc"),
        ("http://a.cn/down?id=7&_t=1764061200000", "http://a.cn/down?id=7&_t=1764061200001"),
        ("http://a.cn/down?id=7&rand=0.123", "http://a.cn/down?rand=0.987&id=7"),
        ("http://a.cn/down?id=7&v=20260101", "http://a.cn/down?id=7"),
        (
            "http://b.cn/1.pdf?Expires=1&OSSAccessKeyId=K&Signature=x%2Fy",
            "http://b.cn/1.pdf?Expires=2&OSSAccessKeyId=K&Signature=z",
        ),
        (
            "http://b.cn/1.pdf?X-Amz-Date=1&X-Amz-Signature=2",
            "http://b.cn/1.pdf?X-Amz-Date=3&X-Amz-Signature=4",
        ),
    ],
)
def test_the_same_file(one, two):
    assert asset_key(one) == asset_key(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("http://a.cn/1.doc", "http://a.cn/2.doc"),
        ("http://a.cn/1.doc", "http://a.cn/1.docx"),
        ("http://a.cn/1.doc", "http://b.cn/1.doc"),
        ("http://a.cn/1.doc", "http://a.cn:8080/1.doc"),
        ("http://a.cn/down?id=7", "http://a.cn/down?id=8"),
        ("http://a.cn/down?id=7&v=2", "http://a.cn/down?id=7&v=3"),
        # What alone could be a token is what names the file.
        ("http://a.cn/down?token=7", "http://a.cn/down?token=8"),
        ("file:///C:/1.jpg", "file:///C:/2.jpg"),
        ("data:image/png;base64,AA?v=1", "data:image/png;base64,AA?v=2"),
        ("", "http://a.cn/"),
    ],
)
def test_another_file(one, two):
    assert asset_key(one) != asset_key(two)


def test_a_broken_address_is_its_own_key():
    assert asset_key("http://[a?v=1") == "http://[a?v=1"

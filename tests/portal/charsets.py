"""The four ways in which a page's bytes, header and meta agree or lie about the charset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.portal.site import Resource


@dataclass(frozen=True, slots=True)
class Charset:
    """*codec* is what the bytes are in; *header* and *meta* what the page says of itself."""

    codec: str
    header: str | None
    meta: str

    def page(
        self, html: str, *, last_modified: datetime | None = None, status: int = 200
    ) -> Resource:
        """The page as sent. A character outside the codec is a mistake of ours and raises."""
        content_type = f"text/html; charset={self.header}" if self.header else "text/html"
        body = html.encode(self.codec)
        return Resource(body, content_type, status=status, last_modified=last_modified)


GBK = Charset("gbk", None, "gb2312")
GBK_UNDER_UTF8_HEADER = Charset("gbk", "utf-8", "gb2312")
UTF8_UNDER_GB2312_META = Charset("utf-8", None, "gb2312")
UTF8 = Charset("utf-8", "utf-8", "utf-8")

"""The columns of T9: two of plain pages, one that is JSON, two that only the app shows."""

from __future__ import annotations

import json
from dataclasses import dataclass

APP = "/app/index.html"
LIST_API = "/api/list"
DETAIL_API = "/api/detail"
COUNTER_API = "/api/count.do"
GKMLPT = "/gkmlpt/index"
SID = 2


@dataclass(frozen=True, slots=True)
class Column:
    """*kind*: static, data (JSON beside a page that draws it) or app. *id* is the system's own."""

    name: str
    kind: str
    id: int
    path: str
    rows_per_page: int

    def page(self, number: int) -> str:
        """The address of a page of the list, from 1; a POST with its body behind ``#``."""
        if self.kind == "data":
            return f"/gkmlpt/api/all/{self.id}?page={number}&sid={SID}"
        if number == 1:
            return self.path
        if self.kind == "static":
            return f"{self.path}index_{number}.html"
        return f"POST {LIST_API}#{list_request(self.id, number, self.rows_per_page)}"


def list_request(column: int, number: int, rows_per_page: int) -> str:
    """What the app sends for a page of a list, byte for byte."""
    asked = {"columnId": column, "pageNo": number, "pageSize": rows_per_page}
    return json.dumps(asked, separators=(",", ":"))


NEWS = Column("云川要闻", "static", 11, "/zwgk/ycyw/", 10)
NOTICES = Column("通知公告", "static", 12, "/zwgk/tzgg/", 10)
DOCUMENTS = Column("规范性文件", "data", 1620, f"{GKMLPT}#1620", 5)
POLICIES = Column("政策解读", "app", 31, f"{APP}#/list?id=31", 10)
ANSWERS = Column("互动回应", "app", 32, f"{APP}#/list?id=32", 10)

COLUMNS = (NEWS, NOTICES, DOCUMENTS, POLICIES, ANSWERS)

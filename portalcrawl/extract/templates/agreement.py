r"""Whether two readings of one page say the same.

>>> one = Article(site="a", url="http://a.cn/1", title="题", source="新华社", body_text="甲。")
>>> two = Article(site="a", url="http://a.cn/1", title="题", body_text="甲。\n乙。")
>>> differences(one, two)
['source', 'body_text']
"""

from __future__ import annotations

from portalcrawl.items import Article

FIELDS = (
    *("title", "kicker", "subtitle", "published", "source", "author", "editor", "views"),
    *("column_path", "previous", "next", "images", "attachments", "govinfo", "body_text"),
)


def differences(one: Article, two: Article) -> list[str]:
    """The fields in which they differ."""
    return [name for name in FIELDS if getattr(one, name) != getattr(two, name)]

"""Which hosts may be of one owner: those with the same registrable name.

>>> registrable_name("zwgk.a.gov.cn:8080"), registrable_name("www.a.lz.gs.cn")
('a.gov.cn', 'lz.gs.cn')
>>> registrable_name("news.a.com"), registrable_name("127.0.0.1:8801")
('a.com', '127.0.0.1')
"""

from __future__ import annotations

# Below .cn: by kind of owner, and by province (two letters each).
_SECOND_LEVEL = frozenset({"gov", "edu", "com", "org", "net", "ac", "mil"})


def registrable_name(host: str) -> str:
    """What the owner of *host* (with or without a port) has registered; an IP address as it is."""
    name = host.partition(":")[0].rstrip(".")
    labels = name.split(".")
    if name.startswith("[") or labels[-1].isdigit():
        return name
    is_deep = labels[-1] == "cn" and len(labels) > 2
    is_deep = is_deep and (labels[-2] in _SECOND_LEVEL or len(labels[-2]) == 2)
    return ".".join(labels[-3 if is_deep else -2 :])

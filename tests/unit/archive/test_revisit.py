"""Which payloads are looked for among those that the archive has."""

from __future__ import annotations

import pytest

from portalcrawl.archive.body import body_sha1, digest_label
from portalcrawl.archive.revisit import wanted_digests
from tests.unit.archive.exchanges import exchange


@pytest.mark.parametrize(
    ("changes", "is_wanted"),
    [
        ({}, True),
        ({"status": 404}, True),
        ({"status": 302}, False),
        ({"status": 304, "body": b""}, False),
        ({"body": b""}, False),
        ({"rendered_from": "1"}, False),
    ],
)
def test_what_may_be_a_revisit(changes: dict[str, object], is_wanted: bool):
    one = exchange(**changes)
    assert wanted_digests([one]) == [digest_label(body_sha1(one.body))] * is_wanted

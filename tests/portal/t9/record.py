"""Who runs T9. Town, address and numbers are invented; only their form is that of real ones."""

from __future__ import annotations

from tests.portal.truth import SiteRecord

RECORD = SiteRecord(
    name="云川市政务公开网",
    owner="云川市人民政府办公室",
    address="广东省云川市云城区人民路6号",
    postcode="529999",
    icp="粤ICP备00000088号",
    public_security="粤公网安备 44529902000088号",
)
# Hosts that must never be asked. The domain .invalid does not exist (RFC 6761).
ANALYTICS_HOST = "tongji.example.invalid"
ICP_HOST = "beian.example.invalid"

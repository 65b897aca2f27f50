"""Who runs T1. County, address and numbers are invented; only their form is that of real ones."""

from __future__ import annotations

from tests.portal.truth import SiteRecord

RECORD = SiteRecord(
    name="清源党建网",
    owner="中共清源县委组织部",
    address="甘肃省平水市清源县北关镇文昌街18号",
    postcode="749999",
    icp="陇ICP备00000099号",
    public_security="甘公网安备 62119902000099号",
)

"""The scripts in T4's column pages that fill their lists."""

from __future__ import annotations

import json

from tests.portal.parts.columns import Column
from tests.portal.t4.columns import unit_id
from tests.portal.t4.requests import ajax_param, proxy_of, query_data


def jpage_call(column: Column, total: int, group_size: int, *, strings: str = "") -> str:
    """The block and the call of jpage that fills it; *strings* are records in the page."""
    unit = unit_id(column)
    store = f"InitData{unit}"
    declared = f"var {store}=[{strings}];\n" if strings else ""
    source = f"dataStore:{store}," if strings else ""
    param = ",".join(
        f"{name}:{value if value.isdigit() else repr(value)}"
        for name, value in ajax_param(column).items()
    )
    return f"""<div id="{unit}"></div>
<script>
{declared}$(function(){{$('#{unit}').jpage({{themeName:'default',showMode:'full',\
totalRecord:{total},openCookies:false,dataBefore:'<ul>',{source}dataAfter:'</ul>',\
groupSize:{group_size},proxyUrl:'{proxy_of(column)}',perPage:{column.per_page},\
barPosition:'bottom',ajaxParam:{{{param}}}}});}});
</script>"""


def unit_block(column: Column) -> str:
    """A jpaas block, and how its pages are turned."""
    data = str(query_data(column)).replace(", ", ",").replace(": ", ":")
    param = json.dumps({"pageNo": 1, "pageSize": column.per_page})
    return f"""<div class="default_pgContainer" queryData="{data}" unitUrl="\
/api-gateway/jpaas-publish-server/front/page/build/unit"></div>
<script>
var paramJson = {param};
function turnPage(number) {{ paramJson.pageNo = number; loadUnit(); }}
</script>"""

"""Information on the trade a body is named after is all of its information; of another, not."""

from __future__ import annotations

import pytest

from goidata.documents.document import Line, Place
from goidata.extraction.narrative import claims_in

STATISTICS, TOURISM, TOWN = "示例县统计局", "示例市文化和旅游局", "示例区某某街道办事处"
SAID: list[tuple[str | None, str, int | None]] = [
    (STATISTICS, "局门户网站全年发布统计信息430条，其中解读12条。", 430),
    (STATISTICS, "全年主动公开统计信息430条。", 430),
    (TOURISM, "围绕重点工作任务，门户网站全年发布文化和旅游信息650条。", 650),
    (TOWN, "2024年，在政府官网主动公开街道信息318条。", 318),
    (None, "局门户网站全年发布统计信息430条。", None),
    (TOURISM, "局门户网站全年发布统计信息430条。", None),
    (STATISTICS, "门户网站发布统计信息430条、财政信息12条。", None),
    (STATISTICS, "通过公众号发布统计信息430条。", None),
    (STATISTICS, "主动公开统计信息430条。全年主动公开政府信息512条。", 512),
    (TOURISM, "收到文化和旅游信息咨询43条。", None),
    (STATISTICS, "统计栏目全年更新、公开各类信息164条。", 164),
    (TOURISM, "统计栏目全年更新、公开各类信息164条。", None),
    (STATISTICS, "统计栏目公开信息64条，教育栏目公开信息12条。", None),
]


@pytest.mark.parametrize(("body", "text", "headline"), SAID)
def test_the_own_trade_narrows_nothing(body: str | None, text: str, headline: int | None) -> None:
    claims = claims_in(1, [Line(text, Place(line=1))], 2024, body)
    found = [claim.value for claim in claims if claim.name == "disclosed_items"]
    assert found == ([] if headline is None else [headline])

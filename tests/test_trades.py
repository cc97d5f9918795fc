"""Information on the trade a body is named after is all of its information; of another, not."""

from __future__ import annotations

import pytest

from goidata.documents.document import Line, Place
from goidata.extraction.narrative import claims_in

STATISTICS, TOURISM, TOWN = "示例县统计局", "示例市文化和旅游局", "示例区某某街道办事处"
MARKET, HEALTH, WATER = "示例县市场监督管理局", "示例市卫生健康委员会", "示例县水利局"
VILLAGE = "示例县某某镇人民政府"
SAID: list[tuple[str | None, str, int | None]] = [
    ("示例市财政局", "全年主动公开各类财政信息412条。", 412),
    ("示例市财政局", "网站公开财政信息40条、机构信息12条。", None),
    (WATER, "全年主动公开各类财政信息412条。", None),
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
    (MARKET, "全年主动公开食品、药品、工作动态等市场监管信息240余篇。", 240),
    (HEALTH, "通过本局网站公开卫健信息118条。", 118),
    (MARKET, "全年主动公开教育信息240条。", None),
    (HEALTH, "通过本局网站公开健身信息118条。", None),
    (WATER, "通过示例县水利局网站，主动公开水利管理类信息337条。", 337),
    (
        VILLAGE,
        "通过网站、公示栏等主动公开某某镇政府信息共597条，网站主动公开政府信息6条。",
        597,
    ),
    (
        WATER,
        "县水利局网站发布763条，县人民政府网站发布221条，省水利厅网站发布39条。",
        763,
    ),
    (None, "县水利局网站发布763条，县人民政府网站发布221条，省水利厅网站发布39条。", None),
    (STATISTICS, "统计栏目公开信息64条，教育栏目公开信息12条。", None),
    (STATISTICS, "市政府网站公开统计行业信息64条，在各类媒体上刊发报道70篇。", 64),
    (STATISTICS, "市政府网站公开统计行业信息64条、财政信息70条。", None),
    (STATISTICS, "市政府网站公开旅游行业信息64条。", None),
]


@pytest.mark.parametrize(("body", "text", "headline"), SAID)
def test_the_own_trade_narrows_nothing(body: str | None, text: str, headline: int | None) -> None:
    claims = claims_in(1, [Line(text, Place(line=1))], 2024, body)
    found = [claim.value for claim in claims if claim.name == "disclosed_items"]
    assert found == ([] if headline is None else [headline])

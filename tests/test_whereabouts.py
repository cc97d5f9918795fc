"""The region of a body: by the address of its page, by the superior, by what the report says."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from crossed import some
from hypothesis import given
from hypothesis import strategies as st
from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import paper_of

from goidata.extraction.reading import read
from goidata.extraction.report import Identity
from goidata.regions import Printed, Region, all_regions, ancestors, locate
from goidata.regions.sites import of_site, site_in

YEAR = "2022年政府信息公开工作年度报告"
COUNTIES = [each for each in all_regions() if each.level == "county" and each.valid_to is None]


def who(
    unit: str,
    *,
    front: Sequence[str] = (),
    words: Sequence[str] = (),
    signed: Sequence[str] = (),
    layout: str = "tab rows",
    head: str = "",
    hints: Sequence[str] = (),
) -> Identity:
    """Who a report is of whose title calls its body `unit`; `head` goes into that of a page."""
    made = paper_of(consistent_figures(random.Random(3), "2021", CHARACTERS["light"]), 2022)
    made.title = unit + YEAR
    made.introduction = [*front, "本报告按照有关规定编制，统计期限为2022年1月1日至2022年12月31日。"]
    made.parts[0].before[:0] = words
    made.signed = list(signed)
    data, name = LAYOUTS[layout](made, random.Random(3))
    if head:
        data = data.replace(b"<head>", b"<head>" + head.encode(), 1)
    return read(data, name, hints).identity


@pytest.mark.parametrize("layout", some(["tab rows", "html", "docx", "pdf"], 2))
@pytest.mark.parametrize(
    ("unit", "told", "region"),
    [
        ("城关镇", {"signed": ("利辛县城关镇人民政府", "2023年1月9日")}, "341623"),
        ("县水务局", {"signed": ("睢宁县水务局", "2023年1月9日")}, "320324"),
        ("横埠镇", {"front": ["您的位置：枞阳县人民政府 > 年报"]}, "340722"),
        ("横埠镇", {"front": ["来源：枞阳县横埠镇人民政府 时间：2023-01-09"]}, "340722"),
        (
            "横埠镇",
            {"front": ["枞阳县的一个镇"], "words": ["枞阳县网站。枞阳县各部门。"]},
            "340722",
        ),
        ("横埠镇", {"words": ["本报告可在枞阳县人民政府门户网站下载。"]}, "340722"),
        ("区水务局", {"words": ["通过“龙湾区人民政府”网站公开信息。"]}, "330303"),
        ("徐州市公安局云龙区分局", {}, "320303"),
        ("徐州市生态环境局云龙分局", {}, "320303"),
        ("横埠镇", {"words": ["通过枞阳县政府信息公开平台公开信息。"]}, "340722"),
        ("徐州市睢宁生态环境局", {}, "320324"),
        ("徐州市睢水生态环境局", {}, "320300"),  # no such place
        ("临夏州水务局", {}, "622900"),
        ("张家川县水务局", {}, "620525"),
        ("科左后旗水务局", {}, "150522"),
        ("徐州鼓楼区水务局", {}, "320302"),
        ("鼓楼区水务局", {"words": ["全部信息在徐州市政府网站公开。"]}, "320302"),
        ("鼓楼区水务局", {"words": ["邮箱：slj@xzgl.gov.cn，欢迎来信。"]}, "320302"),
    ],
)
def test_the_region_is_said_in_the_report(
    unit: str, told: dict[str, Sequence[str]], region: str, layout: str
) -> None:
    assert who(unit, layout=layout, **told).region == region  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("城关镇", {}),
        ("教育局", {"words": ["徐州市教育局、睢宁县教育局来函各一件。"]}),
        ("城关镇", {"words": ["利辛县城关镇来函一件，利辛县、利辛县。"]}),  # another's, may be
        ("城关镇", {"words": ["德州市网站、德州市、德州市。"], "front": ["德州市"]}),  # no county
        ("鼓楼区水务局", {"words": ["赴南京市考察，到福州市学习。"]}),
        ("鼓楼区水务局", {"words": ["借鉴南京市经验。"]}),
        ("示范区教育局", {"words": ["示范区网站公开信息。"]}),
        ("城关镇", {"words": ["利辛县人民政府网站、枞阳县人民政府网站。"]}),  # two sites
        ("城关镇", {"words": ["徐州市人民政府网站。"]}),  # no county's
        ("县政府办公室", {"front": ["当前位置：首页 > 年报 > 正文", "发布机构：县政府办公室"]}),
        ("城关镇", {"front": ["来源：枞阳县城关镇"], "signed": ("利辛县城关镇", "2023年1月9日")}),
    ],
)
def test_what_does_not_decide_leaves_the_region_open(
    unit: str, told: dict[str, Sequence[str]]
) -> None:
    found = who(unit, **told)  # type: ignore[arg-type]
    assert found.region is None and found.region_reason


ADDRESSED = [
    '<link rel="canonical" href="{}/art/1.html">',
    '<meta property="og:url" content="{}/art/1.html">',
    '<base href="{}/">',
    "<!-- saved from url=(0034){}/art/1.html -->",
]


@pytest.mark.parametrize("head", ADDRESSED)
@pytest.mark.parametrize(
    ("unit", "address", "words", "region"),
    [
        ("鼓楼区水务局", "http://www.xzgl.gov.cn", "", "320302"),
        ("鼓楼区水务局", "http://gl.nanjing.gov.cn", "", "320106"),
        ("朝阳区水务局", "http://www.bjchy.gov.cn", "", "110105"),
        ("横山镇", "https://www.longyou.gov.cn", "在龙游县网站公开。", "330825"),
        ("横山镇", "https://www.longyou.gov.cn", "", None),  # the county is not named
        ("区财政局", "http://www.jmsqjq.gov.cn", "前进区政府网站", "230804"),
        ("县水务局", "http://gk.ziyang.gov.cn", "紫阳县网站。", "610924"),
        ("鼓楼区水务局", "http://www.example.com/xzgl", "", None),
        ("教育局", "http://lc.dezhou.gov.cn", "德州市网站。", None),  # a part of the city's site
    ],
)
def test_the_address_of_a_page_decides(
    unit: str, address: str, words: str, region: str | None, head: str
) -> None:
    found = who(unit, layout="html", head=head.format(address), words=[words] if words else [])
    assert found.region == region
    assert found.url is not None and found.url.startswith(address)


def test_a_page_saved_as_one_file_names_its_address() -> None:
    made = paper_of(consistent_figures(random.Random(3), "2021", CHARACTERS["light"]), 2022)
    made.title = "鼓楼区水务局" + YEAR
    body, _ = LAYOUTS["html"](made, random.Random(4))
    text = (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: http://www.njgl.gov.cn/a.html\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + body
        + b"\r\n--x--\r\n"
    )
    found = read(text, "a.mht").identity
    assert (found.region, found.url) == ("320106", "http://www.njgl.gov.cn/a.html")


def test_the_folder_decides() -> None:
    assert who("中心街道办事处", hints=["历下区"]).region == "370102"
    assert who("中心街道办事处", hints=["鼓楼区"]).region is None


@given(
    st.sampled_from(COUNTIES),
    st.sampled_from(COUNTIES),
    st.sampled_from(["城关镇", "水务局", "中心街道办事处"]),
    st.booleans(),
)
def test_a_place_that_is_only_visited_is_never_the_own(
    own: Region, other: Region, unit: str, signs: bool
) -> None:
    city = ancestors(other)[0].name
    text = f"赴{other.name}学习，到{city}考察，{other.name}{unit}来函一件，与{other.name}交流。"
    front = f"{unit}年报\n{own.name}{unit}" if signs else f"{unit}年报"
    found = locate(unit, Printed(front, f"{front}\n{text}", year=2022), township=unit != "水务局")
    assert found.region in ((own, None) if signs else (None,))


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("https://www.lixin.gov.cn/a", {"341623"}),
        ("http://www.xzgl.gov.cn", {"320302"}),
        ("http://www.heping.gov.cn/b", {"120101", "210102", "441624"}),
        ("http://zwgk.changchun.gov.cn", {"220100"}),
        ("http://jyj.changchun.gov.cn", set()),
        ("https://www.gov.cn/a", set()),
        ("https://zwgk.sc.gov.cn", set()),
        ("https://www.moe.gov.cn", set()),
        ("https://www.lixin.com", set()),
    ],
)
def test_what_a_site_may_be_the_government_of(address: str, codes: set[str]) -> None:
    assert {region.code for region in of_site(site_in([address]))} == codes

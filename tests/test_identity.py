"""Who reports for which year, from titles and heads as they are printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goidata.documents.document import Line, Place
from goidata.documents.text import read
from goidata.errors import Refusal
from goidata.extraction.dates import closing_date, first_date
from goidata.extraction.identity import identify
from goidata.extraction.report import Identity, Scope
from goidata.extraction.scopes import places, scope_of, without_superior
from goidata.extraction.titles import find_title, joined, read_title
from goidata.form import edition

SHARED = Path(__file__).parents[2] / "shared"
SECTIONS = [
    f"{number}、{section.zh}"
    for number, section in zip("一二三四五六", edition("2021").sections, strict=True)
]


def report(*head: str, foot: tuple[str, ...] = ()) -> list[Line]:
    texts = [*head, "", *SECTIONS, "本年度无其他事项。", *foot]
    return [Line(text, Place(line=number)) for number, text in enumerate(texts, 1)]


def identity(*head: str, foot: tuple[str, ...] = (), hints: tuple[str, ...] = ()) -> Identity:
    return identify(report(*head, foot=foot), hints)


def refusal(lines: list[Line]) -> str:
    with pytest.raises(Refusal) as raised:
        identify(lines, ())
    assert "\n" not in raised.value.zh + raised.value.en
    return raised.value.code


TITLE = "政府信息公开工作年度报告"

TITLES = [
    (("睢宁县人民政府2022年" + TITLE,), "睢宁县人民政府", 2022),
    (("睢宁县人民政府 2022 年度 政府信息公开工作年度报告",), "睢宁县人民政府", 2022),
    (("睢宁县人民政府", "2022年" + TITLE), "睢宁县人民政府", 2022),
    (("睢宁县人民政府", "", "睢宁县人民政府2022年" + TITLE), "睢宁县人民政府", 2022),
    (("睢宁县人民政府办公室2022年政府", "信息公开工作年度报告"), "睢宁县人民政府办公室", 2022),
    (
        ("睢宁县", "人民政府办公室", "2022年政府信息", "公开工作年度报告"),
        "睢宁县人民政府办公室",
        2022,
    ),
    (("2022年睢宁县政府信息公开工作年度报告",), "睢宁县", 2022),
    (("2022年睢宁县人民政府政府信息公开年度报告",), "睢宁县人民政府", 2022),
    (("2022年度睢宁县水务局信息公开工作年度报告",), "睢宁县水务局", 2022),
    (("睢宁县人民政府关于2022年度政府信息公开工作情况的报告",), "睢宁县人民政府", 2022),
    (("关于睢宁县水务局2022年政府信息公开工作的报告",), "睢宁县水务局", 2022),
    (("睢宁县人民政府二〇二二年政府信息公开工作年度报告",), "睢宁县人民政府", 2022),
    (("睢宁县水务局政府信息公开工作年度报告（2022年）",), "睢宁县水务局", 2022),
    (("睢宁县人民政府2022年信息公开年报",), "睢宁县人民政府", 2022),
    (("２０２２年睢宁县政府信息公开工作年度报告",), "睢宁县", 2022),
    (("# 睢宁县2022年" + TITLE,), "睢宁县", 2022),
    (("《睢宁县2022年政府信息公开工作年度报告》",), "睢宁县", 2022),
    (("首页", "政府信息公开", "睢宁县2022年" + TITLE, "浏览次数：31"), "睢宁县", 2022),
    (("标题: 睢宁县2022年" + TITLE, "栏目: 年报"), "睢宁县", 2022),
    (("2022年" + TITLE, "单位：睢宁县水务局"), "睢宁县水务局", 2022),
    (("徐州市睢宁县水务局2022年" + TITLE,), "睢宁县水务局", 2022),
    (("江苏省徐州市睢宁县2022年" + TITLE,), "睢宁县", 2022),
]


@pytest.mark.parametrize(("head", "unit", "year"), TITLES, ids=lambda value: str(value)[:40])
def test_title(head: tuple[str, ...], unit: str, year: int) -> None:
    found = identity(*head)
    assert (found.unit, found.year, found.region) == (unit, year, "320324")


def test_a_title_may_run_into_the_first_heading() -> None:
    text = f"盐边县2024年政府信息公开工作年度报告一、总体情况{'本单位逐条复核。' * 30}"
    title = find_title([text])
    assert title and (title.unit, title.year) == ("盐边县", 2024)


def test_title_is_joined_and_keeps_set_off_numbers() -> None:
    assert (
        joined("睢宁县 2022 年政府信息 公开工作年度报告")
        == "睢宁县 2022 年政府信息公开工作年度报告"
    )
    assert joined("睢宁县2022年 政府信息公开") == "睢宁县2022年政府信息公开"
    assert identity("睢宁县人民政府", "2022 年" + TITLE).title == "睢宁县人民政府2022年" + TITLE


@pytest.mark.parametrize(
    "text",
    [
        "现公布睢宁县2022年政府信息公开工作年度报告。",
        "本报告由总体情况、主动公开政府信息情况组成",
        "睢宁县2022年政府工作报告",
        "报告",
        "",
    ],
)
def test_no_title(text: str) -> None:
    assert read_title(text) is None
    assert find_title([text]) is None


SCOPES = [
    ("睢宁县人民政府", Scope.GOVERNMENT),
    ("睢宁县", Scope.GOVERNMENT),
    ("平潭综合实验区", Scope.GOVERNMENT),
    ("某某高新技术产业开发区管理委员会", Scope.GOVERNMENT),
    ("某某经济开发区管委会", Scope.GOVERNMENT),
    ("大兴安岭地区行政公署", Scope.GOVERNMENT),
    ("睢宁县人民政府办公室", Scope.OFFICE),
    ("江苏省人民政府办公厅", Scope.OFFICE),
    ("睢宁县政府办", Scope.OFFICE),
    ("睢宁县水务局", Scope.DEPARTMENT),
    ("江苏省教育厅", Scope.DEPARTMENT),
    ("徐州市发展和改革委员会", Scope.DEPARTMENT),
    ("徐州市国有资产监督管理委员会", Scope.DEPARTMENT),
    ("徐州市人民防空办公室", Scope.DEPARTMENT),
    ("徐州市外事办公室", Scope.DEPARTMENT),
    ("睢宁县公安局交通警察大队", Scope.DEPARTMENT),
    ("徐州市人民政府合作交流办公室", Scope.DEPARTMENT),
    ("徐州海关关区", Scope.DEPARTMENT),
    ("睢宁县双沟镇人民政府", Scope.TOWNSHIP),
    ("睢宁县某某街道办事处", Scope.TOWNSHIP),
    ("睢宁县某某乡", Scope.TOWNSHIP),
    ("睢宁县人民医院", Scope.OTHER),
    ("徐州市自来水公司", Scope.OTHER),
]


@pytest.mark.parametrize(("unit", "scope"), SCOPES)
def test_scope(unit: str, scope: Scope) -> None:
    assert scope_of(unit) is scope


def test_superiors_are_removed_and_nothing_else() -> None:
    assert without_superior("江苏省徐州市睢宁县人民政府") == "睢宁县人民政府"
    assert without_superior("徐州市水务局") == "徐州市水务局"
    assert without_superior("平潭综合实验区公安局") == "平潭综合实验区公安局"
    assert without_superior("某某公司") == "某某公司"
    assert places("国家税务总局睢宁县税务局") == ("睢宁县",)


def test_ambiguous_place_is_decided_by_evidence_only() -> None:
    undecided = identity("鼓楼区人民政府2022年" + TITLE)
    assert undecided.region is None
    assert undecided.region_reason
    assert identity("徐州市鼓楼区人民政府2022年" + TITLE).region == "320302"
    assert identity("鼓楼区人民政府2022年" + TITLE, hints=("徐州市",)).region == "320302"


def test_unknown_place_stays_undecided() -> None:
    found = identity("示例县人民政府2022年" + TITLE)
    assert (found.unit, found.region) == ("示例县人民政府", None)


def test_labelled_head() -> None:
    found = identity(
        "标题: 徐州市睢宁县水务局 2022 年" + TITLE,
        "单位: 睢宁县水务局",
        "发布日期: 2023-01-19",
        "来源: https://www.example.gov.cn/a/b.html",
        "摘编: 这里说明如何摘编。",
    )
    assert found.title == "徐州市睢宁县水务局 2022 年" + TITLE
    assert (found.unit, found.published, found.abridged) == ("睢宁县水务局", "2023-01-19", True)
    assert found.url == "https://www.example.gov.cn/a/b.html"


def test_head_without_values() -> None:
    found = identity("标题: 睢宁县2022年" + TITLE, "发布日期: 未收录", "来源: 地址未收录")
    assert (found.published, found.url, found.abridged) == (None, None, False)


@pytest.mark.parametrize(
    "foot",
    [
        ("睢宁县人民政府办公室", "2023年1月19日"),
        ("睢宁县人民政府办公室 2023 年 1 月 19 日",),
        ("睢宁县人民政府办公室", "", "二〇二三年一月十九日"),
        ("2023-01-19",),
        ("未收取信息处理费。睢宁县人民政府2023年1月19日",),
    ],
)
def test_sign_off(foot: tuple[str, ...]) -> None:
    assert identity("睢宁县2022年" + TITLE, foot=foot).published == "2023-01-19"


@pytest.mark.parametrize(
    "foot", [("统计截至2022年12月31日",), ("2023年13月40日",), ("无其他事项。",), ()]
)
def test_no_sign_off(foot: tuple[str, ...]) -> None:
    assert identity("睢宁县2022年" + TITLE, foot=foot).published is None


def test_head_goes_before_sign_off() -> None:
    found = identity(
        "发布时间：2023年1月30日", "睢宁县2022年" + TITLE, foot=("睢宁县人民政府", "2023年1月19日")
    )
    assert found.published == "2023-01-30"


PERIOD = "统计期限为2022年1月1日至2022年12月31日。"


def test_year_from_period_or_sign_off() -> None:
    undated = "睢宁县人民政府" + TITLE
    assert identity(undated, PERIOD).year == 2022
    assert identity(undated, foot=("睢宁县人民政府", "2023年1月19日")).year == 2022
    assert identity("睢宁县2023年" + TITLE, PERIOD).year == 2023  # left to a check


def test_unit_from_sign_off() -> None:
    found = identity("2022年" + TITLE, foot=("睢宁县人民政府办公室", "2023年1月19日"))
    assert (found.unit, found.scope) == ("睢宁县人民政府办公室", Scope.OFFICE)


def test_unit_by_the_office_that_answers() -> None:
    """Named with its place, and once more; a government's office might answer for both."""
    title = "2023年政府信息公开工作年度报告"
    words = "如有疑问，请与徐州市水务局办公室联系（电话：0516-80000000）。"
    said = report(title, words, "徐州市水务局各处室分工负责。")
    assert identify(said).unit == "徐州市水务局"
    government = words.replace("水务局办公室", "人民政府办公室")
    for other in (words, government + "徐州市人民政府各部门分工负责。"):
        with pytest.raises(Refusal):
            identify(report(title, other))


def test_a_kind_of_body_is_no_body() -> None:
    path = "首页 > 政务公开 > 2023 > 街道办事处政府信息公开工作年度报告"
    assert read_title("街道办事处政府信息公开工作年度报告").unit == ""  # type: ignore[union-attr]
    found = find_title([path, "云龙街道2023年政府信息公开工作年度报告"])
    assert found is not None and found.unit == "云龙街道"


def test_refusals() -> None:
    assert refusal(report("睢宁县人民政府" + TITLE)) == "undecided_year"
    contradicting = report(
        "睢宁县人民政府" + TITLE, PERIOD, foot=("睢宁县人民政府", "2021年1月9日")
    )
    assert refusal(contradicting) == "undecided_year"
    assert refusal(report("2022年" + TITLE)) == "undecided_unit"
    assert refusal([]) == "not_a_report"
    assert refusal([Line("睢宁县2022年政府工作报告", Place(line=1))]) == "not_a_report"
    assert refusal([Line("睢宁县2022年" + TITLE, Place(line=1))]) == "not_a_report"


@pytest.mark.parametrize("year", ["2008", "2015", "2018", "二〇一六"])
def test_old_edition(year: str) -> None:
    with pytest.raises(Refusal) as raised:
        identity(f"睢宁县{year}年" + TITLE)
    assert raised.value.code == "old_edition"
    assert "国办发〔2014〕32号" in raised.value.zh
    assert "国办发〔2014〕32号" in raised.value.en


def test_report_without_title_is_known_by_its_sections() -> None:
    found = identity(PERIOD, foot=("睢宁县人民政府", "2023年1月19日"))
    assert (found.title, found.unit, found.year) == ("", "睢宁县人民政府", 2022)


def test_dates() -> None:
    assert str(first_date("发布于 2023/2/3 10:00")) == "2023-02-03"
    assert first_date("2023年2月30日") is None
    assert closing_date("截至2023年1月3日止") is None


@given(st.integers(2019, 2049), st.sampled_from([unit for unit, _ in SCOPES]), st.booleans())
def test_any_year_and_unit_is_read_back(year: int, unit: str, first: bool) -> None:
    head = f"{year}年{unit}{TITLE}" if first else f"{unit}{year}年{TITLE}"
    found = identity(head)
    assert (found.year, found.unit, found.title) == (year, unit, head)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    lines = [Line(part, Place(line=number)) for number, part in enumerate(text.split("\n"), 1)]
    with pytest.raises(Refusal):
        identify(lines, ())
    assert identify([*lines, *report("睢宁县2022年" + TITLE)], ()).year == 2022


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reports are not here")
@pytest.mark.parametrize(
    "file",
    [
        "miyi-office-2023",
        "datong-office-2023",
        "yanbian-county-2024",
        "wanrong-county-2023",
        "panzhihua-office-2023",
        "pingtan-2023-glued",
        "pingtan-police-2022-glued",
    ],
)
def test_real_reports(file: str) -> None:
    path = SHARED / "reports" / f"{file}.txt"
    known = json.loads(
        (SHARED / "figures" / f"{file.removesuffix('-glued')}.json").read_text("utf-8")
    )
    found = identify(read(path.read_bytes(), path.name).lines, (path.name,))
    for key in ("title", "unit", "scope", "region", "year"):
        assert getattr(found, key) == known[key]
    if not file.endswith("-glued"):  # the page's date of publication is not in its text
        assert found.published == known["published"]

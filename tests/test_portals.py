"""Who reports, and when, from the lines that portals print around a report, in several formats."""

from __future__ import annotations

import random
from collections.abc import Sequence
from html import escape

import pytest
from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import Paper, paper_of

from goidata.checks import Outcome, run
from goidata.errors import Refusal
from goidata.extraction.portal import front_date, labelled, portal_lines, unlabelled
from goidata.extraction.reading import read
from goidata.extraction.report import Identity, Report

TITLE = "睢宁县水务局2022年政府信息公开工作年度报告"
FORMATS = ("tab rows", "html", "docx", "pdf")


def paper(*front: str, title: str = TITLE, signed: Sequence[str] = ()) -> Paper:
    """A report for 2022 behind the lines of a portal."""
    made = paper_of(consistent_figures(random.Random(3), "2021", CHARACTERS["light"]), 2022)
    made.title = front[0] if front else title
    made.introduction = [*front[1:], *([title] if front and title else []), *made.introduction]
    made.signed = list(signed)
    return made


def report(made: Paper, layout: str) -> Report:
    return read(*LAYOUTS[layout](made, random.Random(3)))


def who(*front: str, title: str = TITLE, layout: str = "tab rows") -> Identity:
    return report(paper(*front, title=title), layout).identity


DATES = [
    ("发布日期: 2023-01-17 发布机构：睢宁县水务局", "2023-01-17"),
    ("日期:2023-01-17", "2023-01-17"),
    ("发表日期:2023-01-17    文章来源:水务局", "2023-01-17"),
    ("来源：睢宁县水务局 时间：2023-01-17 07:58", "2023-01-17"),
    ("发布者：水务局   发布日期：2023-01-17 14:36:15   浏览次数：19432", "2023-01-17"),
    ("发布时间：2023年1月17日 | 来源：办公室 | 字体：[大 中 小]", "2023-01-17"),
    ("发 布 日 期：二〇二三年一月十七日", "2023-01-17"),
    ("成文日期：2023-01-10 发布日期：2023-01-17 有效性：有效", "2023-01-17"),
    ("发布机构 水务局 发文日期 2023-01-17", "2023-01-17"),
    ("归档时间：2023-06-15", None),
    ("失效日期：2025-12-31", None),
    ("更新时间：2023-09-01 09:30", None),
    ("今天是2023年6月15日 星期四", None),
    ("统计时间：2022年12月31日", None),
    ("上次公布时的2022年10月1日", None),
]


@pytest.mark.parametrize(("line", "day"), DATES)
@pytest.mark.parametrize("layout", ["tab rows", "docx"])
def test_a_date_in_the_lines_of_a_portal(line: str, day: str | None, layout: str) -> None:
    found = who("政府信息公开", line, layout=layout)
    assert (found.unit, found.year, found.published) == ("睢宁县水务局", 2022, day)


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("2023-01-17 10:20", "2023-01-17"),
        ("2023年01月17日来源:睢宁县人民政府", "2023-01-17"),
        ("（2023年1月17日）", "2023-01-17"),
        ("• 2023-01-17 09:30", "2023-01-17"),
        ("2023-01-17 星期二", None),
        ("自2023年1月17日起施行", None),
    ],
)
def test_a_date_alone_below_the_title(below: str, day: str | None) -> None:
    made = paper()
    made.introduction.insert(0, below)
    assert report(made, "tab rows").identity.published == day


def test_the_label_goes_before_the_sign_off_and_that_before_the_making() -> None:
    signed = ("睢宁县水务局", "2023年1月9日")
    for line, day in (
        ("公开日期：2023-01-17", "2023-01-17"),
        ("成文日期：2023-01-05", "2023-01-09"),
    ):
        made = paper("政府信息公开", line, signed=signed)
        assert report(made, "tab rows").identity.published == day


NAMES = [
    ("名 称：" + TITLE,),
    ("名 称 " + TITLE, "索 引 号 0142581323/2023-00001 分 类 教育 / 报告"),
    ("索 引 号：0142581323", "文件名称：" + TITLE, "主题词：年报 发文机关：睢宁县水务局"),
    ("标 题 " + TITLE, "文 号 无〔〕号 主 题 词", "时 效 有效"),
    ("附件：" + TITLE,),
    ("附件1：" + TITLE,),
    (TITLE + " 发布时间：2023-01-17",),
    (TITLE + "_政府信息公开_睢宁县人民政府",),
    ("当前位置：首页 > 政府信息公开年报 > " + TITLE,),
    ("睢宁县水务局政府信息公开工作2022年度报告",),
    ("睢宁县水务局关于2022年政府信息公开工作年度报告的公告",),
    ("睢宁县水务局2022", "政府信息公开工作年度报告"),
    ("2022年政府信息公开工作年度报告", "信息来源：睢宁县水务局 发布时间：2023-01-10"),
    ("2022年政府信息公开工作年度报告", "所属机构：睢宁县水务局"),
    ("政府信息公开", "现公布睢宁县水务局2022年政府信息公开工作年度报告。"),
    (
        "政府信息公开",
        "依照规定编制并公布《睢宁县水务局2022年度政府信息公开工作年度报告》，请查阅。",
    ),
]


@pytest.mark.parametrize("front", NAMES, ids=lambda front: front[0][:24])
@pytest.mark.parametrize("layout", ["tab rows", "docx", "html"])
def test_no_label_of_a_portal_is_part_of_a_name(front: tuple[str, ...], layout: str) -> None:
    found = who(*front, title="", layout=layout)
    assert (found.unit, found.year, found.region) == ("睢宁县水务局", 2022, "320324")
    assert not any(mark in found.title for mark in (":", "：", ">", "_"))


@pytest.mark.parametrize(
    "front",
    [
        ("2022年政府信息公开工作年度报告", "来源：本站", "单位：件"),
        ("2022年政府信息公开工作年度报告", "现公布我局2022年政府信息公开工作年度报告。"),
        ("2022年政府信息公开工作年度报告", "作者：管理员 审核：办公室主任"),
    ],
)
def test_what_stands_behind_other_labels_is_no_body(front: tuple[str, ...]) -> None:
    with pytest.raises(Refusal) as refused:
        who(*front, title="")
    assert refused.value.code == "undecided_unit"


def page(before: str, *, head: str = "") -> bytes:
    """A web page on which the portal's part stands apart from the report's."""
    made = paper()
    body, _ = LAYOUTS["html"](made, random.Random(5))
    text = body.decode("utf-8", errors="replace")
    article = text[text.index("<p>") : text.rindex("<div class='foot'>")]
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}<title>{TITLE}</title></head>"
        "<body>"
        f"<ul><li>要闻 2022-05-05</li></ul><div class='main'><h1>{TITLE}</h1>{before}"
        f"<div class='text'><div>{article}</div></div></div></body></html>"
    ).encode()


@pytest.mark.parametrize(
    "before",
    [
        "<div><span>发布日期: 2023-01-17</span> <span>发布机构：睢宁县水务局</span></div>",
        "<table><tr><td>索 引 号</td><td>0142/2023</td><td>分 类</td><td>教育</td></tr>"
        "<tr><td>发布机构</td><td>水务局</td><td>发文日期</td><td>2023-01-17</td></tr></table>",
        "<p>2023年01月17日来源:睢宁县人民政府</p>",
        "<p>2023-01-17 10:20</p>",
        "<ul><li>日期:2023-01-17</li><li>点击：33</li></ul>",
    ],
)
def test_a_page_says_when_it_was_published_outside_its_body(before: str) -> None:
    found = read(page(before), "a.html").identity
    assert (found.unit, found.published) == ("睢宁县水务局", "2023-01-17")


def test_a_date_of_the_news_beside_is_not_the_reports() -> None:
    found = read(page("<ul><li>某次会议召开 2023-02-01</li></ul>"), "a.html").identity
    assert found.published is None


def test_labels_are_cut_apart() -> None:
    line = "索 引 号：01 / 2023 名 称：甲 发布日期：2023-01-17"
    assert [tuple(each) for each in labelled(line)] == [
        ("other", "01 / 2023"),
        ("title", "甲"),
        ("published", "2023-01-17"),
    ]
    assert labelled("本年度统计时间：全年，来源可靠") == []
    assert unlabelled("甲的报告 浏览次数：3") == "甲的报告"
    assert unlabelled("时间过得很快") == "时间过得很快"
    assert portal_lines(["发布日期", "2023-01-17"]) == {}
    assert portal_lines(["发布日期：", "2023-01-17"]) == {"published": "2023-01-17"}
    assert front_date(["甲", "2023-13-40", "2023-1-7"]) == "2023-1-7"


@pytest.mark.parametrize("layout", FORMATS)
def test_no_check_of_the_year_fails_for_a_portal(layout: str) -> None:
    made = paper("政府信息公开", "归档时间：2024-06-15", "发布日期：2023-01-17 来源：睢宁县水务局")
    found = report(made, layout)
    failing = {f.check for f in run(found) if f.outcome is Outcome.FAILS}
    assert not failing & {"STR-YEAR", "STR-DUE", "STR-SECTIONS", "STR-HEADING"}
    assert escape(found.identity.title) == TITLE


def test_a_report_in_one_single_line_has_its_title() -> None:
    made = paper(title="")
    made.title = TITLE
    data, _ = LAYOUTS["glued"](made, random.Random(1))
    text = "".join(data.decode().removeprefix("标题: ").split("\n"))
    found = read(text.encode(), "a.txt")
    assert (found.identity.title, found.identity.unit) == (TITLE, "睢宁县水务局")
    assert [section.number for section in found.sections] == [1, 2, 3, 4, 5, 6]

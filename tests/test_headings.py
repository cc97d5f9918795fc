"""Sections are found whatever their headings say: by their words, order, tables and texts."""

from __future__ import annotations

import random
import re

import pytest
from crossed import crossed
from damage.headings import HEADINGS
from hypothesis import given
from hypothesis import strategies as st
from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS
from paper.plain import Printed
from paper.sheets import Paper, paper_of

from goidata.checks import Outcome, run
from goidata.documents.document import Document, Line, Place
from goidata.extraction.headings import headings_in, unworded
from goidata.extraction.reading import read
from goidata.extraction.report import Report, State
from goidata.extraction.sections import split
from goidata.form import edition
from goidata.form.headings import heading_words

MORE = "图示的数量还应增加，检索还应更加便捷，解答还应更加及时，逐项列出清单并按月检查。"
SEEDS = range(2)
FORMATS = ("tab rows", "cell a line, tab", "text of a PDF", "glued", "html", "docx", "pdf")
OWN_WORDS = [(number, words) for number, each in heading_words().items() for words in each.must]
NOT_ITS_WORDS = [
    (number, words) for number, each in heading_words().items() for words in each.must_not
]


@pytest.mark.parametrize(("number", "words"), OWN_WORDS)
def test_a_declared_wording_is_the_heading_of_its_section_alone(number: int, words: str) -> None:
    assert [n for n, each in heading_words().items() if each.is_all(words)] == [number]


@pytest.mark.parametrize(("number", "words"), NOT_ITS_WORDS)
def test_other_words_are_no_heading_of_the_section(number: int, words: str) -> None:
    assert not heading_words()[number].is_all(words)


def document(kind: str, layout: str, seed: int) -> tuple[Paper, Printed]:
    """A report with its headings changed, and its file."""
    source = random.Random(f"{kind} {seed}")
    form = source.choice(["2021", "2021", "2019"])
    paper = paper_of(consistent_figures(source, form, CHARACTERS["light"]))
    paper.parts[4].before.append(MORE)
    HEADINGS[kind](paper, source)
    return paper, LAYOUTS[layout](paper, random.Random(f"{layout} {seed}"))


def bare(text: str) -> str:
    return re.sub(r"\s+|（.）", "", text)


def numbers(report: Report) -> dict[str, float | None]:
    return {name: f.value for name, f in report.figures.items() if f.state is State.NUMBER}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("kind", "layout"), crossed(HEADINGS, FORMATS))
def test_nothing_is_lost_with_a_heading(kind: str, layout: str, seed: int) -> None:
    paper, (data, name) = document(kind, layout, seed)
    report = read(data, name)
    texts = {each.number: bare(each.text) for each in report.sections}
    assert list(texts) == [1, 2, 3, 4, 5, 6]
    assert "全年通过网站发布信息506条。" in texts[1]
    assert [c.value for c in report.claims if c.name == "disclosed_items"] == [506]
    together = kind.startswith("two_")  # one line heads both
    five, six = (texts[5] + texts[6], texts[5] + texts[6]) if together else (texts[5], texts[6])
    assert MORE in five and "公开的内容还不够丰富" in five
    assert "本年度没有收取信息处理费。" in six
    assert {n: v for n, v in numbers(report).items() if v != paper.truth[n]} == {}
    printed = [n for n in paper.truth if paper.truth[n] is not None]
    if layout != "glued":
        assert len(numbers(report)) == len(printed)
    failing = {f.check for f in run(report) if f.outcome is Outcome.FAILS}
    assert not failing & {"STR-SECTIONS", "STR-TABLES", "STR-ROWS", "STR-FIVE", "STR-YEAR"}


def said_of_headings(report: Report) -> list[str]:
    return [
        f.said.named("zh") if f.said else ""
        for f in run(report)
        if f.check == "STR-HEADING" and f.outcome is Outcome.FAILS
    ]


def with_headings(**changed: str) -> Report:
    """A report in text whose headings of sections are changed: one="一、基本情况"."""
    paper = paper_of(consistent_figures(random.Random(1), "2021", CHARACTERS["light"]))
    for part, name in zip(paper.parts, ("one", "two", "three", "four", "five", "six"), strict=True):
        part.heading = changed.get(name, part.heading)
    return read(*LAYOUTS["tab rows"](paper, random.Random(1)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"one": "总体情况", "six": "六.其他需要报告的事项"}, []),
        ({"two": "第二部分　主动公开政府信息情况"}, []),
        ({"four": "四、政府信息公开行政复议行政诉讼情况"}, []),
        ({"five": "五、政府信息公开工作存在的主要问题及改进情况"}, []),
        ({"one": "一、基本情况"}, ["“一、基本情况”，规定为“一、总体情况”"]),
        ({"three": "四、收到和处理政府信息公开申请情况"}, ["“四、收到和处理"]),
        ({"five": "五、问题与打算", "six": ""}, ["“五、问题与打算”", "没有印出标题“六、"]),
        ({"four": "四、政府信息公开行政法复议、行政诉讼情况"}, ["行政法复议"]),
    ],
)
def test_headings_other_than_the_forms_are_told(changed: dict[str, str], said: list[str]) -> None:
    found = said_of_headings(with_headings(**changed))
    assert len(found) == len(said)
    assert all(part in whole for part, whole in zip(said, found, strict=True))


SECTION_NAMES = [section.zh for section in edition("2021").sections]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、总体情况", [1]),
        ("一总体情况", [1]),
        ("一.工作概述", [1]),
        ("五、存在的主要问题", [5]),
        ("（一）依申请公开情况", []),
        ("1.主动公开政府信息的情况", []),
        ("本年度主动公开政府信息情况良好，较上年有所增加。", []),
        ("三、本年度办理结果", []),
        ("本机关收到的申请情况如下", []),
    ],
)
def test_a_line_is_a_heading_by_its_words(text: str, found: list[int]) -> None:
    assert [each.number for each in headings_in(text) if each.score > 0] == found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一、推动公开走深走实", 1),
        ("五、今后的重点", 5),
        ("六、下一步打算", None),  # words of another section
        ("六、补充", 6),
        ("五、2023年，本机关处理申请3件，其中", None),  # a sentence
        ("（五）今后的重点", None),
        ("今后的重点", None),
    ],
)
def test_a_heading_in_unknown_words_is_known_by_its_ordinal(text: str, number: int | None) -> None:
    read_as = unworded(text)
    assert (read_as[0] if read_as else None) == number


TEXTS = st.sampled_from(
    [
        *(
            f"{numeral}、{name}"
            for numeral, name in zip("一二三四五六", SECTION_NAMES, strict=True)
        ),
        *SECTION_NAMES,
        "一、基本情况2023年公开信息3条。",
        "",
        "公开的内容还不够丰富。未收取信息处理费。",
        "规章\t0\t0\t0",
        "行政许可 3",
        "本年制发件数 本年废止件数 现行有效件数",
        "全文包括：一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况。",
        "米易县人民政府2024年1月22日",
    ]
)


@given(st.lists(TEXTS, max_size=25), st.booleans())
def test_every_word_of_a_document_stays_in_its_order(texts: list[str], one_line: bool) -> None:
    texts = ["".join(texts)] if one_line else texts
    lines = tuple(Line(text, Place(line=n)) for n, text in enumerate(texts, 1))
    stretches = split(Document("a", "text", lines))
    kept = [w for each in stretches for w in (each.heading, *(line.text for line in each.lines))]
    assert [s.number for s in stretches] == sorted({s.number for s in stretches})
    assert re.findall(r"\w", "".join(kept)) == re.findall(r"\w", "".join(texts))


@pytest.mark.parametrize("text", ["一" + " " * 200_000, "一、" * 60_000, "五、存在的问题" * 20_000])
def test_a_line_made_to_harm_is_split_at_once(text: str) -> None:
    assert split(Document("a", "text", (Line(text, Place(line=1)),)))

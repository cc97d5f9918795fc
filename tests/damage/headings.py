"""What offices and converters do to the headings of sections; nothing is done to what they head.

Each kind changes a paper and says which sections still have a heading of their own.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from paper.sheets import NUMERALS, Paper, Part

Kind = Callable[[Paper, random.Random], None]
OTHER_WORDS: dict[int, tuple[str, ...]] = {
    1: ("基本情况", "工作概述", "全年工作基本情况", "政府信息公开工作总体情况", "概况",
        "工作推进情况", "2023年政务公开工作开展情况", "我局信息公开概述", "全力推动公开工作"),
    2: ("主动公开情况", "政府信息主动公开情况", "主动公开政府信息的情况", "法定主动公开内容统计"),
    3: ("依申请公开办理情况", "政府信息公开申请受理情况", "收到和办理政府信息公开申请情况",
        "申请公开政府信息统计"),
    4: ("行政复议、行政诉讼情况", "因政府信息公开引发的行政复议和行政诉讼情况", "复议和诉讼情况",
        "被申请复议、被提起诉讼统计"),
    5: ("存在问题", "主要问题与改进打算", "工作中的不足及下一步努力方向", "短板和2024年重点举措",
        "存在的问题、困难及整改措施", "需要改进的地方"),
    6: ("其它事项", "其他需要说明的情况", "需要报告的其他情况", "其他", "补充说明事项"),
}  # fmt: skip


def _ordinal(part: Part) -> str:
    return f"{NUMERALS[part.number - 1]}、"


def _words(part: Part) -> str:
    return part.heading.removeprefix(_ordinal(part))


def none(paper: Paper, source: random.Random) -> None:
    """Nothing."""


def other_words(paper: Paper, source: random.Random) -> None:
    """Other words behind the same ordinals."""
    for part in paper.parts:
        part.heading = _ordinal(part) + source.choice(OTHER_WORDS[part.number])


def one_in_other_words(paper: Paper, source: random.Random) -> None:
    """Other words in one heading."""
    part = source.choice(paper.parts)
    part.heading = _ordinal(part) + source.choice(OTHER_WORDS[part.number])


def ordinals_lost(paper: Paper, source: random.Random) -> None:
    """All ordinals lost, as where Word numbers the headings itself."""
    for part in paper.parts:
        part.heading = _words(part)


def marks_changed(paper: Paper, source: random.Random) -> None:
    """Another mark behind the ordinals, or none."""
    mark = source.choice(["", ".", "．", " ", "，", "：", " 、"])
    for part in paper.parts:
        part.heading = NUMERALS[part.number - 1] + mark + _words(part)


def ordinals_in_words(paper: Paper, source: random.Random) -> None:
    """第一部分 for 一、."""
    mark = source.choice([" ", "：", "", "　"])
    for part in paper.parts:
        part.heading = f"第{NUMERALS[part.number - 1]}部分{mark}{_words(part)}"


def ordinals_wrong(paper: Paper, source: random.Random) -> None:
    """Ordinals that count on past one given twice."""
    at = source.randrange(6)
    for part in paper.parts[at:]:
        part.heading = "一二三四五六七"[part.number] + "、" + _words(part)


def two_on_a_line(paper: Paper, source: random.Random) -> None:
    """The last two headings on one line."""
    five, six = paper.parts[4:]
    five.heading += source.choice(["", " ", "　"]) + six.heading
    six.heading = ""


def two_joined(paper: Paper, source: random.Random) -> None:
    """One heading for the last two sections."""
    five, six = paper.parts[4:]
    five.heading += source.choice(["和", "及"]) + _words(six)
    six.heading = ""


def on_the_line_of_text(paper: Paper, source: random.Random) -> None:
    """Headings on the line of the text they head."""
    mark = source.choice(["", "。", "：", " ", "　　"])
    for part in paper.parts:
        if part.before:
            part.before[0] = part.heading + mark + part.before[0]
            part.heading = ""


def one_lost(paper: Paper, source: random.Random) -> None:
    """One heading lost."""
    source.choice(paper.parts).heading = ""


def all_lost(paper: Paper, source: random.Random) -> None:
    """All headings lost."""
    for part in paper.parts:
        part.heading = ""


def listed_in_front(paper: Paper, source: random.Random) -> None:
    """A table of contents, on lines of its own or on one line; a heading may be lost besides."""
    listed = [part.heading for part in paper.parts]
    one_line = "本报告包括：" + "；".join(listed) + "。"
    paper.introduction[:0] = source.choice([listed, ["目录", *listed], [one_line]])
    if source.random() < 0.5:
        source.choice(paper.parts).heading = ""


def parts_like_sections(paper: Paper, source: random.Random) -> None:
    """Parts of section one and points of section five whose titles are like headings of sections,
    or numbered like them."""
    one, five = paper.parts[0], paper.parts[4]
    form = source.choice(["（{}）{}", "{1}", "{}、{}", "{2}.{1}"])
    titles = ["主动公开政府信息情况", "依申请公开情况", "信息管理情况", "平台情况", "监督保障"]
    one.before = [
        text
        for n, (title, words) in enumerate(zip(titles, one.before, strict=False))
        for text in (form.format(NUMERALS[n], title, n + 1), words.rpartition("）")[2])
    ]
    points = ["存在的主要问题", "改进情况", "下一步打算"]
    five.before = [
        text
        for n, (title, words) in enumerate(zip(points, five.before, strict=False))
        for text in (form.format(NUMERALS[n], title, n + 1), words)
    ]


def points_numbered(paper: Paper, source: random.Random) -> None:
    """Points of sections one and five with the ordinals of sections, in words of their own; the
    heading that they stand under may be in other words as well."""
    one, five = paper.parts[0], paper.parts[4]
    titles = [
        "健全工作机制",
        "拓展公开渠道",
        "规范答复流程",
        "强化平台支撑",
        "加强业务培训",
        "抓好跟踪督办",
    ]
    for part, upto in ((one, source.choice([3, 5])), (five, source.choice([2, 4, 6]))):
        points = [f"{NUMERALS[n]}、{titles[n]}" for n in range(upto)]
        texts = [*part.before, *[""] * len(points)]
        both = zip(points, texts, strict=False)
        part.before = [line for pair in both for line in pair if line] + texts[len(points) :]
        part.before = [line for line in part.before if line]
    if source.random() < 0.5:
        one_in_other_words(paper, source)


HEADINGS: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        none, other_words, one_in_other_words, ordinals_lost, marks_changed, ordinals_in_words,
        ordinals_wrong, two_on_a_line, two_joined, on_the_line_of_text, one_lost, all_lost,
        listed_in_front, parts_like_sections, points_numbered,
    )
}  # fmt: skip

"""Damage done to the cells of a report before it is printed, so that it looks in every format as it
would there. `MODERATE` kinds leave every figure where it belongs; `SEVERE` ones take figures away,
or leave a row's place to be inferred. None changes a digit without leaving its trace."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from paper.sheets import Box, Folio, Paper, figure_boxes

from damage.beside import BESIDE, PLAIN
from damage.beyond import BEYOND
from damage.moved import MOVED
from damage.office import OFFICE
from damage.wrapping import WRAPPING
from goidata.form.fields import MONEY

Kind = Callable[[Paper, random.Random], None]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
RARE = "口止田未目日土士"  # what a misread character may become
EXPLANATIONS = (
    "以本机关名义印发的各类文件，含转发和联合印发的，不含内部通知",
    "指2020年1月1日至12月31日期间的数量，减少的用负值，如 -8",
    "包括确认、奖励、裁决、给付和其他类的事项，以及公共服务事项",
    "没有的填0",
)
PROSE = "其中网上受理的占多数，另有咨询 12 次、回访 340 人次，情况见 2023 年台账。"


def _labels(paper: Paper) -> list[Box]:
    """The cells of words outside the heads."""
    return [b for rows in paper.tables for b in rows.boxes if not b.name and not b.head and b.text]


def _words(paper: Paper) -> list[Box]:
    return [b for rows in paper.tables for b in rows.boxes if not b.name and b.text]


def _numbers(paper: Paper) -> list[Box]:
    return [box for box in paper.figures.values() if box.text]


def _row(paper: Paper, source: random.Random, least: int = 1) -> tuple[list[list[Box] | str], int]:
    """A row of figures by chance: the rows of its table, and its index."""
    found = [
        (rows.rows, i)
        for rows in paper.tables
        for i in rows.numbered()
        if len(figure_boxes(rows.rows[i])) >= least
    ]
    return source.choice(found)


def none(paper: Paper, source: random.Random) -> None:
    """Nothing."""


def spaces_in_labels(paper: Paper, source: random.Random) -> None:
    """Spaces within words: `自然 人`."""
    for box in _words(paper):
        if source.random() < 0.5 and len(box.text) > 2:
            at = source.randrange(1, len(box.text))
            box.text = box.text[:at] + " " + box.text[at:]


def brackets_and_ordinals(paper: Paper, source: random.Random) -> None:
    """`1、` for `1.`, brackets of half width, `,` for `、` and the other way round."""
    for box in _words(paper):
        box.text = re.sub(r"^(\d)\.", source.choice([r"\1、", r"\1．", r"\1. "]), box.text)
        if source.random() < 0.5:
            box.text = box.text.replace("（", "(").replace("）", ")")
        box.text = box.text.replace("、行政机关", source.choice(["，行政机关", ",行政机关"]))


def full_width_digits(paper: Paper, source: random.Random) -> None:
    """Digits of full width in figures and ordinals."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for box in [*_words(paper), *_numbers(paper)]:
        if source.random() < 0.7:
            box.text = box.text.translate(wide)


def labels_shortened(paper: Paper, source: random.Random) -> None:
    """Long labels cut to their first part, as 1.逾期不补正."""
    short = {"逾期不补正": "1.逾期不补正", "缴纳费用": "2.逾期未缴费"}
    for box in _labels(paper):
        for words, text in short.items():
            if words in box.text:
                box.text = text
        box.text = box.text.replace("（区分处理的，只计这一情形，不计其他情形）", "")


def characters_misread(paper: Paper, source: random.Random) -> None:
    """One character of a third of the labels misread."""
    for box in _labels(paper):
        spots = [m.start() for m in CHINESE.finditer(box.text)]
        if len(spots) >= 4 and source.random() < 0.33:
            at = source.choice(spots)
            box.text = box.text[:at] + source.choice(RARE) + box.text[at + 1 :]


def characters_lost(paper: Paper, source: random.Random) -> None:
    """One character of a third of the labels lost."""
    for box in _labels(paper):
        spots = [m.start() for m in CHINESE.finditer(box.text)]
        if len(spots) >= 4 and source.random() < 0.33:
            at = source.choice(spots)
            box.text = box.text[:at] + box.text[at + 1 :]


def heads_damaged(paper: Paper, source: random.Random) -> None:
    """Characters lost in the heads of the tables, but for the unit of an amount: 本年度止件数."""
    for rows in paper.tables:
        for box in rows.boxes:
            if box.head and len(box.text) > 3 and source.random() < 0.3:
                at = source.randrange(1, len(box.text))
                if box.text[at] not in MONEY:
                    box.text = box.text[:at] + box.text[at + 1 :]


def item_numbers_lost(paper: Paper, source: random.Random) -> None:
    """The brackets of the articles empty: 第二十条第; the ordinals of rows lost."""
    for box in _words(paper):
        box.text = re.sub(r"第（.）项$", "第", box.text)
        if source.random() < 0.5:
            box.text = re.sub(r"^(\d\.|（.）)", "", box.text)


def ordinals_shifted(paper: Paper, source: random.Random) -> None:
    """Ordinals of rows that count wrongly."""
    for box in _labels(paper):
        found = re.match(r"\d", box.text)
        if found and source.random() < 0.5:
            box.text = str(int(found[0]) + 1) + box.text[1:]


def headings_misnumbered(paper: Paper, source: random.Random) -> None:
    """A section's ordinal wrong."""
    for part in paper.parts:
        if part.heading and source.random() < 0.4:
            part.heading = source.choice("一二三四五六七") + part.heading[1:]


def headings_misspelt(paper: Paper, source: random.Random) -> None:
    """A section's heading with a character too many, too few or wrong."""
    for part in paper.parts:
        if part.heading and source.random() < 0.6:
            at = source.randrange(4, len(part.heading) - 1)
            change = source.choice(["", "法", part.heading[at] * 2])
            part.heading = part.heading[:at] + change + part.heading[at + 1 :]


def heading_lost(paper: Paper, source: random.Random) -> None:
    """The heading of a section lost."""
    source.choice(paper.parts[1:5]).heading = ""


def cells_annotated(paper: Paper, source: random.Random) -> None:
    """Remarks and units beside figures."""
    for name, box in paper.figures.items():
        if not box.text or source.random() > 0.1:
            continue
        if name == "disclosure.fees":
            value = paper.truth[name]
            box.text = f"{round(float(value or 0) * 10000, 2):.2f}".rstrip("0").rstrip(".") + "元"
            continue
        if name == "disclosure.procurement.amount":
            box.text += "万元"
            continue
        remarks = ["（其中修订16件）", "（含自然失效29件）", "(其中网上3件)"]
        tail = source.choice(["件", "笔", *remarks])
        if "_items" in name or name == "disclosure.procurement.projects":
            tail = source.choice(["项", "（其中新增2项）"])
        box.text += tail


def thousands(paper: Paper, source: random.Random) -> None:
    """Thousands separators."""
    for box in _numbers(paper):
        if re.fullmatch(r"\d{4,}", box.text):
            box.text = f"{int(box.text):,}".replace(",", source.choice([",", "，"]))


def zeros_blank(paper: Paper, source: random.Random) -> None:
    """Every zero left blank."""
    for name, box in paper.figures.items():
        if box.text == "0":
            box.text = ""
            paper.truth[name] = None


def zeros_dashed(paper: Paper, source: random.Random) -> None:
    """Zeros as a stroke, a dash or blank, by chance."""
    for name, box in paper.figures.items():
        if box.text == "0" and source.random() < 0.6:
            box.text = source.choice(["/", "-", "—", ""])
            paper.truth[name] = None


def totals_blank(paper: Paper, source: random.Random) -> None:
    """The column of totals of table three left blank."""
    for name, box in paper.figures.items():
        if name.startswith("applications.") and name.endswith(".total"):
            box.text = ""
            paper.truth[name] = None


def cells_blank(paper: Paper, source: random.Random) -> None:
    """A few cells left blank, not only zeros."""
    for name, box in paper.figures.items():
        if source.random() < 0.04:
            box.text = ""
            paper.truth[name] = None


def prose_around(paper: Paper, source: random.Random) -> None:
    """Paragraphs of the section before and behind its table."""
    for part in paper.parts[1:4]:
        part.before.append("本节所列为本级机关数据，2 个派出机构的 36 件一并计入。")
        part.after.append(PROSE)


def page_breaks(paper: Paper, source: random.Random) -> None:
    """Tables that fall into two or three by page breaks."""
    for rows in paper.tables:
        inner = [i for i in range(3, len(rows.rows)) if rows.table != "proceedings"]
        if inner:
            rows.breaks = sorted(source.sample(inner, min(len(inner), source.choice([1, 2]))))


def page_number(paper: Paper, source: random.Random) -> None:
    """A printed page number, bare or between dashes, within tables."""
    for rows in paper.tables:
        if rows.table != "proceedings":
            at = source.randrange(3, len(rows.rows))
            number = source.randint(2, 9)
            form = source.choice(["{}", "- {} -", "— {} —"])
            rows.rows.insert(at, Folio(form.format(number)))


def prose_within(paper: Paper, source: random.Random) -> None:
    """A paragraph that cuts a table in two."""
    rows = source.choice(paper.tables[:2])
    rows.rows.insert(source.randrange(3, len(rows.rows)), PROSE)


def table_moved_into_prose(paper: Paper, source: random.Random) -> None:
    """A paragraph cut in two by a table that a page break pushed into it."""
    part = source.choice(paper.parts[1:4])
    part.before.append("我们对本年度的办理情况逐项作了核对，发现共有 3 处")
    part.after.insert(0, "需要说明，均已在 2 日内补充，总计 5 处。")


def number_split(paper: Paper, source: random.Random) -> None:
    """A number of two digits or more torn into two cells."""
    for rows in paper.tables:
        found = [
            (row, box)
            for i in rows.numbered()
            for row in [rows.rows[i]]
            for box in figure_boxes(row)
            if re.fullmatch(r"\d{2,}", box.text)
        ]
        if found and source.random() < 0.7:
            row, box = source.choice(found)
            assert not isinstance(row, str)
            at = source.randrange(1, len(box.text))
            row.insert(row.index(box) + 1, Box(box.text[at:]))
            box.text = box.text[:at]
            box.across = 1


def figure_fallen(paper: Paper, source: random.Random) -> None:
    """The last figure of a row fallen out of it, alone behind the row."""
    rows, i = _row(paper, source)
    row = rows[i]
    box = figure_boxes(row)[-1]
    rows.insert(i + 1, box.text)
    assert not isinstance(row, str)
    row.remove(box)


def fee_fallen(paper: Paper, source: random.Random) -> None:
    """The last row of table two as two paragraphs behind it, with an empty line between."""
    table = paper.tables[0]
    row = table.rows.pop()
    assert not isinstance(row, str)
    table.rows += [row[0].text, " ".join(box.text for box in row[1:])]


def row_lost(paper: Paper, source: random.Random) -> None:
    """A row of figures lost with its label."""
    rows, i = _row(paper, source)
    paper.gone |= {box.name for box in figure_boxes(rows[i])}
    _keep_groups(rows, i)
    del rows[i]


def _keep_groups(rows: list[list[Box] | str], i: int) -> None:
    """The merged labels that begin in a row go to the next one."""
    row = rows[i]
    assert not isinstance(row, str)
    merged = [box for box in row if box.down > 1]
    for box in merged:
        box.down -= 1
    below = rows[i + 1] if i + 1 < len(rows) else None
    if merged and below is not None and not isinstance(below, str):
        below[:0] = merged
    for above in rows[:i]:
        if not isinstance(above, str):
            for box in above:
                if not box.head and box.down > i - rows.index(above):
                    box.down -= 1


def label_lost(paper: Paper, source: random.Random) -> None:
    """The label of a row lost, its figures there."""
    rows, i = _row(paper, source)
    row = rows[i]
    assert not isinstance(row, str)
    words = [box for box in row if not box.name and box.down == 1]
    if words:
        words[-1].text = ""


def regulations_label_lost(paper: Paper, source: random.Random) -> None:
    """The label 规章 lost, as a converter has it."""
    for box in paper.tables[0].boxes:
        if box.text == "规章":
            box.text = ""


def figures_lost(paper: Paper, source: random.Random) -> None:
    """The figures of a row lost, its cells empty."""
    rows, i = _row(paper, source)
    for box in figure_boxes(rows[i]):
        box.text = ""
        paper.gone.add(box.name)


def cell_lost(paper: Paper, source: random.Random) -> None:
    """One cell of a row lost altogether, so that the row is one short."""
    rows, i = _row(paper, source, least=3)
    row = rows[i]
    assert not isinstance(row, str)
    box = source.choice(figure_boxes(row))
    row.remove(box)
    paper.gone.add(box.name)


def table_lost(paper: Paper, source: random.Random) -> None:
    """A table gone, as where a picture stands for it."""
    part = source.choice(paper.parts[1:4])
    assert part.table
    paper.gone |= {box.name for box in part.table.boxes if box.name}
    part.table = None


def changes_worded(paper: Paper, source: random.Random) -> None:
    """Changes said in words: 增10, 减少3项."""
    unit = source.choice(["", "", "项", "件"])
    for name, box in paper.figures.items():
        value = paper.truth[name]
        if name.endswith(".change") and value is not None:
            more, less = source.choice([("增", "减"), ("增加", "减少"), ("上升", "下降")])
            box.text = f"{less if value < 0 else more}{abs(int(value))}{unit}"


def labels_explained(paper: Paper, source: random.Random) -> None:
    """What rows and heads mean, in brackets behind their words."""
    for box in _words(paper):
        if source.random() < 0.3 and len(box.text) > 1 and "（" not in box.text:
            opened, closed = source.choice(["（）", "()"])
            box.text += f"{opened}{source.choice(EXPLANATIONS)}{closed}"


MODERATE: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        none, spaces_in_labels, brackets_and_ordinals, full_width_digits, labels_shortened,
        characters_misread, characters_lost, heads_damaged, item_numbers_lost, ordinals_shifted,
        headings_misnumbered, headings_misspelt, heading_lost, cells_annotated, thousands,
        zeros_blank, zeros_dashed, totals_blank, cells_blank, prose_around, page_breaks,
        page_number, prose_within, table_moved_into_prose, regulations_label_lost, fee_fallen,
    )
}  # fmt: skip
# Moderate as well; drawn apart, so that the documents of the others stay what they are.
ALONE: dict[str, Kind] = {kind.__name__: kind for kind in (changes_worded, labels_explained)}
ALONE |= PLAIN
SEVERE: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        number_split, figure_fallen, row_lost, label_lost, figures_lost, cell_lost, table_lost,
    )
}  # fmt: skip
KINDS = MODERATE | ALONE | SEVERE | OFFICE | WRAPPING | BESIDE | BEYOND | MOVED
# Kinds that leave cells empty, which shows only where cells are printed.
BLANKING = frozenset({"zeros_blank", "zeros_dashed", "totals_blank", "cells_blank"})

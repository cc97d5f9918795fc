"""Damage as seen in real documents, done to the text of a report; each kind leaves its evidence.

A kind takes the text and a random source and gives the damaged text. None changes what a figure is:
whatever is read as a number must still be the true one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

FIGURE_LINE = re.compile(r"[\t |]\d+(?:[\t |]+\d+){4,}")
LABEL = re.compile(r"[\u4e00-\u9fff]{4,}")


def _rows(lines: list[str]) -> list[int]:
    return [i for i, line in enumerate(lines) if FIGURE_LINE.search(line)]


def _on_lines(change: Callable[[list[str], random.Random], None]) -> Callable[..., str]:
    def damaged(text: str, source: random.Random) -> str:
        lines = text.split("\n")
        change(lines, source)
        return "\n".join(lines)

    damaged.__doc__ = change.__doc__
    damaged.__name__ = change.__name__
    return damaged


@_on_lines
def labels_misread(lines: list[str], source: random.Random) -> None:
    """One character of every third label replaced, as a damaged template or a misreading does."""
    for i, line in enumerate(lines):
        found = LABEL.search(line)
        if found and source.random() < 0.3 and len(found[0]) >= 5:
            at = source.randrange(found.start(), found.end())
            lines[i] = line[:at] + "口" + line[at + 1 :]


@_on_lines
def characters_lost(lines: list[str], source: random.Random) -> None:
    """One character of every third label lost."""
    for i, line in enumerate(lines):
        found = LABEL.search(line)
        if found and source.random() < 0.3 and len(found[0]) >= 5:
            at = source.randrange(found.start(), found.end())
            lines[i] = line[:at] + line[at + 1 :]


@_on_lines
def row_lost(lines: list[str], source: random.Random) -> None:
    """A whole row lost."""
    rows = _rows(lines)
    if rows:
        del lines[source.choice(rows)]


@_on_lines
def label_lost(lines: list[str], source: random.Random) -> None:
    """The label of a row lost, its figures there."""
    rows = _rows(lines)
    if rows:
        i = source.choice(rows)
        lines[i] = LABEL.sub("", lines[i])


@_on_lines
def figures_lost(lines: list[str], source: random.Random) -> None:
    """The figures of a row lost, its label there."""
    rows = _rows(lines)
    if rows:
        i = source.choice(rows)
        lines[i] = re.sub(r"(?<=[\t |])\d+", "", lines[i])


@_on_lines
def cell_lost(lines: list[str], source: random.Random) -> None:
    """One figure of a row lost together with its separator."""
    rows = _rows(lines)
    if rows:
        i = source.choice(rows)
        found = list(re.finditer(r"[\t |]\d+", lines[i]))
        cut = source.choice(found)
        lines[i] = lines[i][: cut.start()] + lines[i][cut.end() :]


@_on_lines
def number_split(lines: list[str], source: random.Random) -> None:
    """A number of two digits or more torn into two cells."""
    rows = [i for i in _rows(lines) if re.search(r"[\t |]\d{2,}", lines[i])]
    if rows:
        i = source.choice(rows)
        found = source.choice(list(re.finditer(r"([\t |])(\d)(\d+)", lines[i])))
        torn = f"{found[1]}{found[2]}{found[1]}{found[3]}"
        lines[i] = lines[i][: found.start()] + torn + lines[i][found.end() :]


@_on_lines
def figure_below(lines: list[str], source: random.Random) -> None:
    """The last figure of a row fallen out, alone on the next line."""
    rows = [i for i in _rows(lines) if re.search(r"[\t |]\d+[\t |]*$", lines[i])]
    if rows:
        i = source.choice(rows)
        found = re.search(r"[\t |](\d+)[\t |]*$", lines[i])
        assert found
        lines[i] = lines[i][: found.start()]
        lines.insert(i + 1, found[1])


@_on_lines
def page_number(lines: list[str], source: random.Random) -> None:
    """A printed page number without its dashes between two rows."""
    rows = _rows(lines)
    if rows:
        lines.insert(source.choice(rows) + 1, str(source.randint(2, 9)))


@_on_lines
def heading_lost(lines: list[str], source: random.Random) -> None:
    """The heading of one section lost."""
    found = [
        i for i, line in enumerate(lines) if re.match(r"[二三四五]、", line) and "\t" not in line
    ]
    found = [i for i in found if not FIGURE_LINE.search(lines[i]) and len(lines[i]) < 25]
    if found:
        del lines[source.choice(found)]


@_on_lines
def table_lost(lines: list[str], source: random.Random) -> None:
    """All rows of a table gone, as where a picture stands for it."""
    heads = [
        i for i, line in enumerate(lines) if re.match(r"[二三四五]、", line) and len(line) < 25
    ]
    if len(heads) > 2:
        k = source.randrange(len(heads) - 1)
        del lines[heads[k] + 1 : heads[k + 1]]


@_on_lines
def prose_between(lines: list[str], source: random.Random) -> None:
    """A paragraph with numbers of its own between two rows."""
    rows = _rows(lines)
    if rows:
        lines.insert(source.choice(rows), "另有会议 12 次、培训 340 人次，均已列入 2023")


@_on_lines
def remarks(lines: list[str], source: random.Random) -> None:
    """A bracketed remark or a unit behind a figure."""
    rows = _rows(lines)
    for i in rows:
        if source.random() < 0.3:
            lines[i] = re.sub(r"(?<=[\t |])(\d+)(?=[\t |]|$)", r"\1（其中3件）", lines[i], count=1)


@_on_lines
def zeros_blank(lines: list[str], source: random.Random) -> None:
    """Zeros left blank in some rows (where cells show)."""
    for i in _rows(lines):
        if source.random() < 0.4 and ("\t" in lines[i] or "|" in lines[i]):
            lines[i] = re.sub(r"(?<=[\t|])0(?=[\t|]|$)", "", lines[i])


@_on_lines
def year_before_beside(lines: list[str], source: random.Random) -> None:
    """Behind the figures of a row, on its line, those of the year before."""
    for i in _rows(lines):
        figures = re.findall(r"[\t |]+\d+(?=[\t |]|$)", lines[i])
        if figures and source.random() < 0.4:
            between = re.match(r"[\t |]+", figures[-1])
            assert between
            year = source.choice(["2022年", "上年", "上年同期", "去年"])
            before = [str(source.choice([0, 0, source.randrange(90)])) for _ in figures]
            lines[i] += between[0] + between[0].join([year, *before])


def ordinals_changed(text: str, source: random.Random) -> str:
    """`1、` for `1.`, brackets of half width, spaces inside labels."""
    text = re.sub(r"(\d)\.(?=[\u4e00-\u9fff])", r"\1、", text).replace("（", "(").replace("）", ")")
    return re.sub(
        r"(?<=[\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff]{2})",
        lambda _: source.choice(["", "", " "]),
        text,
    )


def full_width(text: str, source: random.Random) -> str:
    """Digits of full width."""
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


KINDS: dict[str, Callable[..., str]] = {
    kind.__name__: kind
    for kind in (
        labels_misread, characters_lost, row_lost, label_lost, figures_lost, cell_lost,
        number_split, figure_below, page_number, heading_lost, table_lost, prose_between,
        remarks, zeros_blank, year_before_beside, ordinals_changed, full_width,
    )
}  # fmt: skip

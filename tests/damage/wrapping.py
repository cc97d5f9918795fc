"""Figures that a narrow column, the end of a page or a second table puts where they pass for
others."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy

from paper.sheets import Box, Paper, Rows, figure_boxes

Kind = Callable[[Paper, random.Random], None]
YEAR_BEFORE = "附：上一年收到和处理政府信息公开申请情况"


def _wide_rows(rows: Rows) -> list[list[Box]]:
    found = [row for row in rows.rows if not isinstance(row, str)]
    return [row for row in found if len(figure_boxes(row)) >= 5]


def _table(paper: Paper, name: str) -> Rows | None:
    return next((rows for rows in paper.tables if rows.table == name), None)


def numbers_wrapped(paper: Paper, source: random.Random) -> None:
    """The last digits of the numbers too long for their cells on a line of their own beneath."""
    fits = source.choice([1, 2, 2, 3])
    for rows in paper.tables:
        for row in _wide_rows(rows):
            long = [box for box in figure_boxes(row) if box.text.isdecimal()]
            rest = [box.text[fits:] for box in long if len(box.text) > fits]
            for box in long:
                box.text = box.text[:fits]
            if rest:
                rows.rows.insert(rows.rows.index(row) + 1, " ".join(rest))


def number_amid_cells(paper: Paper, source: random.Random) -> None:
    """The number of a page among the figures of a row of the applications."""
    rows = _table(paper, "applications")
    if rows is None:
        return
    row = source.choice(_wide_rows(rows))
    row.insert(len(row) - source.randrange(7), Box(str(source.randint(2, 9))))


def total_first_without_heads(paper: Paper, source: random.Random) -> None:
    """The total in front of the applicants, and no heads that say so."""
    rows = _table(paper, "applications")
    if rows is None:
        return
    for row in _wide_rows(rows):
        row.insert(len(row) - 7, row.pop())
    del rows.rows[:3]


def table_again(paper: Paper, source: random.Random) -> None:
    """The table of applications once more behind it, with the figures of another year."""
    rows = _table(paper, "applications")
    if rows is None:
        return
    again = deepcopy(rows.rows)
    for row in again:
        for box in figure_boxes(row) if not isinstance(row, str) else ():
            box.name, box.text = "", str(source.choice([0, 0, source.randrange(60)]))
    rows.rows += [YEAR_BEFORE, *again]


def label_digits(paper: Paper, source: random.Random) -> None:
    """The digit of a note at the end of a label."""
    for rows in paper.tables:
        for row in _wide_rows(rows):
            words = [box for box in row if not box.name and box.text]
            if words and source.random() < 0.2:
                words[-1].text += str(source.randint(1, 9))


def zeros_merged(paper: Paper, source: random.Random) -> None:
    """The organisations of a few rows, all of them zero, in one merged cell with one 0."""
    rows = _table(paper, "applications")
    for row in _wide_rows(rows) if rows else ():
        boxes = row[-6:-1]
        if source.random() < 0.2 and all(box.text == "0" for box in boxes):
            for box in boxes:
                paper.truth[box.name] = None
                paper.gone.add(box.name)
            row[-6:-1] = [Box("0", across=5)]


WRAPPING: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        numbers_wrapped, number_amid_cells, total_first_without_heads, table_again, label_digits,
        zeros_merged,
    )
}  # fmt: skip

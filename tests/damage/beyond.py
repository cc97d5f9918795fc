"""Rows and figures that stand where other rows and figures pass for them: of a group all but one
lost, a number behind each row, the rest of one figure beneath it, a number too many in a cell."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy

from paper.sheets import Box, Paper, Rows, figure_boxes

Kind = Callable[[Paper, random.Random], None]
ANOTHER_BODY = "其中：各部门收到和处理政府信息公开申请情况如下"


def _rows(paper: Paper, name: str) -> Rows | None:
    return next((rows for rows in paper.tables if rows.table == name), None)


def group_lost_but_one(paper: Paper, source: random.Random) -> None:
    """All rows of a group lost but one, which keeps the group's name."""
    rows = _rows(paper, "applications")
    if rows is None:
        return
    cells = [row for row in rows.rows if not isinstance(row, str)]
    groups = [
        (row, box)
        for row in cells
        for box in row
        if not box.head and 3 <= box.down <= 8 and figure_boxes(row)
    ]
    if not groups:
        return
    first, group = source.choice([*groups, groups[-1], groups[-1]])
    members = cells[cells.index(first) : cells.index(first) + group.down]
    left = source.choice(members)
    names = first[: first.index(group) + 1]
    for row in members:
        if row is not left:
            paper.gone |= {box.name for box in figure_boxes(row)}
            rows.rows.remove(row)
    for above in cells[: cells.index(first)]:
        for box in above:
            if not box.head and box.down > cells.index(first) - cells.index(above):
                box.down -= len(members) - 1
    if left is not first:
        left[:0] = names
    for box in names:
        box.down -= len(members) - 1


def rows_numbered_behind(paper: Paper, source: random.Random) -> None:
    """A column that numbers the rows, behind the totals."""
    rows = _rows(paper, "applications")
    if rows is None:
        return
    count, head = 0, [Box("序号", down=3, head=True)] * source.randint(0, 1)
    for at, row in enumerate(rows.rows):
        if isinstance(row, str):
            continue
        if figure_boxes(row):
            count += 1
            row.append(Box(str(count)))
        elif at == 0:
            row += head
    rows.width += 1


def figure_wrapped(paper: Paper, source: random.Random) -> None:
    """The last digits of one figure of table two on a line of their own beneath."""
    rows = _rows(paper, "disclosure")
    if rows is None:
        return
    long = [
        (row, box)
        for row in rows.rows
        for box in figure_boxes(row)
        if box.text.isdecimal() and len(box.text) > 1
    ]
    if long:
        row, box = source.choice(long)
        at = source.randrange(1, len(box.text))
        rows.rows.insert(rows.rows.index(row) + 1, box.text[at:])
        box.text = box.text[:at]


def number_in_cell(paper: Paper, source: random.Random) -> None:
    """A second number in one cell of some rows of the applications, behind a space or a mark."""
    rows = _rows(paper, "applications")
    mark = source.choice([" ", " ", ";", "；", "、"])
    for row in rows.rows if rows else ():
        figures = figure_boxes(row)
        if figures and source.random() < 0.15:
            box = source.choice(figures)
            if box.text.isdecimal():
                box.text += f"{mark}{source.randrange(10)}"
                paper.gone.add(box.name)


def figures_ended(paper: Paper, source: random.Random) -> None:
    """A stop behind a tenth of the figures."""
    for box in paper.figures.values():
        if box.text.isdecimal() and source.random() < 0.1:
            box.text += "."


def ones_misread(paper: Paper, source: random.Random) -> None:
    """The figure 1 read as a letter or a stroke."""
    for name, box in paper.figures.items():
        if box.text == "1":
            box.text = source.choice(["l", "I", "|", "丨", "一"])
            paper.truth[name] = None
            paper.gone.add(name)


def labels_noted(paper: Paper, source: random.Random) -> None:
    """The number of a note in brackets behind a third of the labels."""
    for rows in paper.tables:
        for row in rows.rows:
            words = [box for box in row if not box.name and box.text] if figure_boxes(row) else []
            if words and source.random() < 0.3 and not isinstance(row, str):
                words[-1].text += source.choice(["[1]", "[2]", "［3］", "[注1]"])


def table_of_another_body(paper: Paper, source: random.Random) -> None:
    """The table of applications once more, with figures of another body; of one the labels of the
    last rows are hardly legible, of the other those of the first."""
    rows = _rows(paper, "applications")
    if rows is None:
        return
    again = deepcopy(rows.rows)
    cut = source.randrange(8, len(again) - 8)
    for row in again:
        for box in figure_boxes(row):
            box.name, box.text = "", str(source.choice([0, 0, source.randrange(60)]))
    for row in (*rows.rows[cut:], *again[3:cut]):
        for box in row if not isinstance(row, str) else ():
            if not box.head and not box.text.isdecimal():
                box.text = box.text[::2]
    rows.rows += [ANOTHER_BODY, *again]


BEYOND: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        group_lost_but_one, rows_numbered_behind, figure_wrapped, number_in_cell, figures_ended,
        ones_misread, labels_noted, table_of_another_body,
    )
}  # fmt: skip

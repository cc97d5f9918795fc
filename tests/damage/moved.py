"""Labels that stand beside figures of another row, or behind their own, and heads cut short in
another order: each row looks whole."""

from __future__ import annotations

import random
from collections.abc import Callable

from paper.sheets import Box, Paper, Rows, figure_boxes

Kind = Callable[[Paper, random.Random], None]
FEWEST = 3  # rows over which labels move


def _table(paper: Paper, name: str) -> Rows | None:
    return next((rows for rows in paper.tables if rows.table == name), None)


def _labelled(rows: Rows) -> list[tuple[list[Box], Box]]:
    """The rows with figures, and the box of each that is the label of this row alone."""
    found = []
    for row in rows.rows:
        if isinstance(row, str) or not figure_boxes(row):
            continue
        own = [box for box in row if not box.name and box.text and box.down == 1]
        if own:
            found.append((row, own[-1]))
    return found


def labels_moved(paper: Paper, source: random.Random) -> None:
    """The labels of the applications one row up or down, in all of the table or within it; the one
    at the end is lost, and a row at the other end has none."""
    rows = _table(paper, "applications")
    if rows is None:
        return
    labels = [label for _, label in _labelled(rows)]
    first, last = 0, len(labels)
    if source.random() < 0.5:
        first = source.randrange(len(labels) - FEWEST)
        last = source.randrange(first + FEWEST, len(labels) + 1)
    texts = [label.text for label in labels[first:last]]
    moved = [*texts[1:], ""] if source.random() < 0.5 else ["", *texts[:-1]]
    for label, text in zip(labels[first:last], moved, strict=True):
        label.text = text


def labels_behind(paper: Paper, source: random.Random) -> None:
    """The label of each row of the applications behind its figures."""
    rows = _table(paper, "applications")
    for row, label in _labelled(rows) if rows else ():
        row.remove(label)
        row.append(label)


def heads_cut_short(paper: Paper, source: random.Random) -> None:
    """The heads of the first columns of table two cut short, two of them in each other's place with
    the figures beneath."""
    rows = _table(paper, "disclosure")
    if rows is None:
        return
    at, other = source.choice([(0, 1), (1, 2), (0, 2)])
    heads: list[Box] = []
    for row in rows.rows:
        if isinstance(row, str):
            continue
        figures = figure_boxes(row)
        if not figures and len(row) == 4 and not heads:
            heads = row[1:]
        elif len(figures) == 3 and heads:
            _exchange(row, row.index(figures[at]), row.index(figures[other]))
        elif heads:
            break
    for box in heads:
        box.text = box.text.removeprefix("本年")[:2]
    if heads:
        heads[at].text, heads[other].text = heads[other].text, heads[at].text


def _exchange(row: list[Box], one: int, other: int) -> None:
    row[one], row[other] = row[other], row[one]


def cell_taken_out(paper: Paper, source: random.Random) -> None:
    """One cell of a row taken out and those behind it moved up, as a sheet does, so that the row
    ends with a blank cell."""
    rows = [row for t in paper.tables for row in t.rows if len(figure_boxes(row)) > 1]
    row = source.choice([row for row in rows if not isinstance(row, str)])
    box = source.choice(figure_boxes(row))
    across = row[-1].across
    row.remove(box)
    row[-1].across = 1
    row.append(Box("", across=across))
    paper.gone.add(box.name)


MOVED: dict[str, Kind] = {
    kind.__name__: kind for kind in (labels_moved, labels_behind, heads_cut_short, cell_taken_out)
}

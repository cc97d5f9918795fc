"""Cells that bars close one after the other, wherever the lines break, as pages leave them when
their text is taken: a cell a line, the bar behind it or below it, rows opened or padded by bars."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from paper.plain import Printed, between_lines, document, expanded
from paper.sheets import Paper, Rows

Row = Callable[[Sequence[str]], list[str]]


def behind(cells: Sequence[str]) -> list[str]:
    """`0 |` for a cell, `|` for a blank one."""
    return [f"{text} |" if text else "|" for text in cells]


def padded(cells: Sequence[str]) -> list[str]:
    """The same, the row padded to the width of the table."""
    return [*behind(cells), "||"]


def opened(cells: Sequence[str]) -> list[str]:
    """The same, every row opened by a bar."""
    return ["|", *behind(cells)]


def below(cells: Sequence[str]) -> list[str]:
    """The bar alone in the line below its cell."""
    return [line for text in cells for line in ([text, "|"] if text else ["|"])]


def framed(cells: Sequence[str]) -> list[str]:
    """Bars alone between the cells of a row that one opens."""
    inside = [line for text in cells[1:] for line in (text, "|")]
    return [f"| {cells[0]}", "|", *inside, "|"]


def indented(cells: Sequence[str]) -> list[str]:
    """Cells that were broken and indented."""
    lines = [line for text in cells for line in ("      ", f"       {text}  | ")]
    return ["| ", *lines, "    ||"]


def joined(cells: Sequence[str]) -> list[str]:
    """The last cell of a row and its padding in one line."""
    return [*behind(cells[:-1]), f"{cells[-1]} | |"]


ROWS: Mapping[str, Row] = {
    "behind": behind,
    "padded": padded,
    "opened": opened,
    "below": below,
    "framed": framed,
    "indented": indented,
    "joined": joined,
}


def text(paper: Paper, source: random.Random) -> Printed:
    """The whole report, its rows closed in one of these ways."""
    row_lines = ROWS[source.choice(sorted(ROWS))]

    def lines_of(table: Rows, _: random.Random) -> list[str]:
        return between_lines(
            table,
            lambda piece: (
                line
                for row in piece  # what is merged from above leaves no cell
                for line in row_lines([box.text.replace("\n", "") for box in row])
            ),
        )

    return document(paper, source, lines_of).encode(), "report.txt"


def rows_closed(paper: Paper, source: random.Random) -> Printed:
    """A row a line, a bar behind every cell and none before the first."""

    def lines_of(table: Rows, _: random.Random) -> list[str]:
        return between_lines(
            table,
            lambda piece: (
                "".join(f"{part} | " for part in cells).strip().replace("\n", "")
                for cells in expanded(piece, table.width, once=True)
            ),
        )

    return document(paper, source, lines_of).encode(), "report.txt"


LAYOUTS: dict[str, Callable[[Paper, random.Random], Printed]] = {
    "cells closed by bars": text,
    "rows closed by bars": rows_closed,
}

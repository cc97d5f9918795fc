"""Text whose tables lost their cells: figures parted by single spaces in some rows, by nothing in
others, by both in one row; rows that go on in the line of the row before; all of it in one line."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from paper.plain import Printed, document
from paper.sheets import Box, Folio, Paper, Rows, cut

STYLES = ("spaced", "spaced", "glued", "mixed")


def rows(table: Rows, source: random.Random) -> list[str]:
    """The rows of a table, each as its words and figures without cells. Some go on in the line of
    the row before, so that the ordinal of the next label is glued to the last figure."""
    run_on = source.choice([0.0, 0.3])
    lines: list[str] = []
    for piece in cut(table):
        if isinstance(piece, str):
            lines.append(piece)
            continue
        before = False  # whether the row before holds figures
        for row in piece:
            text = _row(row, source)
            figures = any(box.name and box.text for box in row)
            if lines and before and figures and source.random() < run_on:
                lines[-1] += text
            else:
                lines.append(text)
            before = figures
    return lines


def _row(row: Sequence[Box], source: random.Random) -> str:
    words = [box.text for at, box in enumerate(row) if not _is_figure(box, at) and box.text]
    figures = [box.text for at, box in enumerate(row) if _is_figure(box, at) and box.text]
    label = source.choice(["", " "]).join(words)
    if not figures:
        return label
    between = source.choice([" ", ""]) if label else source.choice([" ", "", ""])
    return f"{label}{between}{_figures(figures, source)}{source.choice(['', '', ' '])}"


def _is_figure(box: Box, at: int) -> bool:
    """Whether a cell holds a figure, or the rest of one that is torn, which has no name; a number
    at the beginning of a row counts the rows."""
    return bool(box.name) or (at > 0 and box.text.isdigit())


def _figures(texts: Sequence[str], source: random.Random) -> str:
    style = source.choice(STYLES)
    parts = {"spaced": [" "], "glued": [""], "mixed": [" ", ""]}[style]
    return "".join(f"{text}{source.choice(parts)}" for text in texts[:-1]) + texts[-1]


def text(paper: Paper, source: random.Random) -> Printed:
    """The whole report on lines."""
    return document(paper, source, rows).encode(), "report.txt"


def one_line(paper: Paper, source: random.Random) -> Printed:
    """The whole report in a single line, its title among the rest."""
    return document(paper, source, marked).replace("\n", "").encode(), "report.txt"


def marked(table: Rows, source: random.Random) -> list[str]:
    """The rows, page numbers between dashes: bare, they would be digits of a figure."""
    folio = {str(row): f"-{row.strip('-— ')}-" for row in table.rows if isinstance(row, Folio)}
    return [folio.get(line, line) for line in rows(table, source)]


LAYOUTS: dict[str, Callable[[Paper, random.Random], Printed]] = {
    "cells lost": text,
    "cells lost, one line": one_line,
}

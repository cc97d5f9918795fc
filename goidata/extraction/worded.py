"""Words that stand where the figures of a row should: 行政许可 | 见附件. They are no number, but a
person is to see what was printed, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goidata.documents.document import Cell, Grid, Line
from goidata.extraction.normal import label, looks_like_value
from goidata.extraction.report import Figure, State
from goidata.extraction.sections import Stretch
from goidata.form import Row, Table, edition

LONGEST = 120  # characters of a line without cells that may be a row
Cells = Sequence[Cell]


def worded(
    figures: Mapping[str, Figure], printed: Mapping[str, tuple[str, Stretch]]
) -> dict[str, Figure]:
    """Those `figures` that are missing or blank though words are printed in the place of the row's
    figures, as text; of missing ones whose label stands alone, its place. `printed` gives the
    edition of each table that is there and the stretch that holds it."""
    found: dict[str, Figure] = {}
    for name, (form, stretch) in printed.items():
        table = edition(form).tables[name]
        lacking = [] if table.across else [r for r in table.rows if _lacks(table, r, figures)]
        rows = list(_rows(stretch)) if lacking else []
        for row in lacking:
            beside = [cells for cells in (_behind(each, row) for each in rows) if cells]
            if len(beside) == 1:
                found |= dict(_read(table, row, beside[0], figures))
    return found


def _lacks(table: Table, row: Row, figures: Mapping[str, Figure]) -> bool:
    cells = [figures[table.figure(row, column)] for column in row.columns]
    missing = all(cell.state is State.MISSING and cell.place is None for cell in cells)
    return missing or all(cell.state is State.BLANK for cell in cells)


def _rows(stretch: Stretch) -> Iterator[Cells]:
    """The printed rows that are not empty, each as its cells."""
    for block in stretch.blocks:
        for cells in block.rows if isinstance(block, Grid) else [_cells(block)]:
            if any(cell.text.strip() for cell in cells):
                yield cells


def _cells(line: Line) -> Cells:
    """The cells of a line, or its words where it shows none."""
    if line.cells:
        return line.cells
    words = line.text.split() if len(line.text) <= LONGEST else []
    return [Cell(word, line.place._replace(column=at)) for at, word in enumerate(words, 1)]


def _behind(cells: Cells, row: Row) -> Cells | None:
    """The cell with the label of `row`, and those behind it."""
    own = {label(text) for text in (row.zh, *row.variants)}
    at = next((i for i, cell in enumerate(cells) if label(cell.text) in own), None)
    return None if at is None else cells[at:]


def _read(
    table: Table, row: Row, cells: Cells, figures: Mapping[str, Figure]
) -> Iterator[tuple[str, Figure]]:
    """The figures of a row, by the cell with its label and those behind it: cell by cell, or by the
    words alone where there are as many."""
    names = [table.figure(row, column) for column in row.columns]
    words = [cell for cell in cells[1:] if cell.text.strip()]
    heads = {label(column.zh) for column in row.columns}
    if any(looks_like_value(cell.text) or label(cell.text) in heads for cell in words):
        return
    if not words and figures[names[0]].state is State.MISSING:
        yield from ((n, Figure(None, State.MISSING, None, cells[0].place)) for n in names)
    elif words:
        own = words if len(words) == len(names) else cells[1 : len(names) + 1]
        for name, cell in zip(names, own, strict=False):
            if cell.text.strip():
                yield name, Figure(None, State.TEXT, cell.text, cell.place)

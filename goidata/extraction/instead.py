"""Words where a figure should stand (若干, 见附件).

Behind the label of one of the form's rows stand as many cells as it has figures, so that a word
among them stands for one of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from goidata.documents.document import Cell
from goidata.extraction.labelled import is_nearly_printed, is_printed, is_word
from goidata.extraction.normal import label
from goidata.form import editions

LONGEST = 12  # characters of such words


def instead_of_figures(cells: Sequence[Cell]) -> frozenset[int]:
    """Which cells of a row hold words instead of a figure; none where it is not certain which
    cells are the row's."""
    for at, cell in enumerate(cells):
        width = _widths().get(label(cell.text)) if is_word(cell) else None
        if width:
            return _among(cells, at + 1, width)
    return frozenset()


def _among(cells: Sequence[Cell], first: int, width: int) -> frozenset[int]:
    filled = [at for at in range(first, len(cells)) if cells[at].text]
    if not filled:
        return frozenset()
    before, behind = filled[0] - first, len(cells) - 1 - filled[-1]
    over = len(cells) - first - width
    # Blank cells of merged labels stand in front, those of a converter behind the row.
    if over not in {before, before + behind} and (over != behind or before):
        return frozenset()
    words = {at for at in filled if is_word(cells[at])}
    certain = 0 < len(words) * 2 < len(filled) and not any(_is_label(cells[at]) for at in words)
    return frozenset(words if certain else ())


def _is_label(cell: Cell) -> bool:
    text = cell.text
    return len(text) > LONGEST or is_printed(text) or is_nearly_printed(text)


@cache
def _widths() -> Mapping[str, int]:
    """How many figures stand behind each label that heads a row by itself in one way alone."""
    found: dict[str, set[int]] = {}
    for edition in editions():
        for table in edition.tables.values():
            for row in () if table.across else table.rows:
                found.setdefault(label(row.zh), set()).add(len(row.columns))
    return {words: min(widths) for words, widths in found.items() if len(widths) == 1}

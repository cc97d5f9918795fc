"""Rows and columns of a sheet that nobody sees, in the formats whose reader does not tell: .xls and
OpenDocument (.ods)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Place = tuple[int, int]  # row and column, from 0


@dataclass(slots=True)
class Hidden:
    """The hidden rows and columns of a sheet, from 0, and the merged areas (first row, last row,
    first column, last column) by the place of their first cell."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    merged: dict[Place, tuple[int, int, int, int]] = field(default_factory=dict)

    def hides(self, row: int, column: int) -> bool:
        """Whether a cell is hidden; a merged one is seen as long as a part of it is."""
        if row not in self.rows and column not in self.columns:
            return False
        first, last, left, right = self.merged.get((row, column), (row, row, column, column))
        return self.rows.issuperset(range(first, last + 1)) or self.columns.issuperset(
            range(left, right + 1)
        )


def hidden_cells(
    sheets: Mapping[str, Hidden], sizes: Mapping[str, tuple[int, int]]
) -> Iterator[tuple[str, Place]]:
    """The hidden cells of each sheet, of as many rows and columns as `sizes` says."""
    for name, hidden in sheets.items():
        rows, columns = sizes.get(name, (0, 0))
        if not hidden.rows and not hidden.columns:
            continue
        for row in range(rows):
            for column in range(columns):
                if hidden.hides(row, column):
                    yield name, (row, column)

"""What the heads over some rows say of the columns of their figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goidata.extraction.reasons import Reason, reason
from goidata.extraction.runs import Piece, Run


@dataclass(frozen=True, slots=True)
class Heads:
    """What the heads over some rows say. `columns` are those of the figures in the order of the
    form, where they stand otherwise or among others and each head names its column; `taken` are
    the form's by index, where columns of another year are among them; `doubt` says why the rows
    cannot be trusted where the heads do not, `extra` is the head that the form does not have,
    where the others are in order; `end` the column in which most rows end, and each has to."""

    columns: tuple[float, ...] | None = None
    doubt: Reason | None = None
    extra: str | None = None
    taken: tuple[int, ...] | None = None
    end: float | None = None

    def cells(self, run: Run) -> tuple[Piece, ...] | None:
        """The pieces of a run under the heads, in the order of the form; None where one is lacking,
        as also where the row ends before others, or two stand in one column."""
        if self.taken:
            whole = len(run.figures) > self.taken[-1]
            return tuple(run.figures[index] for index in self.taken) if whole else None
        assert self.columns is not None
        at = _by_column(run)
        if len(at) != len(run.pieces) or not set(self.columns) <= set(at):
            return None
        if self.end is not None and max(_columns(run.figures), default=self.end) < self.end:
            return None
        return tuple(at[column] for column in self.columns)


AS_THE_FORM = Heads()
OTHER_ORDER = Heads(doubt=reason("columns_reordered"))


def usual_end(runs: Sequence[Run], least: float) -> float | None:
    """The column of the last figure of most rows, from the column `least` on: a row that ends
    before may have lost a cell, with all behind it moved."""
    ends = Counter(max(_columns(run.figures), default=0.0) for run in runs)
    end, times = ends.most_common(1)[0]
    return end if times * 2 > len(runs) and end >= least else None


def _columns(pieces: Sequence[Piece]) -> list[float]:
    return [piece.extent[0] for piece in pieces if piece.extent]


def _by_column(run: Run) -> dict[float, Piece]:
    return {piece.extent[0]: piece for piece in run.pieces if piece.extent}

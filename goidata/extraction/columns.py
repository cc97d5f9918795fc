"""Which cells of a row its figures are, told by the columns that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goidata.documents.document import Extent
from goidata.extraction.bands import (
    Bands,
    extents,
    from_cells,
    from_gaps,
    from_heads,
    from_heads_on_page,
    from_rows,
    meet,
)
from goidata.extraction.matches import Alignment, PrintedRow
from goidata.extraction.runs import Piece, Run
from goidata.extraction.stream import Stream

Sheet = tuple[str, int]  # "table" or "page" and its number, or the first "line" of cells
FEWEST_LINES = 2  # rows of as many cells that make a table of lines
SEVERAL = 2  # figures of a row whose sum is no chance
FEWEST_SUMS = 2
FARTHEST = 4  # lines from the middle of a cell to its end


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines on a page that the figures of a row stand on, and those above and below between
    which parts of its cells may stand."""

    own: frozenset[int]
    above: int
    below: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns found, by the sheet they stand on and the number of figures in their rows."""

    bands: Mapping[tuple[Sheet, int], Bands]
    stream: Stream
    lines: Mapping[int, Lines]  # by run

    def cells(self, run: int, width: int) -> tuple[Piece, ...] | None:
        """The cells of a run in order, blank ones among them; None where it is not certain which
        column a figure stands in, or whether a column is blank."""
        pieces = self.stream.runs[run].pieces
        bands = self._bands(pieces, width)
        if bands is None:
            return None
        found: list[Piece | None] = [None] * width
        for piece in pieces:
            hits = [k for k, band in enumerate(bands) if piece.extent and meet(piece.extent, band)]
            if piece.text and (len(hits) != 1 or found[hits[0]] is not None):
                return None
            if hits and (piece.text or found[hits[0]] is None):
                found[hits[0]] = piece
        for k, band in enumerate(bands):
            if found[k] is None:
                if not self._blank(run, band):
                    return None  # in a format with cells, one is lacking
                found[k] = Piece("", pieces[0].place._replace(column=None))
        return tuple(piece for piece in found if piece is not None)

    def known(self, run: int, width: int) -> bool:
        """Whether the columns that the row of a run stands in are known."""
        return self._bands(self.stream.runs[run].pieces, width) is not None

    def _bands(self, pieces: Sequence[Piece], width: int) -> Bands | None:
        sheet = _sheet(pieces, self.stream)
        return self.bands.get((sheet, width)) if sheet else None

    def _blank(self, run: int, band: Extent) -> bool:
        """Whether nothing at all is printed in a column beside a row of words on a page."""
        lines = self.lines.get(run)
        return (
            bool(self.stream.words)
            and lines is not None
            and not any(
                lines.above < word.line < lines.below
                and meet(word.extent, band)
                and (word.digits or word.line in lines.own)
                for word in self.stream.words
            )
        )


def columns_of(
    rows: Sequence[PrintedRow],
    stream: Stream,
    aligned: Alignment,
    adds_up: Callable[[PrintedRow, Run], bool],
    adds_up_blank: Callable[[PrintedRow, Run], bool],
    heads: Mapping[tuple[str, ...], tuple[frozenset[str], ...]],
) -> Columns:
    """The columns of a table; `adds_up` says whether a full row is the sum it should be,
    `adds_up_blank` whether the cells of a row are, blank ones counting 0; `heads` gives the words
    in normal form that may stand over each figure of a row, by its figures."""
    groups: dict[tuple[Sheet, int], list[tuple[Run, PrintedRow]]] = {}
    for match in aligned.matches:
        run, row = stream.runs[match.run], rows[match.row]
        sheet = _sheet(run.pieces, stream)
        if sheet and len(row.figures) > 1:
            groups.setdefault((sheet, len(row.figures)), []).append((run, row))
    found: dict[tuple[Sheet, int], Bands] = {}
    for (sheet, width), members in groups.items():
        if sheet[0] == "line" and not _regular([run for run, _ in members]):
            continue
        full = [(run, row) for run, row in members if len(run.figures) == width]
        sure = [run for run, row in full if adds_up(row, run)] or [run for run, _ in full]
        bands = from_rows([extents(run.figures) for run in sure])
        if bands is None and not full:
            first, words = members[0][0], heads[members[0][1].figures]
            if sheet[0] == "table":
                bands = from_heads(sheet[1], words, stream, first)
                if not bands or not _hold(bands, members):
                    bands = _of_cells(members, width, adds_up_blank) or bands
            else:
                rows_on_page = [extents(run.figures) for run, _ in members]
                bands = from_gaps(rows_on_page, width) or from_heads_on_page(words, stream, first)
        if bands:
            found[sheet, width] = bands
    return Columns(found, stream, dict(_lines_of(stream, aligned)))


def _hold(bands: Bands, members: Sequence[tuple[Run, PrintedRow]]) -> bool:
    """Whether every figure of the rows stands in one of the columns."""
    return all(
        any(meet(extent, band) for band in bands)
        for run, _ in members
        for extent in extents(run.figures)
    )


def _of_cells(
    members: Sequence[tuple[Run, PrintedRow]],
    width: int,
    adds_up: Callable[[PrintedRow, Run], bool],
) -> Bands | None:
    """The columns of rows that all have as many cells as the form, where those with several figures
    show by their totals that the last column is there."""
    bands = from_cells([extents(run.pieces) for run, _ in members], width)
    shown = [adds_up(row, run) for run, row in members if len(run.figures) > SEVERAL]
    return bands if bands and sum(shown) >= FEWEST_SUMS and all(shown) else None


def _regular(runs: Sequence[Run]) -> bool:
    """Whether the lines all have as many cells, so that none lacks one or is shifted."""
    return len(runs) >= FEWEST_LINES and len({(r.lead or 0) + len(r.pieces) for r in runs}) == 1


def _sheet(pieces: Sequence[Piece], stream: Stream) -> Sheet | None:
    """What the pieces of a run all stand on, where their extents are known."""
    if not all(piece.extent for piece in pieces):
        return None
    places = {(piece.place.table, piece.place.page) for piece in pieces}
    if len(places) != 1:
        return None
    table, page = places.pop()
    if table is not None:
        return "table", table
    if page is not None:
        return "page", page
    return "line", stream.tables.get(pieces[0].place.line or 0, 0)


def _lines_of(stream: Stream, aligned: Alignment) -> Iterator[tuple[int, Lines]]:
    """The lines of each matched run on a page, up to those of the rows above and below."""
    own = [
        frozenset(piece.place.line or 0 for piece in stream.runs[match.run].pieces)
        for match in aligned.matches
    ]
    for index, match in enumerate(aligned.matches):
        if not all(own[index]):
            continue  # not on a line of a page
        above, below = min(own[index]) - FARTHEST, max(own[index]) + FARTHEST
        if index:
            above = max(above, *own[index - 1])
        if index + 1 < len(own):
            below = min(below, *own[index + 1])
        yield match.run, Lines(own[index], above, below)

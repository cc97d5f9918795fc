"""The hypotheses of one row: which pieces of its run are its cells, or how its characters are
cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goidata.extraction.amounts import unit_of
from goidata.extraction.cells import Told
from goidata.extraction.glued import MOST_CROSSED, Cuts, cuts, cuts_in_blocks, whole_numbers
from goidata.extraction.hypotheses import (
    UNTOLD,
    Hypothesis,
    RowReading,
    of_values,
    printed,
    untold,
)
from goidata.extraction.laid import Laid
from goidata.extraction.matches import Match, PrintedRow
from goidata.extraction.reasons import reason
from goidata.extraction.runs import Piece, Run
from goidata.extraction.sums import blocks, has_total, is_sum
from goidata.extraction.torn import from_the_beginning, mended
from goidata.form.fields import MONEY

ORDINAL_OR_DIGIT = reason("ordinal_or_digit")
SPACED = reason("number_spaced")
MOST_SPACED = 3  # spaces within the numbers of a row of a table in which they stand there
FEWEST_WIDER = 3  # rows that show a column too many


def row_readings(laid: Laid) -> tuple[RowReading, ...]:
    """Every row that has a run, with the readings that its own characters allow."""
    wider, loose = _are_wider(laid), laid.habits.loose or is_loose(laid)
    return tuple(_reading(match, laid, wider, loose) for match in laid.aligned.matches)


def _reading(match: Match, laid: Laid, wider: bool, loose: bool) -> RowReading:
    row, run = laid.rows[match.row], laid.stream.runs[match.run]
    told = laid.known.of(match.run, len(row.figures))
    amounts = any(laid.edition.fields[name].unit == MONEY for name in row.figures)
    unit = unit_of(run, laid.stream) if amounts else None
    uncelled = (loose or run.glued) and len(row.figures) > 1 and not told.final
    digits = run.loose if uncelled else None
    found = tuple(
        _cut(row, match, digits, laid, wider, loose)
        if digits is not None
        else _parted(row, match, told, laid, wider, unit)
    )
    return RowReading(row, run, match, found, told.placed, unit, digits)


def is_loose(laid: Laid) -> bool:
    """Whether cells of the table are lost: nothing parts the figures of a row, or zeros stand in
    front of a number, as only figures run together have them."""
    return any(
        _has_run_together(laid.stream.runs[match.run], len(laid.rows[match.row].figures))
        for match in laid.aligned.matches
        if len(laid.rows[match.row].figures) > 1
    )


def _has_run_together(run: Run, width: int) -> bool:
    """Whether spaces do not part as many figures as the row has, where nothing else does."""
    digits = run.run_together
    return bool(digits) and len(whole_numbers(digits or "") or ()) != width


def _parted(
    row: PrintedRow, match: Match, told: Told, laid: Laid, wider: bool, unit: str | None
) -> Iterator[Hypothesis]:
    """The readings of a row whose figures are parted."""
    run, width = laid.stream.runs[match.run], len(row.figures)
    if told.pieces:
        blank = () if all(p.text for p in told.pieces) else (reason("cell_blank"),)
        yield (own := printed(told.pieces, row, laid.edition, *blank, unit=unit))
        if wider and has_total(row) and not told.final and not own.whole:
            yield untold(row, reason("columns_more"))  # it has lost one of them
        return
    assert told.doubt is not None
    yield untold(row, *[told.doubt] * max(1, len(run.figures) - width))
    if told.final:
        return
    if begun := from_the_beginning(row, run, laid.edition):
        yield printed(begun, row, laid.edition, reason("cell_blank"))
    elif has_total(row) and not wider:
        yield from mended(row, match, laid.stream, laid.aligned, laid.edition)


def _are_wider(laid: Laid) -> bool:
    """Whether most rows with a total have as many figures too many: then none is torn, but the
    table has columns that the form does not."""
    over = [
        count - len(laid.rows[match.row].figures)
        for match in laid.aligned.matches
        if has_total(laid.rows[match.row]) and (count := _parts(laid.stream.runs[match.run]))
    ]
    most = max(set(over), key=over.count, default=0)
    return most > 0 and over.count(most) >= FEWEST_WIDER and over.count(most) * 2 > len(over)


def _parts(run: Run) -> int:
    """How many figures a run shows to be parted; 0 where digits run together."""
    if run.loose is None:
        return len(run.figures)
    return len(whole_numbers(run.loose) or ()) if " " in run.loose or not run.glued else 0


def _only_cut(digits: str, width: int) -> tuple[str, ...] | None:
    """The figures where digits can be cut in one way alone, as 0027 into 0, 0, 27, and in none if
    cells are blank. A cut that leaves a space within a number tells that something befell the row:
    1 0 07 is not 10, 0, 7, but may be 1, 0, 0 with the end of a wrapped number."""
    found = cuts(digits, width)
    if found is None or len(found) != 1 or any(cuts(digits, fewer) for fewer in range(1, width)):
        return None
    if found[0].crossed:
        return None
    return tuple(map(str, found[0].numbers))


def _ends_with_its_row(row: PrintedRow, laid: Laid) -> bool:
    """Whether the next row has figures of its own, so that none of them stand with this one's."""
    at = laid.rows.index(row) + 1
    matched = {match.row: laid.stream.runs[match.run] for match in laid.aligned.matches}
    return at == len(laid.rows) or (at in matched and bool(matched[at].figures))


def _with_ordinal(row: PrintedRow, match: Match, digits: str, laid: Laid) -> Cuts | None:
    """The cuts of a row with the digit before the label behind it, which is then no ordinal of that
    label, but the last digit of the total."""
    found = re.match(r"\d+", laid.stream.printed_behind(match.run))
    glued = laid.stream.runs[match.run].glued
    if not found or not glued or not has_total(row):
        return None
    return cuts_in_blocks(digits + found[0], blocks(row))


def _with_last_digit(
    row: PrintedRow, match: Match, texts: Sequence[str], laid: Laid
) -> tuple[int, ...] | None:
    """The figures of a row, parted by spaces, with the digit before the label behind it as the last
    of its total, where the sums hold only so; that label has lost its own ordinal."""
    found = re.match(r"\d+", laid.stream.printed_behind(match.run))
    if not found or not laid.stream.runs[match.run].glued or not has_total(row):
        return None
    values = tuple(int(text.replace(",", "")) for text in (*texts[:-1], texts[-1] + found[0]))
    return values if is_sum(values, blocks(row)) else None


def is_spaced(rows: Sequence[RowReading]) -> bool:
    """Whether spaces stand within numbers of a table: some row can be cut in no other way."""
    return any(
        each.cut and all(SPACED in found.mishaps for found in each.hypotheses if found.reading)
        for each in rows
        if has_total(each.row)
    )


def _cut(
    row: PrintedRow, match: Match, digits: str, laid: Laid, wider: bool, loose: bool
) -> Iterator[Hypothesis]:
    """The readings of a row whose cells are lost: its figures as spaces part them, where these are
    as many as the form has; else every cut whose sums hold."""
    width, piece = len(row.figures), laid.stream.runs[match.run].pieces[0]
    if not re.fullmatch(r"[\d, |]+", digits):
        yield untold(row, reason("digits_and_points"))
        return
    texts = whole_numbers(digits)
    alone = digits.replace(" ", "").replace("|", "")
    if len(alone) == width and set(alone) == {"0"}:
        texts = tuple(alone)
    elif not has_total(row) and _ends_with_its_row(row, laid):
        texts = _only_cut(digits, width) or texts
    as_parted = None
    if texts and len(texts) == width:
        pieces = [Piece(text, piece.place) for text in texts]
        yield (as_parted := printed(pieces, row, laid.edition))
        if not as_parted.whole and (figures := _with_last_digit(row, match, texts, laid)):
            yield of_values(figures, ORDINAL_OR_DIGIT)
            return
        if not loose or (as_parted.whole and not laid.habits.spaced):
            return
    run_together = reason("digits_run_together", sum(map(str.isdecimal, digits)), width)
    most = MOST_SPACED if laid.habits.spaced else MOST_CROSSED
    found = cuts_in_blocks(digits, blocks(row), most) if has_total(row) else cuts(digits, width)
    if wider:
        yield untold(row, reason("columns_more"))
    elif not as_parted and not found and (whole := _with_ordinal(row, match, digits, laid)):
        yield from (of_values(cut.numbers, run_together, ORDINAL_OR_DIGIT) for cut in whole)
        yield Hypothesis((UNTOLD,) * width, (run_together,), 1)
    elif as_parted is None and (not found or not has_total(row)):
        uncut = reason("digits_uncut", *run_together.details)
        yield untold(row, uncut if has_total(row) else run_together)
    elif as_parted and not as_parted.whole and (has_total(row) or len(found or ()) != 1):
        yield untold(row, reason("spaces_alone"))
    for cut in found or () if has_total(row) or not as_parted else ():
        crossed = () if laid.habits.spaced else [SPACED] * cut.crossed
        yield of_values(cut.numbers, run_together, *crossed)

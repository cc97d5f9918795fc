"""Numbers too long for their narrow cells, whose last or first digits stand on a line of their own
beneath or above the row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb

from goidata.extraction.glued import whole_numbers
from goidata.extraction.hypotheses import Hypothesis, RowReading, of_values, untold
from goidata.extraction.laid import Laid
from goidata.extraction.matches import PrintedRow
from goidata.extraction.printed import articles
from goidata.extraction.reasons import reason
from goidata.extraction.runs import Piece, Run
from goidata.extraction.singles import lines_behind_label
from goidata.extraction.sums import blocks, has_total, is_sum, reading_of
from goidata.form import Edition

Rivals = Iterator[tuple[int, Hypothesis]]
MOST_WAYS = 500  # in which loose digits may go on with numbers of a row
LONG = 4  # characters of a label that are no other word's
SEVERAL = 2  # loose digits; one alone is the number of a page


def wrapped(laid: Laid, rows: Sequence[RowReading]) -> Rivals:
    """Loose digits beside a row continue numbers of it. Where the sums then hold, it may be read
    so; where they hold in no way, and not without them either, or no sum can tell, it is in
    doubt."""
    for number, each in enumerate(rows):
        if not each.pieces:
            if each.cut and any(_are_some(loose, each) for loose, _ in _beside(each, laid)):
                yield number, untold(each.row, reason("number_wrapped"))
            continue
        if len(each.row.figures) == 1:
            if _goes_on(each, laid):
                yield number, untold(each.row, reason("number_wrapped"))
            continue
        if not each.whole and _follows_digits(each, laid):
            yield number, untold(each.row, reason("number_wrapped"))
        for loose, above in _beside(each, laid):
            if comb(len(each.row.figures), len(loose)) > MOST_WAYS:
                yield number, untold(each.row, reason("number_wrapped"))
                continue
            found = set(_continued(each, loose, above, laid.edition))
            yield from ((number, of_values(v, reason("number_wrapped"))) for v in found)
            if not found and _is_open(each, loose, above):
                yield number, untold(each.row, reason("number_wrapped"))


def _goes_on(each: RowReading, laid: Laid) -> bool:
    """Whether digits of no row stand alone right before or beneath the one figure of a row, or
    right above its label, where that stands halfway between them and the figure."""
    own, runs = each.match.run, laid.stream.runs
    for at in (own - 1, own + 1):
        if not _is_over(at, laid) or not runs[at].figures[-1].text.isdecimal():
            continue
        if runs[at].position == each.run.position:
            return True
        words = laid.stream.labels[runs[at].position : each.run.position]
        if at < own and words in each.row.labels and lines_behind_label(each.run, laid.stream):
            return True
    return False


def _is_over(number: int, laid: Laid) -> bool:
    """Whether a figure of a run is none of any row: the only one of a run that no row has, or one
    behind the only one that its row has."""
    found = next((m for m in laid.aligned.matches if m.run == number), None)
    if found is None:
        return number in laid.aligned.unused and len(laid.stream.runs[number].figures) == 1
    width = len(laid.rows[found.row].figures)
    return width == 1 < len(laid.stream.runs[number].figures)


def _follows_digits(each: RowReading, laid: Laid) -> bool:
    """Whether digits of no row stand between a row's label and its figures."""
    before = each.match.run - 1
    same = before in laid.aligned.unused and laid.stream.runs[before].position == each.run.position
    return same and len(laid.stream.runs[before].figures) < len(each.row.figures)


def _is_open(each: RowReading, loose: Sequence[Piece], above: bool) -> bool:
    """Whether nothing shows that a row goes without the loose digits beside it: its numbers can go
    on with them, as 0 cannot, and no sum holds them."""
    if has_total(each.row):
        return not each.whole and _are_some(loose, each)
    ends = (piece.text[:1] if above else piece.text for piece in each.pieces or ())
    return sum(any(map(str.isdecimal, end)) and (above or end != "0") for end in ends) >= len(loose)


def _are_some(loose: Sequence[Piece], each: RowReading) -> bool:
    """Whether loose digits are more than the number of a page, and not those of a whole row, whose
    label may be lost."""
    return SEVERAL <= len(loose) < len(each.row.figures)


def _beside(each: RowReading, laid: Laid) -> Iterator[tuple[tuple[Piece, ...], bool]]:
    """The loose digits beneath a row and (True) above it, no other row's label between."""
    own, runs = each.match.run, laid.stream.runs
    for at, above in ((own + 1, False), (own - 1, True)):
        if _is_free(at, laid) and _is_loose(runs[at], each.row):
            first, last = sorted((runs[at].position, each.run.position))
            words = laid.stream.labels[first:last]
            apart = not words or any(article in words for article in articles())
            if not (above and apart) and not _is_another(words, each.row, laid):
                yield _parts(runs[at]), above


def _is_free(run: int, laid: Laid) -> bool:
    """Whether no row has a run, or one that may stand shifted against its label."""
    if run in laid.aligned.unused:
        return True
    return any(match.run == run and match.shifted for match in laid.aligned.matches)


def _is_another(words: str, row: PrintedRow, laid: Laid) -> bool:
    """Whether the label of another row stands among words; that of a group may."""
    return any(
        other.labels[0] in words if len(other.labels[0]) >= LONG else words == other.labels[0]
        for other in laid.rows
        if other is not row
    )


def _is_loose(run: Run, row: PrintedRow) -> bool:
    """Whether a run is nothing but digits on one line, not more numbers than the row has; beside a
    row that no sum holds fewer, and whatever stands for figures."""
    texts = [piece.text for piece in _parts(run)]
    lines = {(piece.place.line, piece.place.row) for piece in run.figures}
    if len(lines) != 1:
        return False
    if not has_total(row):
        return len(texts) < len(row.figures)
    return len(texts) <= len(row.figures) and all(map(str.isdecimal, texts))


def _parts(run: Run) -> tuple[Piece, ...]:
    """The figures of a run, those one by one that stand in one cell."""
    return tuple(each._replace(text=part) for each in run.figures for part in each.text.split())


def _continued(
    each: RowReading, loose: Sequence[Piece], above: bool, edition: Edition
) -> Iterator[tuple[int | float | None, ...]]:
    """The values of a row with loose digits joined to as many of its numbers, where sums hold."""
    pieces = each.pieces or ()
    if not has_total(each.row):
        return
    for cells in combinations(range(len(pieces)), len(loose)):
        joined, made = list(pieces), []
        for cell, more in zip(cells, loose, strict=True):
            text, place = joined[cell].text, joined[cell].place
            joined[cell] = Piece(more.text + text if above else text + more.text, place)
            made.append(joined[cell].text)
        if whole_numbers(" ".join(made)) is None:
            continue
        values = reading_of(joined, each.row, edition)
        if values and is_sum(values, blocks(each.row)):
            yield values

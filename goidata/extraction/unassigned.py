"""Figures whose place shows nothing while they may be printed elsewhere: by the labels of rows,
or in no row at all. None of them is blank, or missing, for certain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goidata.extraction.normal import normal
from goidata.extraction.report import Figure, State
from goidata.extraction.sections import Stretch
from goidata.extraction.stream import stream_of
from goidata.extraction.unplaced import (
    ENOUGH,
    FIGURE,
    LONGEST,
    LONGEST_PART,
    WHY,
    cells_of,
    table_of_labels,
)
from goidata.form import edition


def by_labels(
    figures: Mapping[str, Figure], printed: Mapping[str, tuple[str, Stretch]]
) -> dict[str, Figure]:
    """Those `figures` whose place shows nothing while they may be printed elsewhere, with what
    stands by their labels. `printed` gives the edition of each table and the stretch that holds
    it."""
    found: dict[str, Figure] = {}
    for name, (form, stretch) in printed.items():
        own = {field.name: figures[field.name] for field in edition(form).fields_of(name)}
        lacking = [n for n, figure in own.items() if figure.state in (State.BLANK, State.MISSING)]
        if len(lacking) > ENOUGH * len(own):
            found |= _of_hardly_any(name, form, stretch, own, lacking)
        elif any(own[n].state is State.BLANK for n in lacking) and _labels_hold_figures(stretch):
            found |= _beside_labels(name, form, stretch, own)
    return found


def _of_hardly_any(
    name: str, form: str, stretch: Stretch, own: Mapping[str, Figure], lacking: Sequence[str]
) -> dict[str, Figure]:
    """The figures of a table of which hardly any was found. Where as many figures stand in no row,
    or none is sure, nothing may be blank that looks so, and a number may be another cell's."""
    stray = _none_is_sure(own) or _in_no_row(stretch, own) >= ENOUGH * len(lacking)
    best = table_of_labels(name, [form], [stretch], ())
    told = best.figures if best else own
    found = {n: told[n] for n in lacking if _is_nowhere(own[n]) or _is_by_label(own[n], told[n])}
    if stray:
        found |= {n: told[n] for n in lacking if own[n].state is State.BLANK}
        found = {n: _doubted(figure) for n, figure in {**own, **found}.items()}
    return found


def _beside_labels(
    name: str, form: str, stretch: Stretch, own: Mapping[str, Figure]
) -> dict[str, Figure]:
    """The blank figures of rows whose label has figures in its own cell."""
    best = table_of_labels(name, [form], [stretch], ())
    told = best.figures if best else own
    return {n: told[n] for n, figure in own.items() if _is_by_label(figure, told[n])}


def _is_by_label(figure: Figure, told: Figure) -> bool:
    return figure.state is State.BLANK and told.state is State.AMBIGUOUS


def _labels_hold_figures(stretch: Stretch) -> bool:
    """A quick look: whether any cell or line holds words and figures."""
    texts = (cell.text for block in stretch.blocks for cell in cells_of(block))
    return any(FIGURE.search(text[:LONGEST_PART]) and normal(text[:LONGEST]) for text in texts)


def _in_no_row(stretch: Stretch, figures: Mapping[str, Figure]) -> int:
    """How many figures stand in runs of which no figure was read."""
    given = {figure.place for figure in figures.values() if figure.place}
    runs = stream_of(stretch.blocks).runs
    stray = [run for run in runs if not any(piece.place in given for piece in run.figures)]
    return sum(FIGURE.search(piece.text) is not None for run in stray for piece in run.figures)


def _none_is_sure(own: Mapping[str, Figure]) -> bool:
    """Whether figures are printed and none of them is a number."""
    states = {figure.state for figure in own.values()}
    return State.NUMBER not in states and bool(states & {State.AMBIGUOUS, State.TEXT})


def _doubted(figure: Figure) -> Figure:
    """A figure that may be another's, or, blank as it looks, be printed elsewhere."""
    if figure.state is State.NUMBER and figure.value is not None:
        return Figure(None, State.AMBIGUOUS, figure.raw, figure.place, WHY, (figure.value,))
    if figure.state is State.BLANK:
        return Figure(None, State.MISSING, None, figure.place, WHY)
    return figure


def _is_nowhere(figure: Figure) -> bool:
    return figure.state is State.MISSING and figure.place is None

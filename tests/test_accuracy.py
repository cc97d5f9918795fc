"""Generated documents of every layout under every damage: nothing silently wrong, most read.

A few documents of each; `make accuracy` reads thousands and publishes the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest
from damage.cells import KINDS
from paper.formats import LAYOUTS, LOST
from trial import DAMAGE, Outcome, Trial, outcome

from goidata.extraction.reading import read

# Figures read of those printed, in per cent, at moderate damage; in glued text only sums show where
# a figure ends, and the figures of table two have none.
LEAST = {layout: 99.5 for layout in LAYOUTS} | {
    "glued": 95.0,
    "cells lost": 93.0,
    "cells lost, one line": 95.0,
    "tab rows, run on": 98.5,
}

# Documents in which a figure once was silently wrong, each of a cause of its own.
MET = (
    Trial("cell a line, tab", "four at once", 5),
    Trial("cells lost", "notes_marked", 40000),
    Trial("cells lost", "spaces_in_labels", 310001),
    Trial("cells lost, one line", "characters_lost", 540003),
    Trial("converter markdown", "cell_lost", 10025),
    Trial("converter markdown", "row_replaced", 80005),
    Trial("docx", "row_replaced", 50001),
    Trial("glued", "cell_lost", 320001),
    Trial("glued", "cells_blank", 400011),
    Trial("glued", "characters_lost", 7001),
    Trial("glued", "label_lost", 50005),
    Trial("glued", "notes_marked", 110004),
    Trial("glued", "page_number", 1),
    Trial("glued", "sums wrong", 320001),
    Trial("html", "row_replaced", 50004),
    Trial("pdf without rules", "four at once", 2),
    Trial("pdf without rules", "four at once", 400014),
    Trial("pdf without rules", "rows_of_two_years", 400004),
    Trial("pdf without rules", "rows_swapped", 200007),
    Trial("pdf without rules", "numbers_wrapped", 2001),
    Trial("pdf without rules", "two at once", 500019),
    Trial("tab rows, shifted", "four at once", 600009),
    Trial("text of a PDF", "column_inserted", 60000),
    Trial("text of a PDF", "labels_explained", 42000),
    Trial("tab rows, run on", "rows_numbered", 6),
    Trial("tab rows, run on", "number_split", 1),
    Trial("tab rows, run on", "number_split", 8),
    Trial("tab rows, shifted", "cell_lost", 42001),
    Trial("text of a PDF", "number_split", 930000),
    Trial("text of a PDF", "numbers_wrapped", 2000),
    Trial("text of a PDF", "numbers_wrapped", 2001),
    Trial("text of a PDF", "number_split", 42002),
    Trial("tab rows, run on", "rows_swapped", 3),
    Trial("tab rows, one line", "four at once", 90004),
    Trial("tab rows, run on", "four at once", 90004),
    Trial("tab rows, run on", "cell_lost", 90106),
    Trial("cell a line, tab", "four at once", 95000),
    Trial("glued", "sums wrong", 95000),
    Trial("xlsx", "four at once", 7),
    Trial("xlsx", "numbers_wrapped", 2000),
    Trial("docx", "total_first_without_heads", 1000),
    Trial("glued", "table_again", 1000),
    Trial("cell a line, tab", "label_digits", 1000),
    Trial("cell a line, tab", "number_amid_cells", 1000),
    Trial("converter markdown", "zeros_blank", 5),
    Trial("cell a line, tab", "number_for_blank_total", 800200),
    Trial("text of a PDF", "number_for_blank_total", 800203),
    Trial("html", "number_for_blank_total", 800203),
    Trial("converter markdown", "number_for_blank_total", 800201),
    Trial("tab rows", "figure_wrapped", 820005),
    Trial("pdf without rules", "figure_wrapped", 820009),
    Trial("bars", "group_lost_but_one", 820000),
    Trial("cells closed by bars", "number_in_cell", 820010),
    Trial("glued", "number_in_cell", 820004),
    Trial("glued", "figures_ended", 820008),
    Trial("tab rows", "ones_misread", 820005),
    Trial("converter markdown", "ones_misread", 820005),
    Trial("cells lost", "notes_marked", 820000),
    Trial("tab rows", "table_of_another_body", 820002),
    Trial("glued", "table_of_another_body", 820005),
    Trial("cell a line, tab", "numbers_wrapped", 861002),
    Trial("cells closed by bars", "numbers_wrapped", 862004),
    Trial("cells lost", "numbers_wrapped", 862004),
    Trial("cells lost, one line", "numbers_spaced", 863000),
    Trial("cells lost, one line", "figure_wrapped", 870000),
    Trial("tab rows", "labels_behind", 884000),
    Trial("glued", "labels_behind", 884000),
    Trial("pdf without rules", "labels_behind", 884000),
    Trial("tab rows, one line", "labels_moved", 884000),
    Trial("cells closed by bars", "labels_moved", 884001),
    Trial("cells lost", "labels_moved", 884001),
    Trial("text of a PDF", "heads_cut_short", 884000),
    Trial("cells lost, one line", "heads_cut_short", 885000),
    Trial("tab rows, run on", "heads_cut_short", 885002),
)


# PDFs are read by one reader, and the cells of a sheet as those of a page or a Word file.
SLOW = ("pdf", "pdf without rules", "xlsx")
PARTS = 16  # of slow formats twice as many


@pytest.mark.parametrize("trial", MET, ids=str)
def test_what_once_was_wrong_is_read_or_flagged(trial: Trial) -> None:
    assert not outcome(trial).wrong


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_silently_wrong_and_nearly_all_is_read(layout: str) -> None:
    """Some of the damages in each layout, each damage in some of the layouts; one flagged figure
    weighs as many times more."""
    parts = 2 * PARTS if layout in SLOW else PARTS
    some = list(DAMAGE)[list(LAYOUTS).index(layout) % parts :: parts]
    _is_right_and_read(layout, some, 100 - parts * (100 - LEAST[layout]))


@pytest.mark.long
@pytest.mark.parametrize("layout", LAYOUTS)
def test_of_each_layout_all_damages(layout: str) -> None:
    _is_right_and_read(layout, list(DAMAGE), LEAST[layout])


def _is_right_and_read(layout: str, damages: Sequence[str], least: float) -> None:
    found = {trial: outcome(trial) for trial in (Trial(layout, d, 7000) for d in damages)}
    assert not {trial: each.wrong for trial, each in found.items() if each.wrong}
    moderate = [each for trial, each in found.items() if trial.moderate]
    assert _share(moderate) >= least


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_undamaged_report_is_read_to_the_last_figure(layout: str) -> None:
    """Text without cells excepted, whose table two no sum holds."""
    found = outcome(Trial(layout, "none", 7001))
    assert not found.wrong
    if layout in LOST:
        assert all(name.startswith("disclosure.") for name in found.flagged)
    else:
        assert not found.flagged


def test_every_kind_of_damage_changes_some_document() -> None:
    for kind in KINDS:
        if kind == "none":
            continue
        pairs = [(Trial("bars", kind, seed), Trial("bars", "none", seed)) for seed in range(3)]
        assert any(_cells(damaged) != _cells(plain) for damaged, plain in pairs), kind


def test_places_and_reasons_go_with_every_figure() -> None:
    """What is a number names its place; what is none says why."""
    seen = defaultdict(int)
    for layout in LAYOUTS:
        _, (data, name) = Trial(layout, "four at once", 7002).document()
        for figure in read(data, name).figures.values():
            seen[figure.state] += 1
            if figure.value is not None:
                assert figure.raw and figure.place
            if figure.candidates:
                assert figure.reasons
    assert len(seen) > 2


def _share(outcomes: list[Outcome]) -> float:
    taken = sum(each.read for each in outcomes)
    return 100 * taken / (taken + sum(len(each.flagged) + len(each.wrong) for each in outcomes))


def _cells(trial: Trial) -> bytes:
    _, (data, _) = trial.document()
    return data

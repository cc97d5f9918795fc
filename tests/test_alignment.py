"""Form and document laid over each other: every layout, and damage of every kind."""

from __future__ import annotations

import random

import damage
import paper
import pytest
from crossed import crossed
from hypothesis import given, settings
from hypothesis import strategies as st

from goidata.documents.text import read as read_text
from goidata.extraction.report import Figure, State
from goidata.extraction.sections import split
from goidata.extraction.stream import stream_of
from goidata.extraction.tables import read_table
from goidata.form import TABLES, editions

NAMES = [form.name for form in editions()]


def figures_of(text: str) -> dict[str, Figure]:
    """What the tables of a text hold, section by section."""
    stretches = split(read_text(text.encode(), "report.txt"))
    figures: dict[str, Figure] = {}
    for table in TABLES:
        number = editions()[0].tables[table].section
        own = [s for s in stretches if s.number == number]
        before = [s for s in stretches if s.number < number]
        figures.update(read_table(table, stream_of((own or before[-1:])[0].blocks)).figures)
    return figures


def printed(seed: int, layout: str, name: str) -> tuple[dict[str, int | float], str]:
    figures = paper.consistent_figures(random.Random(seed), name)
    return figures, paper.report(paper.LAYOUTS[layout](name, figures))


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32), name=st.sampled_from(NAMES))
@pytest.mark.parametrize("layout", paper.LAYOUTS)
def test_every_figure_of_an_undamaged_layout_is_read(seed: int, layout: str, name: str) -> None:
    figures, text = printed(seed, layout, name)
    read = figures_of(text)
    assert {key: read[key].value for key in figures} == figures
    assert all(figure.place and figure.raw for figure in read.values())


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32), name=st.sampled_from(NAMES))
@pytest.mark.parametrize(("kind", "layout"), crossed(damage.KINDS, paper.LAYOUTS))
def test_nothing_is_silently_wrong(seed: int, layout: str, name: str, kind: str) -> None:
    figures, text = printed(seed, layout, name)
    damaged = damage.KINDS[kind](text, random.Random(seed))
    read = figures_of(damaged)
    wrong = {
        key: (figure.value, figures.get(key))
        for key, figure in read.items()
        if figure.state is State.NUMBER and figure.value != figures.get(key)
    }
    assert wrong == {}, damaged


@pytest.mark.parametrize("kind", damage.KINDS)
def test_damage_costs_no_more_than_what_it_touches(kind: str) -> None:
    """Over all layouts, the share of figures still read; a lost table is up to seven eighths."""
    least = 0.6 if kind == "table_lost" else 0.85
    read = total = 0
    for seed in range(4):
        for layout in paper.LAYOUTS:
            figures, text = printed(seed, layout, "2021")
            found = figures_of(damage.KINDS[kind](text, random.Random(seed)))
            read += sum(figure.state is State.NUMBER for figure in found.values())
            total += len(figures)
    assert read / total >= least


def test_places_point_at_what_is_printed() -> None:
    for layout in paper.LAYOUTS:
        _, text = printed(3, layout, "2021")
        lines = text.splitlines()
        for figure in figures_of(text).values():
            assert figure.place and figure.place.line and figure.raw
            assert figure.raw in lines[figure.place.line - 1]


def test_blank_cells_are_blank_and_not_zero() -> None:
    figures, _ = printed(5, "tab rows", "2021")
    blanked = {k: None if v == 0 else v for k, v in figures.items()}
    read = figures_of(paper.report(paper.tab_rows("2021", blanked)))
    for name, value in blanked.items():
        if value is None:
            assert read[name].state in (State.BLANK, State.AMBIGUOUS, State.MISSING)
            assert read[name].value is None


def test_a_column_of_totals_left_blank_is_blank() -> None:
    figures, _ = printed(6, "tab rows", "2021")
    totals = {
        k: None if k.endswith(".total") and k[:4] == "appl" else v for k, v in figures.items()
    }
    read = figures_of(paper.report(paper.tab_rows("2021", totals)))
    assert {name: read[name].value for name in totals} == totals


def test_words_in_place_of_a_figure_are_text() -> None:
    figures, _ = printed(9, "tab rows", "2021")
    for layout in ("tab rows", "bars"):
        marked = {**figures, "applications.received.business": 987654321}
        text = paper.report(paper.LAYOUTS[layout]("2021", marked))
        read = figures_of(text.replace("987654321", "见附件"))
        cell = read["applications.received.business"]
        assert (cell.state, cell.value, cell.raw) == (State.TEXT, None, "见附件")
        others = {k: v for k, v in figures.items() if k != "applications.received.business"}
        assert {k: read[k].value for k in others} == others


def test_a_torn_number_is_read_by_the_identities_that_its_row_meets() -> None:
    figures, text = printed(7, "tab rows", "2021")
    read = figures_of(damage.number_split(text, random.Random(7)))
    chosen = {k: f for k, f in read.items() if f.reasons}
    assert chosen
    assert all(f.raw and len(f.raw.split()) == 8 for f in chosen.values())
    assert {k: f.value for k, f in read.items()} == figures


def test_a_torn_number_in_a_row_that_does_not_add_up_stays_undecided() -> None:
    figures, _ = printed(7, "tab rows", "2021")
    name = "applications.received.total"
    wrong = {**figures, name: figures[name] + 1}
    lines = paper.report(paper.tab_rows("2021", wrong)).split("\n")
    at = next(i for i, line in enumerate(lines) if line.endswith(f"\t{wrong[name]}"))
    torn = f"{str(wrong[name])[0]}\t{str(wrong[name])[1:]}"
    lines[at] = lines[at].removesuffix(str(wrong[name])) + torn
    row = {k: f for k, f in figures_of("\n".join(lines)).items() if k.startswith(name[:21])}
    assert {figure.state for figure in row.values()} == {State.AMBIGUOUS}
    assert all(figure.reasons for figure in row.values())


def test_a_table_of_the_other_edition_is_told_by_its_rows() -> None:
    """The table of documents of 2021 with the one row of other handling of 2019 is real."""
    source = random.Random(8)
    new, old = paper.consistent_figures(source, "2021"), paper.consistent_figures(source, "2019")
    two, _, _ = paper.tab_rows("2021", new)
    _, three, four = paper.tab_rows("2019", old)
    read = figures_of(paper.report([two, three, four]))
    assert read["disclosure.normative_documents.in_force"].state is State.NUMBER
    assert read["applications.handled.other.total"].value == old["applications.handled.other.total"]
    assert "applications.handled.other.remaining.total" not in read

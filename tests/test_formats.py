"""The same report in every format gives the same figures."""

from __future__ import annotations

import random

import pytest
from crossed import crossed
from paper.figures import CHARACTERS, consistent_figures, mixed
from paper.formats import LAYOUTS, LOST
from paper.sheets import paper_of

from goidata.extraction.reading import read
from goidata.extraction.report import Report

FORMS = ("2021", "2019", "mixed")
WITH_CELLS = [name for name in LAYOUTS if name not in LOST]


def reports(seed: int, form: str) -> dict[str, Report]:
    """One report of known figures, read from every layout."""
    source = random.Random(seed)
    count = CHARACTERS[sorted(CHARACTERS)[seed % len(CHARACTERS)]]
    figures = mixed(source, count) if form == "mixed" else consistent_figures(source, form, count)
    found = {}
    for layout in WITH_CELLS:
        data, name = LAYOUTS[layout](paper_of(figures), random.Random(seed))
        found[layout] = read(data, name)
    return found


@pytest.mark.parametrize(("form", "seed"), crossed(FORMS, range(3)))
def test_figures_do_not_depend_on_the_format(form: str, seed: int) -> None:
    found = reports(seed, form)
    first = found.pop(WITH_CELLS[0])
    assert first.counts["number"] == len(first.figures)
    for layout, report in found.items():
        assert report.values == first.values, layout
        assert report.edition == first.edition, layout


def test_identity_and_narrative_do_not_depend_on_the_format() -> None:
    found = reports(1, "2021")
    first = found.pop(WITH_CELLS[0])
    claims = {(claim.name, claim.value) for claim in first.claims}
    assert claims
    for layout, report in found.items():
        who = report.identity
        assert (who.unit, who.year, who.region) == (
            first.identity.unit,
            first.identity.year,
            first.identity.region,
        ), layout
        assert [s.number for s in report.sections] == [1, 2, 3, 4, 5, 6], layout
        assert {(claim.name, claim.value) for claim in report.claims} == claims, layout

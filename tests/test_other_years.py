"""Columns of another year among those of the form, and numbers beside those of a row, on paper."""

from __future__ import annotations

import pytest
from trial import Trial, outcome

WITH_CELLS = ("tab rows", "commas", "cell a line, bar", "bars", "docx", "html")
# In make test-long.
LONG_PDF = pytest.param("pdf", marks=pytest.mark.long)
LONG_XLSX = pytest.param("xlsx", marks=pytest.mark.long)


@pytest.mark.parametrize("layout", WITH_CELLS)
def test_columns_of_another_year_are_told_by_heads_and_sums(layout: str) -> None:
    """Tables three are read in full, whichever of their columns is put in and where."""
    found = [outcome(Trial(layout, "last_year_columns", seed)) for seed in range(800200, 800206)]
    assert not any(each.wrong for each in found)
    whole = [n for each in found for n in each.flagged if n.startswith("applications.")]
    assert len(whole) <= len(found)  # a remark or blank cell, of more than a thousand


@pytest.mark.parametrize("layout", ["docx", LONG_XLSX, "converter markdown"])
@pytest.mark.parametrize("kind", ["column_inserted", "last_year_columns"])
def test_a_cell_lost_beside_a_column_more_moves_nothing(layout: str, kind: str) -> None:
    class Both(Trial):
        def _kinds(self, source: object) -> list[str]:
            return [kind, "cell_lost"]

    assert not [seed for seed in (800500, 800503) if outcome(Both(layout, kind, seed)).wrong]


@pytest.mark.parametrize("layout", ["tab rows", "html", LONG_PDF, "commas"])
@pytest.mark.parametrize("kind", ["traditional_characters", "changes_netted"])
def test_other_characters_and_netted_changes_cost_nothing(layout: str, kind: str) -> None:
    for seed in range(800200, 800203):
        found = outcome(Trial(layout, kind, seed))
        assert not found.wrong and not found.flagged

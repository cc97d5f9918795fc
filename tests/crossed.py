"""Which of many cases make test tries: of two kinds combined, each value of either; of one kind,
one in so many. All are in make test-long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def crossed(first: Iterable[Any], second: Iterable[Any], shift: int = 0) -> list[Any]:
    """All pairs, for parametrize; those off the diagonal, which begins `shift` later, are long."""
    rows, columns = list(first), list(second)
    least = min(len(rows), len(columns))
    return [
        pytest.param(row, column, marks=() if (i + shift - j) % least == 0 else pytest.mark.long)
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
    ]


def some(cases: Iterable[Any], every: int) -> list[Any]:
    """All cases, for parametrize; those between one and the next of `every` are long."""
    return [
        pytest.param(case, marks=() if i % every == 0 else pytest.mark.long)
        for i, case in enumerate(cases)
    ]

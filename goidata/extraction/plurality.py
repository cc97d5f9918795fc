"""Signs that a file holds more than one report: rows of the form where no table should be, rows
again under labels already read, rows with the figures of two reports side by side."""

from __future__ import annotations

from collections.abc import Container
from functools import cache

from goidata.extraction.normal import label
from goidata.extraction.stream import Stream
from goidata.form import TABLES, editions


@cache
def _labels(tables: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
    """The labels of the rows that have several figures, by how many."""
    found: dict[int, set[str]] = {}
    for form in editions():
        for table in map(form.tables.__getitem__, tables):
            for row in table.rows if not table.across else ():
                if len(row.columns) > 1:
                    words = {label(text) for text in (row.zh, *row.variants)}
                    found.setdefault(len(row.columns), set()).update(words)
    return {width: tuple(words) for width, words in found.items()}


def rows_of_the_form(
    stream: Stream,
    tables: tuple[str, ...] = TABLES,
    without: Container[int] = (),
    times: int = 1,
) -> int:
    """How many runs, but those numbered in `without`, are full rows of `tables` under their label,
    or `times` as wide as that."""
    return sum(
        run.position > run.floor
        and index not in without
        and any(
            (run.most >= width and times == 1 if run.glued else len(run.figures) == width * times)
            and stream.labels[run.floor : run.position].endswith(words)
            for width, words in _labels(tables).items()
        )
        for index, run in enumerate(stream.runs)
    )

"""Signs that a file holds more than one report: rows of the form where no table should be, rows
again under labels already read, rows with the figures of two reports side by side."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache

from goidata.documents.document import Grid, Line
from goidata.extraction.normal import label, normal
from goidata.extraction.runs import Run
from goidata.extraction.stream import Stream
from goidata.form import TABLES, editions

DIGIT = re.compile(r"\d")
LONG = 8  # characters of a label that stands nowhere but in its row
FEWEST_AGAIN = 6  # such labels that are printed again
FEWEST_FIGURES = 8  # that no blank form has, with its pages and its year
FEW_WORDS = 4  # characters beside a number in its cell
LONGEST = 2000  # characters of a line that are looked at
FREE = re.compile(  # a number that is no ordinal, date or article
    r"(?<![\d.第（(])\d{1,15}(?![\d年月日号条页项]|\s?[.、．)）](?!\d))"
)
FEWEST_DIGITS = 7  # of figures of a row that are run together
SHORT = 100  # characters of a line that may be a row
MANY_DIGITS = re.compile(r"(?:\D*\d){50}")  # more than a line of prose has


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


def speaks_of_several(words: str) -> bool:
    """Whether the words of a file, in any order, are those of more than one report: it prints long
    labels of rows, each of which a report has once, again."""
    text = normal(words)
    return sum(text.count(each) > 1 for each in _long_labels()) >= FEWEST_AGAIN


def labels_again(stream: Stream) -> int:
    """How many of these labels stand more than once in a stretch, each time with several figures in
    them or right behind them; converters print some labels again with the first figure alone."""
    twice = [words for words in _long_labels() if stream.labels.count(words) > 1]
    figures = {run.position for run in stream.runs if _has_several(run)} if twice else set()
    return sum(
        sum(
            not figures.isdisjoint(range(found.start() + 1, found.end() + 1))
            for found in re.finditer(re.escape(words), stream.labels)
        )
        > 1
        for words in twice
    )


def _has_several(run: Run) -> bool:
    """Whether a run has several figures, should they also be run together."""
    return len(run.figures) > 1 or sum(len(piece.text) for piece in run.figures) >= FEWEST_DIGITS


def _is_parted(run: Run) -> bool:
    """Whether every other piece of a run is no number: a sign that parts the others."""
    numbers = [DIGIT.search(piece.text) is not None for piece in run.figures]
    return not any(numbers[::2]) or not any(numbers[1::2])


@cache
def _long_labels() -> frozenset[str]:
    rows = (row for form in editions() for row in form.tables["applications"].rows)
    return frozenset(words for row in rows if len(words := label(row.zh)) >= LONG)


def prints_the_form(words: str) -> bool:
    """Whether most of these labels stand in the words of a file: its tables are there, whatever
    became of their figures."""
    text = normal(words)
    return sum(each in text for each in _long_labels()) * 2 > len(_long_labels())


def holds_figures(blocks: Sequence[Line | Grid]) -> bool:
    """Whether more figures stand among the blocks than pages or ordinals have: a form that is
    filled in, whether its tables are read or not."""
    cells = (c for block in blocks if isinstance(block, Grid) for row in block.rows for c in row)
    count = sum(looks_like_figure(cell.text) for cell in cells)
    lines = (block.text for block in blocks if isinstance(block, Line))
    return count + sum(len(FREE.findall(text[:LONGEST])) for text in lines) >= FEWEST_FIGURES


def looks_like_figure(text: str) -> bool:
    """Whether a cell holds a number and hardly a word."""
    return len(text) <= SHORT and FREE.search(text) is not None and len(normal(text)) <= FEW_WORDS


def may_hold_rows(blocks: Sequence[Line | Grid], fewest: int) -> bool:
    """A quick look: whether a stretch can hold as many rows of the form at all. It takes tables, as
    many short lines with digits, or a line of many."""
    if any(isinstance(block, Grid) for block in blocks):
        return True
    lines = [block for block in blocks if isinstance(block, Line) and DIGIT.search(block.text)]
    short = sum(len(line.text) <= SHORT for line in lines)
    return short >= fewest or any(MANY_DIGITS.match(line.text) for line in lines)


def rows_of_the_form(
    stream: Stream,
    tables: tuple[str, ...] = TABLES,
    without: Container[int] = (),
    times: int = 1,
) -> int:
    """How many runs, but those numbered in `without`, are full rows of `tables` under their label,
    or `times` as wide as that, signs between figures not counted."""
    return sum(
        run.position > run.floor
        and index not in without
        and (times == 1 or not _is_parted(run))
        and any(
            (run.most >= width and times == 1 if run.glued else len(run.figures) == width * times)
            and stream.labels[run.floor : run.position].endswith(words)
            for width, words in _labels(tables).items()
        )
        for index, run in enumerate(stream.runs)
    )

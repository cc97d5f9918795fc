"""The tables of a synthetic report as reading would give them, without reading them: they are
printed where those of another of the same form are, which has been read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from goidata.documents.opening import open_document
from goidata.extraction.reading import Tables
from goidata.extraction.report import Figure, State
from goidata.extraction.sections import Stretch, split
from goidata.extraction.tables import TableReading
from goidata.extraction.together import read_tables
from goidata.form import TABLES, editions
from goidata.samples import Sample

_MENDED = frozenset(["words"])  # the faults that leave the tables as they were drawn


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The tables of a form as read once, and the lines on which their sections begin."""

    tables: Mapping[str, TableReading]
    begins: Mapping[str, int]


_patterns: dict[str, _Pattern] = {}


def known_tables(sample: Sample) -> Tables | None:
    """What gives the tables of a report, or None where they must be read: a fault in them is for
    the reader to judge."""
    if sample.fault and sample.fault.kind not in _MENDED:
        return None
    pattern = _patterns.get(sample.form.name)
    if pattern is None:
        pattern = _patterns[sample.form.name] = _pattern(sample)
    return lambda stretches: _moved(pattern, sample.figures, stretches)


def _pattern(sample: Sample) -> _Pattern:
    stretches = split(open_document(sample.text.encode(), sample.file))
    return _Pattern(read_tables(stretches), _begins(stretches))


def _begins(stretches: Sequence[Stretch]) -> dict[str, int]:
    numbers = {editions()[0].tables[table].section: table for table in TABLES}
    return {
        numbers[each.number]: each.line.place.line or 0
        for each in stretches
        if each.line and each.number in numbers
    }


def _moved(
    pattern: _Pattern, figures: Mapping[str, int | float], stretches: Sequence[Stretch]
) -> dict[str, TableReading]:
    here = _begins(stretches)
    return {
        name: _as_printed(read, figures, here[name] - pattern.begins[name])
        for name, read in pattern.tables.items()
    }


def _as_printed(
    read: TableReading, figures: Mapping[str, int | float], further: int
) -> TableReading:
    """The table `further` lines down, with its figures."""
    found: dict[str, Figure] = {}
    for name, figure in read.figures.items():
        place = figure.place
        if place is not None:
            place = place._replace(line=(place.line or 0) + further)
        value, raw = figures[name], str(figures[name])
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # as the reader has it
        found[name] = Figure(value, State.NUMBER, raw, place)
    return replace(
        read, figures=found, lines=frozenset(line + further for line in read.lines), rows=()
    )

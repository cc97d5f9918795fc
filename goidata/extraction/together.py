"""The three tables of a report side by side: what befell one may have befallen the others, and what
a page leaves open about one, the others tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from goidata.extraction.editions import settled
from goidata.extraction.laid import PLAIN, Habits
from goidata.extraction.reasons import Reason
from goidata.extraction.report import Figure
from goidata.extraction.sections import Stretch
from goidata.extraction.stream import stream_of
from goidata.extraction.tables import MISSING, TableReading, read_table
from goidata.form import TABLES, edition, editions

Readings = Mapping[str, TableReading]


def read_tables(stretches: Sequence[Stretch]) -> dict[str, TableReading]:
    """The three tables of a document's sections. What befell the cells of one may have befallen
    those of the others, which are then read with that in mind."""
    streams = {table: stream_of(stretch_of(table, stretches).blocks) for table in TABLES}
    found = {table: read_table(table, stream) for table, stream in streams.items()}
    habits = PLAIN
    while (seen := _habits(found)) != habits:
        habits = seen
        found = {
            table: read if read.habits == habits else read_table(table, streams[table], habits)
            for table, read in found.items()
        }
    return found


def in_likeliest_editions(
    tables: Readings, stretches: Sequence[Stretch], year: int
) -> dict[str, TableReading]:
    """The tables in the editions that are likeliest where several fit alike."""
    likeliest = settled({name: reading.fitting for name, reading in tables.items()}, year)
    found = dict(tables)
    for name, (first, *_) in ((name, names) for name, names in likeliest.items() if names):
        if {field.name for field in edition(first).fields_of(name)} == set(found[name].figures):
            found[name] = replace(found[name], edition=first)
        elif found[name].lines and not found[name].apart:
            stream = stream_of(stretch_of(name, stretches).blocks)
            found[name] = read_table(name, stream, found[name].habits, likeliest[name])
    return found


def _habits(found: Readings) -> Habits:
    """What befell the cells of any of the tables."""
    return Habits(*(any(each) for each in zip(*(r.habits for r in found.values()), strict=True)))


def printed(tables: Readings, stretches: Sequence[Stretch]) -> dict[str, tuple[str, Stretch]]:
    """The edition of each table that stands there as text, row by row, and the stretch that holds
    it."""
    return {
        name: (reading.edition, stretch_of(name, stretches))
        for name, reading in tables.items()
        if reading.edition and reading.lines and not reading.apart
    }


def stretch_of(table: str, stretches: Sequence[Stretch]) -> Stretch:
    """The table's section, or, where its heading is lost, what stands before the next."""
    number = section_of(table)
    return next(stretch for stretch in reversed(stretches) if stretch.number <= number)


def section_of(table: str) -> int:
    """The section that a table stands in."""
    return editions()[0].tables[table].section


def editions_of(tables: Readings) -> dict[str, str | None]:
    """Each table's edition; None where the table is not there."""
    return {name: reading.edition for name, reading in tables.items()}


def figures_of(tables: Readings, why: tuple[Reason, ...]) -> dict[str, Figure]:
    """Every figure of each table's edition; those of an absent table, in the other tables' edition,
    are missing, `why` if anything is known of it."""
    found = editions_of(tables)
    known = [name for name in found.values() if name]
    fallback = max(known, key=known.count) if known else editions()[0].name
    figures: dict[str, Figure] = {}
    missing = MISSING._replace(reasons=why)
    for table in TABLES:
        read = tables[table].figures
        for field in edition(found[table] or fallback).fields_of(table):
            figures[field.name] = read.get(field.name, missing)
    return figures

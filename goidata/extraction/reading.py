"""A file read to the end: document, sections, tables, narrative and identity in one report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from goidata.documents.document import Document, Line, Place, Sight
from goidata.documents.limits import bounded
from goidata.documents.opening import open_document
from goidata.documents.recognition import is_installed
from goidata.documents.skim import words_of
from goidata.errors import Refusal
from goidata.extraction import identity, narrative
from goidata.extraction.behind import in_their_sections
from goidata.extraction.characters import as_printed, in_simplified, is_traditional, simplified
from goidata.extraction.eyesight import confirmed
from goidata.extraction.formalities import formalities
from goidata.extraction.pictured import in_picture, not_looked_at, with_words
from goidata.extraction.plurality import (
    speaks_of_several,
)
from goidata.extraction.reasons import reason
from goidata.extraction.refusing import FEWEST, not_a_report, refuse_blank, refuse_several, several
from goidata.extraction.report import Claim, Figure, Identity, Report, ReportSection
from goidata.extraction.sections import Stretch, split
from goidata.extraction.tables import TableReading, is_table_text
from goidata.extraction.together import (
    editions_of,
    figures_of,
    in_likeliest_editions,
    printed,
    read_tables,
    section_of,
)
from goidata.extraction.unassigned import by_labels
from goidata.extraction.unplaced import with_labels_alone
from goidata.extraction.worded import worded
from goidata.form import TABLES

FIRST = 1  # the section that tells of the year
NARRATIVE = (FIRST, 6)  # the sections whose statements are compared with the tables
DISCLOSURE = "disclosure"  # the table that prose may stand before
FEWEST_ROWS = 6  # of the tables that make a document a report of this form
PICTURED = (reason("in_picture"),)

Tables = Callable[[Sequence[Stretch]], dict[str, TableReading]]
Sights = Mapping[Place, Sight]


def read(
    data: bytes,
    name: str,
    hints: Sequence[str] = (),
    *,
    unit: str | None = None,
    year: int | None = None,
    tables: Tables | None = None,
) -> Report:
    """The report in `data`, the content of a file called `name`; `hints` are words around the file,
    such as the names of its folders, that may tell the region. `unit` and `year` are a person's
    word, for files in which nothing decides them. `tables` gives the tables of a document whose
    maker knows them; without it they are read.

    Raises Refusal with one of the promised codes where there is no one report to be read, or where
    reading takes more time or memory than a report can need.
    """
    try:
        with bounded(name):
            return _read(data, name, hints, unit, year, tables or read_tables)
    except Refusal as refusal:
        if refusal.code == "too_large" and speaks_of_several(words_of(data, name)):
            raise several(name) from refusal
        raise


def _read(
    data: bytes,
    name: str,
    hints: Sequence[str],
    unit: str | None,
    year: int | None,
    tables_of: Tables,
) -> Report:
    document = open_document(data, name)
    if not is_traditional(document):
        return _read_document(document, name, hints, unit, year, tables_of)
    words = tuple(map(simplified, hints))
    report = _read_document(in_simplified(document), name, words, unit, year, tables_of)
    return as_printed(report, document)


def _read_document(
    document: Document,
    name: str,
    hints: Sequence[str],
    unit: str | None,
    year: int | None,
    tables_of: Tables,
) -> Report:
    stretches, tables, by_eye = _tables_in(document, tables_of)
    refuse_blank(tables, stretches, name)
    refuse_several(tables, stretches, name)
    tables = with_labels_alone(tables, stretches)
    who = identity.identify(
        identity.lines_of(document),
        (name, *hints),
        document.addresses,
        unit=unit,
        year=year,
        tables=sum(reading.rows_found for reading in tables.values()) >= FEWEST_ROWS,
    )
    if all(reading.edition is None for reading in tables.values()) and len(stretches) < FEWEST:
        raise not_a_report(name)
    complete = all(reading.edition and not reading.apart for reading in tables.values())
    tables = in_likeliest_editions(tables, stretches, who.year)
    figures = figures_of(tables, PICTURED if document.pictures else ())
    for told in (worded, by_labels):
        figures |= told(figures, printed(tables, stretches))
    figures |= _confirmed(figures, tables, by_eye)
    # A number of the narrative that was recognised by eye has no sum to confirm it.
    claims = () if document.recognised else _claims(stretches, tables, who)
    form = formalities(document, stretches, who, printed(tables, stretches), figures)
    return Report(
        identity=who,
        edition=editions_of(tables),
        figures=figures,
        claims=_settled(claims, figures, who),
        sections=tuple(_section(stretch, tables) for stretch in stretches if stretch.number),
        context=_context(document, tables),
        formalities=replace(form, unseen=not_looked_at(document, complete)),
    )


def _tables_in(
    document: Document, tables_of: Tables
) -> tuple[Sequence[Stretch], dict[str, TableReading], dict[str, Sights]]:
    """The sections of a document, its tables, and what was seen in the cells of those that were
    recognised by eye."""
    stretches = split(document)
    tables = tables_of(stretches)
    if document.kind == "sheet" and all(each.edition is None for each in tables.values()):
        stretches = in_their_sections(stretches)
        tables = tables_of(stretches)
    if document.recognised:
        return stretches, tables, dict.fromkeys(tables, document.sights)
    found, sights = _pictured(document, tables) if document.pictures else ({}, {})
    return stretches, tables | found, dict.fromkeys(found, sights)


def _confirmed(
    figures: Mapping[str, Figure], tables: Mapping[str, TableReading], by_eye: Mapping[str, Sights]
) -> dict[str, Figure]:
    """Those figures that were recognised by eye, as far as sums confirm them."""
    keys = {key for table in by_eye for key in tables[table].figures}
    seen = {key: figure for key, figure in figures.items() if key in keys}
    sights = {place: sight for each in by_eye.values() for place, sight in each.items()}
    return confirmed(seen, {table: tables[table].edition for table in by_eye}, sights)


def _pictured(
    document: Document, tables: Mapping[str, TableReading]
) -> tuple[dict[str, TableReading], Sights]:
    """Those of the tables that the text lacks and that stand in its pictures, where what recognises
    them is installed, and what was seen in their cells."""
    lacking = [name for name, reading in tables.items() if reading.edition is None]
    if not lacking or not is_installed():
        return {}, {}
    seen = with_words(document)
    found = read_tables(split(seen))
    pictured = {
        name: replace(
            found[name],
            figures={
                key: figure._replace(place=in_picture(figure.place, document))
                for key, figure in found[name].figures.items()
            },
            lines=frozenset(),
        )
        for name in lacking
        if found[name].edition is not None
    }
    return pictured, seen.sights


def _settled(
    claims: Sequence[Claim], figures: Mapping[str, Figure], who: Identity
) -> tuple[Claim, ...]:
    values = {key: figure.value for key, figure in figures.items()}
    return narrative.settle(claims, values, who.scope)


def _claims(
    stretches: Sequence[Stretch], tables: Mapping[str, TableReading], who: Identity
) -> tuple[Claim, ...]:
    """What the words state: of sections one and six, of section two before its table, and, where
    no heading of section one is known, of what stands before the first section."""
    known = any(stretch.number == FIRST for stretch in stretches)
    found: list[Claim] = []
    for stretch in stretches:
        if stretch.number in NARRATIVE or stretch.number == section_of(DISCLOSURE):
            lines = _before_table(DISCLOSURE, stretch, tables)
            found.extend(narrative.claims_in(stretch.number, lines, who.year, who.unit))
        elif stretch.number == 0 and not known:
            lines = _before_table(DISCLOSURE, stretch, tables)
            found.extend(narrative.claims_in(FIRST, lines, who.year, who.unit))
    return narrative.merge(found)


def _before_table(
    table: str, stretch: Stretch, tables: Mapping[str, TableReading]
) -> Sequence[Line]:
    """The lines of a stretch that stand before a table, should it be there."""
    if stretch.number in NARRATIVE:
        return stretch.lines
    first = next((i for i, line in enumerate(stretch.lines) if _is_on(table, line, tables)), None)
    return stretch.lines[:first]


def _is_on(table: str, line: Line, tables: Mapping[str, TableReading]) -> bool:
    return line.place.line in tables[table].lines or is_table_text(table, line.text)


def _section(stretch: Stretch, tables: Mapping[str, TableReading]) -> ReportSection:
    """A section's running text; of a section with a table, what stands around the table."""
    table = next((name for name in TABLES if _holds(name, stretch.number)), None)
    lines: Sequence[Line] = stretch.lines
    if table:
        marks = [index for index, line in enumerate(lines) if _is_on(table, line, tables)]
        if marks:
            lines = [*lines[: marks[0]], *lines[marks[-1] + 1 :]]
    text = "\n".join(line.text.strip() for line in lines).strip()
    return ReportSection(
        stretch.number, stretch.heading, text, stretch.line.place if stretch.line else None
    )


def _holds(table: str, number: int) -> bool:
    return section_of(table) == number


def _context(document: Document, tables: Mapping[str, TableReading]) -> dict[int, str]:
    """The printed lines on which figures stand, by number."""
    wanted = set().union(*(reading.lines for reading in tables.values()))
    return {
        line.place.line: line.text
        for line in document.lines
        if line.place.line is not None and line.place.line in wanted
    }

"""Whether a report has the parts of the form: sections, their headings, tables, and their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goidata.checks.finding import Outcome
from goidata.checks.seen import HOLDS, Seen, undetermined
from goidata.extraction.headings import ordinal_of
from goidata.extraction.normal import normal
from goidata.extraction.report import Report, ReportSection, State
from goidata.form import TABLES, Row, Table, edition, editions
from goidata.form.headings import official_headings
from goidata.form.ordinals import numeral
from goidata.wording import Said


def sections(report: Report) -> Iterator[Seen]:
    """The six sections, whatever their headings say."""
    there = {section.number for section in report.sections}
    lacking = [section for section in editions()[0].sections if section.number not in there]
    if not lacking:
        yield HOLDS
        return
    expected = len(editions()[0].sections)
    if report.formalities.unseen:
        yield undetermined("form.sections_lacking", sections=lacking)
        return
    said = Said.of("findings.form.sections_lacking", sections=lacking)
    yield Seen(Outcome.FAILS, said, expected - len(lacking), expected)


def headings(report: Report) -> Iterator[Seen]:
    """The headings of the sections that are there; one finding for each that no edition of the form
    prints."""
    official = official_headings()
    other = [each for each in report.sections if not _as_in_form(each, official[each.number])]
    for section in other:
        form = f"{numeral(section.number)}、{official[section.number][0]}"
        entry = "heading_other" if section.heading else "heading_none"
        said = Said.of(f"findings.form.{entry}", printed=section.heading, form=form)
        yield Seen(Outcome.FAILS, said, quote=section.heading or None, place=section.place)
    if not other:
        yield HOLDS


def _as_in_form(section: ReportSection, official: Sequence[str]) -> bool:
    """Whether a heading is one of the form's; an ordinal that a file does not print as text is
    none that is wrong."""
    ordinal = ordinal_of(section.heading)
    words = normal(section.heading[ordinal.end :])
    bare = words[1:] if words[:1] == numeral(section.number) else words
    right = ordinal.number in (None, section.number) and not ordinal.lower
    return right and {words, bare} & set(map(normal, official)) != set()


def tables(report: Report) -> Iterator[Seen]:
    """The three tables, as text; of those that are not there, the headings that are."""
    lacking = [editions()[0].tables[name] for name in TABLES if report.edition[name] is None]
    if not lacking:
        yield HOLDS
        return
    if report.formalities.unseen:
        yield undetermined("form.tables_lacking", tables=lacking)
        return
    numbers = {table.section for table in lacking}
    headed = [each for each in report.sections if each.number in numbers and each.heading]
    there, place = len(TABLES) - len(lacking), headed[0].place if headed else None
    said = Said.of("findings.form.tables_lacking", tables=lacking)
    if headed:
        quoted = [Said.of("findings.form.printed", words=each.heading) for each in headed]
        said = Said.of("findings.form.tables_headed", tables=lacking, headings=quoted)
    yield Seen(Outcome.FAILS, said, there, len(TABLES), place=place)


def rows(report: Report) -> Iterator[Seen]:
    """The rows of each table that is there; those that it does not print are named."""
    for name in TABLES:
        form = report.edition[name]
        if form is None:
            continue
        table = edition(form).tables[name]
        lacking = [row for row in table.rows if _is_missing(report, table, row)]
        absent = [row for row in lacking if row.name in report.formalities.unprinted.get(name, ())]
        if absent:
            yield _absent(table, absent)
        elif lacking:
            yield undetermined("form.rows_unread", rows=_quoted(lacking))
        else:
            yield HOLDS


def _is_missing(report: Report, table: Table, row: Row) -> bool:
    names = [table.figure(row, column) for column in row.columns]
    return all(report.figures[name].state is State.MISSING for name in names)


def _absent(table: Table, absent: Sequence[Row]) -> Seen:
    expected = len(table.rows)
    return Seen(
        Outcome.FAILS,
        Said.of("findings.form.rows_unprinted", table=table, rows=_quoted(absent)),
        expected - len(absent),
        expected,
        operands=tuple(table.figure(row, column) for row in absent for column in row.columns),
    )


def _quoted(rows: Sequence[Row]) -> list[Said]:
    return [Said.of("findings.form.row", row=row) for row in rows]

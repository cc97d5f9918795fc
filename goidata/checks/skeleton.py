"""Whether a report has the parts of the form: sections, their headings, tables, and their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goidata.checks.finding import Outcome
from goidata.checks.seen import HOLDS, Seen, undetermined
from goidata.extraction.headings import NUMERALS, ordinal_of
from goidata.extraction.normal import normal
from goidata.extraction.report import Report, ReportSection, State
from goidata.form import TABLES, Row, Table, edition, editions
from goidata.form.headings import official_headings


def sections(report: Report) -> Iterator[Seen]:
    """The six sections, whatever their headings say."""
    there = {section.number for section in report.sections}
    lacking = [section for section in editions()[0].sections if section.number not in there]
    if not lacking:
        yield HOLDS
        return
    zh = "、".join(section.zh for section in lacking)
    en = ", ".join(section.en for section in lacking)
    expected = len(editions()[0].sections)
    yield Seen(
        Outcome.FAILS, (f"没有找到：{zh}", f"not found: {en}"), expected - len(lacking), expected
    )


def headings(report: Report) -> Iterator[Seen]:
    """The headings of the sections that are there; one finding for each that no edition of the form
    prints."""
    official = official_headings()
    other = [each for each in report.sections if not _as_in_form(each, official[each.number])]
    for section in other:
        form = f"{NUMERALS[section.number - 1]}、{official[section.number][0]}"
        printed = section.heading
        zh = f"标题印作“{printed}”，规定为“{form}”" if printed else f"没有印出标题“{form}”"
        en = f"printed “{printed}”, the form says “{form}”" if printed else f"“{form}” not printed"
        yield Seen(Outcome.FAILS, (zh, en), quote=printed or None, place=section.place)
    if not other:
        yield HOLDS


def _as_in_form(section: ReportSection, official: Sequence[str]) -> bool:
    """Whether a heading is one of the form's; an ordinal that a file does not print as text is
    none that is wrong."""
    ordinal = ordinal_of(section.heading)
    words = normal(section.heading[ordinal.end :])
    bare = words[1:] if words[:1] == NUMERALS[section.number - 1] else words
    right = ordinal.number in (None, section.number) and not ordinal.lower
    return right and {words, bare} & set(map(normal, official)) != set()


def tables(report: Report) -> Iterator[Seen]:
    """The three tables, as text."""
    lacking = [editions()[0].tables[name] for name in TABLES if report.edition[name] is None]
    if not lacking:
        yield HOLDS
        return
    zh = "、".join(table.zh for table in lacking)
    en = ", ".join(table.en for table in lacking)
    yield Seen(
        Outcome.FAILS,
        (f"没有读到：{zh}", f"not read: {en}"),
        len(TABLES) - len(lacking),
        len(TABLES),
    )


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
            yield undetermined(*_not_found(lacking))
        else:
            yield HOLDS


def _is_missing(report: Report, table: Table, row: Row) -> bool:
    names = [table.figure(row, column) for column in row.columns]
    return all(report.figures[name].state is State.MISSING for name in names)


def _absent(table: Table, absent: Sequence[Row]) -> Seen:
    zh = "、".join(f"“{row.zh}”" for row in absent)
    en = ", ".join(f"“{row.en}”" for row in absent)
    expected = len(table.rows)
    return Seen(
        Outcome.FAILS,
        (f"{table.zh}表中没有印出：{zh}", f"{table.en}: rows not printed: {en}"),
        expected - len(absent),
        expected,
        operands=tuple(table.figure(row, column) for row in absent for column in row.columns),
    )


def _not_found(lacking: Sequence[Row]) -> tuple[str, str]:
    zh = "、".join(f"“{row.zh}”" for row in lacking)
    en = ", ".join(f"“{row.en}”" for row in lacking)
    return f"没有读到的行，无法确定是否印出：{zh}", f"rows not read, printed or not: {en}"

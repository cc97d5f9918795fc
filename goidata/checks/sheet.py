"""A report as people read it: who, when, the three tables, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goidata.checks.faults import severity_word
from goidata.checks.finding import Finding, Outcome
from goidata.checks.hinting import hint
from goidata.checks.subjects import figure_label
from goidata.checks.unread import NOT_READ
from goidata.checks.wording import message
from goidata.extraction.reasons import said
from goidata.extraction.report import Figure, Report, State
from goidata.form import TABLES, Table, all_fields, claim_kinds, edition, editions
from goidata.form.dictionary import Listing
from goidata.regions import by_code, full_name
from goidata.wording import say, shown

_UNREAD = (State.BLANK, State.NA, *NOT_READ, State.RECOGNISED)


def heading(report: Report, language: str) -> str:
    """Title, unit, scope, region and year in one line."""
    identity = report.identity
    region = by_code(identity.region) if identity.region else None
    undecided = say("report.head.undecided", language)
    place = f"{full_name(region)} {region.code}" if region else undecided
    return f"{identity.title} — {identity.unit} · {identity.scope} · {place} · {identity.year}"


def counted(report: Report, language: str) -> str:
    """How many figures were read, and how many of the others in which state."""
    counts = report.counts
    read, total = counts[State.NUMBER], len(report.figures)
    others = (
        say("report.head.also", language, state=_mark(state, language), n=counts[state])
        for state in _UNREAD
        if counts.get(state)
    )
    return "".join([say("report.head.read", language, read=read, total=total), *others])


def tables(report: Report, language: str) -> Iterator[Listing]:
    """The tables of the form with the figures read; what is no number is marked with its state."""
    for name in TABLES:
        printed = report.edition[name]
        if printed is not None:
            yield _listing(edition(printed).tables[name], report, language)
        else:
            table = editions()[0].tables[name]
            absent = say("report.head.no_table", language)
            yield Listing(table.named(language), (absent,), ())


def failing(findings: Sequence[Finding], language: str) -> Iterator[str]:
    """One line for each check that fails, the gravest first."""
    order = ["error", "warning", "info"]
    failed = [each for each in findings if each.outcome is Outcome.FAILS]
    for finding in sorted(failed, key=lambda each: order.index(each.severity)):
        severity = severity_word(finding.severity, language)
        hinted = hint(finding, language)
        yield f"[{severity}] {finding.check} {message(finding, language)}"
        if hinted:
            yield f"    {hinted}"


def unread(report: Report, language: str) -> Iterator[str]:
    """One line for each cell, of the tables that are there, that was not read as a number."""
    for name, figure in report.figures.items():
        if figure.state is not State.NUMBER and report.edition[all_fields()[name].table]:
            raw = f" “{figure.raw}”" if figure.raw else ""
            why = said(figure.reasons, language)
            reason = f" ({why})" if why else ""
            state = _mark(figure.state, language)
            yield f"[{state}] {figure_label(name, language)}{raw}{reason}"


def stated(report: Report, language: str) -> Iterator[str]:
    """One line for each statement of the narrative: what, how many, in which words."""
    for claim in report.claims:
        kind = claim_kinds()[claim.name]
        about = "≥" if claim.approximate else ""
        label = kind.named(language)
        yield f"{label} {about}{shown(claim.value)} — {claim.quote}"


def outcomes(findings: Sequence[Finding], language: str) -> str:
    """How many checks hold, fail and could not be decided."""
    holds, fails, undetermined = (
        sum(each.outcome is outcome for each in findings) for outcome in Outcome
    )
    return say("report.head.checks", language, holds=holds, fails=fails, undetermined=undetermined)


def _listing(table: Table, report: Report, language: str) -> Listing:
    """One line a printed row; the column's name stands with the figure where rows differ in it."""
    columns = table.rows[0].columns
    same = all(row.columns == columns for row in table.rows)
    head = ("", *(c.named(language) for c in columns)) if same else ("", "", "")
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        label = row.named(language)
        cells = {c: report.figures[table.figure(row, c)] for c in row.columns}
        if same:
            rows.append((label, *(_cell(figure, language) for figure in cells.values())))
        else:
            rows += [
                (label, c.named(language), _cell(figure, language)) for c, figure in cells.items()
            ]
    return Listing(table.named(language), head, tuple(rows))


def _cell(figure: Figure, language: str) -> str:
    if figure.value is not None:
        return shown(figure.value)
    mark = _mark(figure.state, language)
    seen = figure.candidates if figure.state is State.RECOGNISED else ()
    return " ".join([*map(shown, seen), mark])


def _mark(state: State, language: str) -> str:
    return say(f"report.state.{state.value}", language)

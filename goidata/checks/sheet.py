"""A report as people read it: who, when, the three tables, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goidata.checks.faults import severity_word
from goidata.checks.finding import Finding, Outcome
from goidata.checks.hinting import hint
from goidata.checks.wording import figure_label, message, shown
from goidata.extraction.reasons import said
from goidata.extraction.report import Figure, Report, State
from goidata.form import TABLES, Table, all_fields, claim_kinds, edition, editions
from goidata.form.dictionary import Listing
from goidata.regions import by_code, full_name

_MARKS = {
    State.BLANK: ("空白", "blank"),
    State.NA: ("/", "/"),
    State.TEXT: ("文字", "text"),
    State.MISSING: ("缺", "missing"),
    State.AMBIGUOUS: ("？", "?"),
}


def heading(report: Report, language: str) -> str:
    """Title, unit, scope, region and year in one line."""
    identity = report.identity
    region = by_code(identity.region) if identity.region else None
    undecided = "region undecided" if language == "en" else "地区未定"
    place = f"{full_name(region)} {region.code}" if region else undecided
    return f"{identity.title} — {identity.unit} · {identity.scope} · {place} · {identity.year}"


def counted(report: Report, language: str) -> str:
    """How many figures were read, and how many of the others in which state."""
    counts = report.counts
    total, read = len(report.figures), counts[State.NUMBER]
    others = [f"{_mark(state, language)} {counts[state]}" for state in _MARKS if counts[state]]
    said = f"{read} of {total} figures read" if language == "en" else f"读出 {read}/{total} 个数字"
    return ", ".join([said, *others]) if language == "en" else "，".join([said, *others])


def tables(report: Report, language: str) -> Iterator[Listing]:
    """The tables of the form with the figures read; what is no number is marked with its state."""
    for name in TABLES:
        printed = report.edition[name]
        if printed is not None:
            yield _listing(edition(printed).tables[name], report, language)
        else:
            table = editions()[0].tables[name]
            yield Listing(_title(table, language), _absent(language), ())


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
        label = kind.en if language == "en" else kind.zh
        yield f"{label} {about}{shown(claim.value)} — {claim.quote}"


def outcomes(findings: Sequence[Finding], language: str) -> str:
    """How many checks hold, fail and could not be decided."""
    holds, fails, undetermined = (
        sum(each.outcome is outcome for each in findings) for outcome in Outcome
    )
    if language == "en":
        return f"{holds} checks hold, {fails} fail, {undetermined} undetermined"
    return f"校验：成立 {holds}，不成立 {fails}，无法判定 {undetermined}"


def _listing(table: Table, report: Report, language: str) -> Listing:
    """One line a printed row; the column's name stands with the figure where rows differ in it."""
    columns = table.rows[0].columns
    same = all(row.columns == columns for row in table.rows)
    english = language == "en"
    head = ("", *(c.en if english else c.zh for c in columns)) if same else ("", "", "")
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        label = row.en if english else row.zh
        cells = {c: report.figures[table.figure(row, c)] for c in row.columns}
        if same:
            rows.append((label, *(_cell(figure, language) for figure in cells.values())))
        else:
            rows += [
                (label, c.en if english else c.zh, _cell(figure, language))
                for c, figure in cells.items()
            ]
    return Listing(_title(table, language), head, tuple(rows))


def _title(table: Table, language: str) -> str:
    return table.en if language == "en" else table.zh


def _absent(language: str) -> tuple[str, ...]:
    return ("the table is not in the document" if language == "en" else "文件中没有这张表",)


def _cell(figure: Figure, language: str) -> str:
    return shown(figure.value) if figure.state is State.NUMBER else _mark(figure.state, language)


def _mark(state: State, language: str) -> str:
    return _MARKS[state][language == "en"]

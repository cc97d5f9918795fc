"""What was found in files before publication, as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goidata.checks.finding import Finding, Outcome
from goidata.checks.hinting import hint
from goidata.checks.located import label_of, located
from goidata.checks.places import told
from goidata.checks.subjects import subject_label
from goidata.checks.unread import cell_label, table_label, unread, why
from goidata.checks.wording import message
from goidata.documents.document import Place
from goidata.errors import GoidataError
from goidata.extraction.report import Figure, Report, State
from goidata.form import all_fields, checks, editions
from goidata.wording import say

Row = dict[str, str | int | float | None]

UNREAD, UNDETERMINED = "unread", "undetermined"
HEADS = (
    "file",
    "unit",
    "year",
    "check",
    "name",
    "subject",
    "outcome",
    "severity",
    "left",
    "right",
    "difference",
    "place",
    "raw",
    "message",
    "hint",
)


def heads(language: str) -> list[str]:
    """The column heads, in order."""
    return [say(f"report.fault.{head}", language) for head in HEADS]


class Fault(NamedTuple):
    """Something to be told of a report: its severity, UNREAD or UNDETERMINED; its row, with what it
    has in no column, its place on the `form`; its place in the document, None where it concerns all
    of it."""

    kind: str
    row: Row
    place: Place | None


def of_report(
    file: str, report: Report, findings: tuple[Finding, ...], language: str
) -> Iterator[Row]:
    """The rows of all that is to be told of a report."""
    return (each.row for each in faults_of(file, report, findings, language))


def faults_of(
    file: str, report: Report, findings: tuple[Finding, ...], language: str
) -> Iterator[Fault]:
    """One for each cell that could not be read, and was not checked therefore; then one for each
    check that fails, or could not be decided."""
    about: Row = {"file": file, "unit": report.identity.unit, "year": report.identity.year}
    for name, figure in unread(report).items():
        yield Fault(UNREAD, {**about, **_unread(name, figure, language)}, figure.place)
    for finding in sorted(findings, key=lambda each: _in_form(report, each)):
        if _is_told(finding):
            fails = finding.outcome is Outcome.FAILS
            row = {**about, **_finding(report, finding, language)}
            yield Fault(finding.severity if fails else UNDETERMINED, row, _place(report, finding))


def of_refusal(file: str, error: GoidataError, language: str) -> Row:
    """The row of a file that was not read."""
    return {
        "file": file,
        "check": error.code,
        "outcome": _word("refused", language),
        "message": error.message(language),
    }


def values(row: Row) -> list[str | int | float | None]:
    """A row's cells in the order of the heads."""
    return [row.get(key) for key in HEADS]


def _in_form(report: Report, finding: Finding) -> tuple[bool, int, int]:
    """Where in the form a finding belongs: its section, and its first figure within it. Failures
    stand before what cannot be told."""
    names = list(report.figures)
    places = [names.index(name) for name in finding.operands if name in report.figures]
    first = min(places, default=0)
    section = 0
    if finding.claim:
        section = finding.claim.section
    elif places:
        table = all_fields()[names[first]].table
        section = editions()[0].tables[table].section
    return finding.outcome is not Outcome.FAILS, section, first


def _is_told(finding: Finding) -> bool:
    """A cell that was not read is listed as such, not once more as a check of that cell alone; and
    what cannot be told for want of anything to check is no fault."""
    if finding.outcome is Outcome.UNDETERMINED:
        return checks()[finding.check].kind != "domain" and finding.said is None
    return finding.outcome is Outcome.FAILS


def _unread(name: str, figure: Figure, language: str) -> Row:
    return {
        "name": table_label(name, language),
        "subject": cell_label(name, language),
        "outcome": _word("recognised" if figure.state is State.RECOGNISED else UNREAD, language),
        "form": label_of([name], language),
        "place": told(figure.place, language),
        "raw": figure.raw,
        "message": why(figure, language),
    }


def _finding(report: Report, finding: Finding, language: str) -> Row:
    check, fails = checks()[finding.check], finding.outcome is Outcome.FAILS
    return {
        "check": finding.check,
        "name": check.named(language),
        "subject": subject_label(finding, language),
        "outcome": _word(finding.outcome.value, language),
        "severity": severity_word(finding.severity, language) if fails else None,
        "left": finding.left,
        "right": finding.right,
        "difference": finding.difference,
        "form": located(finding, language),
        "place": told(_place(report, finding), language),
        "raw": finding.claim.quote if finding.claim else finding.quote,
        "message": message(finding, language),
        "hint": hint(finding, language),
    }


def _place(report: Report, finding: Finding) -> Place | None:
    """Where to look first: the statement, or the first operand."""
    if finding.claim or finding.place:
        return finding.claim.place if finding.claim else finding.place
    pointed = report.figures.get(finding.hint.figure or "") if finding.hint else None
    if pointed:
        return pointed.place
    figures = (report.figures.get(name) for name in finding.operands)
    return next((figure.place for figure in figures if figure and figure.place), None)


def severity_word(severity: str, language: str) -> str:
    """How grave a finding is, in a word."""
    return say(f"findings.severity.{severity}", language)


def _word(outcome: str, language: str) -> str:
    return say(f"findings.outcome.{outcome}", language)

"""What was found in files before publication, as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from goidata.checks.finding import Finding, Outcome
from goidata.checks.wording import message, subject_label
from goidata.documents.document import Place
from goidata.errors import GoidataError
from goidata.extraction.report import Report, State
from goidata.form import all_fields, checks

Row = dict[str, str | int | float | None]

_HEADS = {
    "file": "文件",
    "unit": "单位",
    "year": "年度",
    "check": "校验",
    "name": "内容",
    "subject": "对象",
    "outcome": "结果",
    "severity": "级别",
    "left": "左边",
    "right": "右边",
    "difference": "相差",
    "line": "行号",
    "raw": "原文",
    "message": "说明",
}
_OUTCOMES = {
    Outcome.FAILS.value: ("不成立", "fails"),
    Outcome.UNDETERMINED.value: ("无法判定", "undetermined"),
    "unread": ("未读出", "not read"),
    "refused": ("未能读取", "refused"),
}


def heads(language: str) -> list[str]:
    """The column heads, in order."""
    return list(_HEADS) if language == "en" else list(_HEADS.values())


def of_report(
    file: str, report: Report, findings: tuple[Finding, ...], language: str
) -> Iterator[Row]:
    """A row for each check that fails or could not be decided, and each cell that was not read."""
    about: Row = {"file": file, "unit": report.identity.unit, "year": report.identity.year}
    for finding in findings:
        if _is_told(finding):
            yield {**about, **_finding(report, finding, language)}
    for name, figure in report.figures.items():
        if figure.state is not State.NUMBER:
            yield {
                **about,
                "subject": all_fields()[name].label(language),
                "outcome": _word("unread", language),
                "line": _line(figure.place),
                "raw": figure.raw,
                "message": figure.reason,
            }


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
    return [row.get(key) for key in _HEADS]


def _is_told(finding: Finding) -> bool:
    """A cell that was not read is listed as such, not once more as a check of that cell alone; and
    what cannot be told for want of anything to check is no fault."""
    if finding.outcome is Outcome.UNDETERMINED:
        return checks()[finding.check].kind != "domain" and finding.said is None
    return finding.outcome is Outcome.FAILS


def _finding(report: Report, finding: Finding, language: str) -> Row:
    check = checks()[finding.check]
    return {
        "check": finding.check,
        "name": check.en if language == "en" else check.zh,
        "subject": subject_label(finding, language),
        "outcome": _word(finding.outcome.value, language),
        "severity": finding.severity,
        "left": finding.left,
        "right": finding.right,
        "difference": finding.difference,
        "line": _line(_place(report, finding)),
        "raw": finding.claim.quote if finding.claim else None,
        "message": message(finding, language),
    }


def _place(report: Report, finding: Finding) -> Place | None:
    """Where to look first: the statement, or the first operand."""
    if finding.claim:
        return finding.claim.place
    figures = (report.figures.get(name) for name in finding.operands)
    return next((figure.place for figure in figures if figure and figure.place), None)


def _line(place: Place | None) -> int | None:
    return place.line if place else None


def _word(outcome: str, language: str) -> str:
    return _OUTCOMES[outcome][language == "en"]

"""A report and its findings as the JSON that other programs rely on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goidata.checks.finding import Finding, Outcome
from goidata.checks.hinting import hint
from goidata.checks.wording import message
from goidata.documents.document import Place
from goidata.errors import GoidataError
from goidata.extraction.reasons import said
from goidata.extraction.report import Claim, Figure, Report, ReportSection
from goidata.form import claim_kinds
from goidata.regions import by_code

Json = dict[str, Any]


def line(
    file: str,
    sha256: str | None,
    outcome: Report | GoidataError,
    findings: Iterable[Finding] = (),
    language: str = "zh",
) -> Json:
    """The object of one file: read, with its report, or refused, with the reason."""
    if isinstance(outcome, GoidataError):
        error: Json | None = {"code": outcome.code, "message": outcome.message(language)}
        return _file(file, sha256, "refused", error, None)
    return _file(file, sha256, "read", None, report_object(outcome, findings, language))


def report_object(report: Report, findings: Iterable[Finding], language: str = "zh") -> Json:
    """What was read; of the findings, those that fail or could not be decided."""
    identity = report.identity
    return {
        "title": identity.title,
        "unit": identity.unit,
        "scope": identity.scope.value,
        "region": _region(identity.region),
        "year": identity.year,
        "published": identity.published,
        "abridged": identity.abridged,
        "edition": dict(report.edition),
        "figures": {
            name: figure_object(figure, language) for name, figure in report.figures.items()
        },
        "counts": report.counts,
        "claims": [
            claim_object(claim) for claim in report.claims if not claim_kinds()[claim.name].aside
        ],
        "sections": [_section(section) for section in report.sections],
        "findings": [
            finding_object(finding, language)
            for finding in findings
            if finding.outcome is not Outcome.HOLDS
        ],
    }


def figure_object(figure: Figure, language: str = "zh") -> Json:
    """Value, state, printed text and place of one figure, and why it was not read plainly."""
    return {
        "value": figure.value,
        "state": figure.state.value,
        "raw": figure.raw,
        "place": place_object(figure.place),
        "reason": said(figure.reasons, language),
        "candidates": list(figure.candidates),
    }


def claim_object(claim: Claim) -> Json:
    """One statement of the narrative."""
    return {
        "name": claim.name,
        "value": claim.value,
        "channel": claim.channel,
        "qualifier": claim.qualifier,
        "approximate": claim.approximate,
        "section": claim.section,
        "quote": claim.quote,
        "place": place_object(claim.place),
    }


def finding_object(finding: Finding, language: str = "zh") -> Json:
    """One finding, with its sentence in `language`."""
    return {
        "check": finding.check,
        "subject": finding.subject,
        "outcome": finding.outcome.value,
        "severity": finding.severity,
        "left": finding.left,
        "right": finding.right,
        "difference": finding.difference,
        "accepted": finding.accepted,
        "message": message(finding, language),
        "hint": hint(finding, language),
    }


def place_object(place: Place | None) -> dict[str, int | None] | None:
    """Page, table, row, column and line, each null where the format has no such count."""
    if place is None:
        return None
    return {
        "page": place.page,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "line": place.line,
    }


def _file(
    file: str, sha256: str | None, status: str, error: Json | None, report: Json | None
) -> Json:
    return {"file": file, "sha256": sha256, "status": status, "error": error, "report": report}


def _region(code: str | None) -> dict[str, str] | None:
    region = by_code(code) if code else None
    return {"code": region.code, "name": region.name} if region else None


def _section(section: ReportSection) -> Json:
    return {"number": section.number, "heading": section.heading, "text": section.text}

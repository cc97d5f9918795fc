"""What people decided of the figures that a check fails on: whose word it is, told with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from goidata.checks.finding import Finding, Outcome
from goidata.checks.unread import cell_label
from goidata.extraction.report import Figure, State
from goidata.wording import Both, Said, shown


def decided_in(figures: Mapping[str, Figure], year: int | None = None) -> dict[str, Figure]:
    """The figures of a report that people decided, of last year's under its year, as findings name
    them."""
    at = "" if year is None else f"@{year}"
    return {f"{n}{at}": f for n, f in figures.items() if f.state is State.DECIDED}


def by_people(findings: Sequence[Finding], decided: Mapping[str, Figure]) -> list[Finding]:
    """The findings; those that fail say which of their figures were decided, and by whom."""
    if not decided:  # as in nearly all reports
        return list(findings)
    return [_told(each, decided) if each.outcome is Outcome.FAILS else each for each in findings]


def _told(finding: Finding, decided: Mapping[str, Figure]) -> Finding:
    said = (_said(name, decided[name]) for name in finding.operands if name in decided)
    return replace(finding, decided=tuple(said))


def _said(name: str, figure: Figure) -> Said:
    who, when, _ = figure.reasons[-1].details
    label = Both(cell_label(name, "zh"), cell_label(name, "en"))
    details = {"label": label, "value": shown(figure.value), "who": who, "when": when}
    if figure.raw:
        return Said.of("findings.said.decided", **details, raw=figure.raw)
    return Said.of("findings.said.decided_blank", **details)

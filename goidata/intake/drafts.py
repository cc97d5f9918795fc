"""A draft read and checked before publication; nothing of it is stored.

Where a database is at hand and holds last year's report of the unit, the draft is compared with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from goidata.checks import Finding
from goidata.checks.evaluator import in_order
from goidata.checks.faults import Row, heads, of_refusal, of_report, values
from goidata.checks.held import held
from goidata.checks.rendering import report_object
from goidata.checks.unread import unread
from goidata.checks.years import against_last_year
from goidata.errors import GoidataError
from goidata.extraction.report import Report
from goidata.intake.attempts import attempt
from goidata.store.agencies import unit_key
from goidata.store.holding import current_of, words


@dataclass(frozen=True, slots=True)
class Draft:
    """What came of a draft: its report as other programs see it, or why it was not read; the list
    of faults, a row each under `heads`, what was not read before what was found; how many errors it
    has, and how many figures that were not read; and last year's report, if any, by its year."""

    name: str
    report: Mapping[str, Any] | None
    refusal: GoidataError | None
    heads: tuple[str, ...]
    faults: tuple[Row, ...]
    errors: int
    unread: int
    last_year: int | None

    def cells(self) -> list[list[str | int | float | None]]:
        """The faults as rows of cells."""
        return [values(row) for row in self.faults]


def check_draft(
    data: bytes, name: str, connection: sqlite3.Connection | None, language: str
) -> Draft:
    """Read and check the content of a file called `name`. Whatever the file holds, an answer."""
    found = attempt(name, name, data, ())
    named = tuple(heads(language))
    if found.report is None:
        refusal = found.refusal
        assert refusal is not None
        row = of_refusal(name, refusal, language)
        return Draft(name, None, refusal, named, (row,), 0, 0, None)
    across = between_years(found.report, connection)
    findings = in_order((*found.findings, *across))
    return Draft(
        name,
        report_object(found.report, findings, language),
        None,
        named,
        tuple(of_report(name, found.report, findings, language)),
        sum(finding.counts_as_error for finding in findings),
        len(unread(found.report)),
        found.report.identity.year - 1 if across else None,
    )


def between_years(report: Report, connection: sqlite3.Connection | None) -> tuple[Finding, ...]:
    """The findings that last year's report of the unit gives rise to; none where it is not held."""
    if connection is None:
        return ()
    who = report.identity
    row = connection.execute(
        "SELECT id FROM agency WHERE unit_key = ? AND scope = ? AND region IS ?",
        (unit_key(who.unit), who.scope.value, who.region),
    ).fetchone()
    if row is None:
        return ()
    for stored in current_of(connection, row[0]):
        if stored.held.year == who.year - 1:
            before = replace(stored.held, words=words(connection, stored.report))
            return tuple(against_last_year(held(report), before))
    return ()

"""A draft read and checked before publication; nothing of it is stored.

Where a database is at hand and holds last year's report of the unit, the draft is compared with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from goidata.checks import Finding, Outcome
from goidata.checks.by_people import by_people, decided_in
from goidata.checks.evaluator import in_order
from goidata.checks.faults import UNREAD, Fault, Row, faults_of, heads, of_refusal, values
from goidata.checks.held import held
from goidata.checks.rendering import report_object
from goidata.checks.unread import unread
from goidata.checks.years import against_last_year
from goidata.errors import GoidataError
from goidata.extraction.report import Report
from goidata.intake.at_hand import visitors
from goidata.store.agencies import unit_key
from goidata.store.holding import Stored, current_of, words
from goidata.store.restoring import decided_figures


@dataclass(frozen=True, slots=True)
class Draft:
    """What came of a draft: its report as other programs see it, or why it was not read; what is to
    be told of it (`told`), what was not read before what was found, and the same as a list of
    `faults`, a row each under `heads`; how many errors it has, how many figures were not read, and
    how many outcomes of checks hold; and last year's report, if any."""

    name: str
    report: Mapping[str, Any] | None
    refusal: GoidataError | None
    heads: tuple[str, ...]
    faults: tuple[Row, ...]
    errors: int = 0
    unread: int = 0
    held: int = 0
    told: tuple[Fault, ...] = ()
    last: Stored | None = None

    @property
    def last_year(self) -> int | None:
        """The year of last year's report, where it is held."""
        return self.last.held.year if self.last else None

    def annotated(self, data: bytes) -> bytes | None:
        """The Word file `data` that the draft was read from, with a comment at the place of each
        error, unread figure and warning; None where it is no such file."""
        return _annotated(self, data)

    def cells(self) -> list[list[str | int | float | None]]:
        """The faults as rows of cells."""
        return [values(row) for row in self.faults]


def check_draft(
    data: bytes, name: str, connection: sqlite3.Connection | None, language: str
) -> Draft:
    """Read and check the content of a file called `name`, in a process that can be ended, by
    itself. Whatever the file holds, an answer."""
    found = visitors().read(name, name, data, ())
    named = tuple(heads(language))
    if found.report is None:
        refusal = found.refusal
        assert refusal is not None
        row = of_refusal(name, refusal, language)
        return Draft(name, None, refusal, named, (row,))
    last = last_of(found.report, connection)
    across = _across(found.report, last, connection)
    findings = in_order((*found.findings, *across))
    told = tuple(faults_of(name, found.report, findings, language))
    return Draft(
        name,
        report_object(found.report, findings, language),
        None,
        named,
        tuple(fault.row for fault in told),
        sum(finding.counts_as_error for finding in findings),
        len(unread(found.report)),
        sum(finding.outcome is Outcome.HOLDS for finding in findings),
        told,
        last,
    )


ANNOTATED = ("error", UNREAD, "warning")


def _annotated(draft: Draft, data: bytes) -> bytes | None:
    from goidata.documents.annotating import Note, annotated

    notes = [
        Note(fault.place, _said(fault.row))
        for kind in ANNOTATED
        for fault in draft.told
        if fault.kind == kind
    ]
    try:
        return annotated(data, notes)
    except Exception:  # whatever another library makes of a file that we could read
        return None


def _said(row: Row) -> str:
    """How grave it is, what is wrong, and where the fault may lie, as a comment."""
    head = row.get("severity") or row["outcome"]
    return "\n".join(str(part) for part in (head, row["message"], row.get("hint")) if part)


def between_years(report: Report, connection: sqlite3.Connection | None) -> tuple[Finding, ...]:
    """The findings that last year's report of the unit gives rise to; none where it is not held."""
    last = last_of(report, connection)
    return tuple(against_last_year(held(report), last.held)) if last else ()


def _across(
    report: Report, last: Stored | None, connection: sqlite3.Connection | None
) -> list[Finding]:
    if last is None or connection is None:
        return []
    known = decided_in(decided_figures(connection, last.report), last.held.year)
    return by_people(list(against_last_year(held(report), last.held)), known)


def last_of(report: Report, connection: sqlite3.Connection | None) -> Stored | None:
    """Last year's report of the unit with its words, where it is held."""
    if connection is None:
        return None
    who = report.identity
    row = connection.execute(
        "SELECT id FROM agency WHERE unit_key = ? AND scope = ? AND region IS ?",
        (unit_key(who.unit), who.scope.value, who.region),
    ).fetchone()
    if row is None:
        return None
    for stored in current_of(connection, row[0]):
        if stored.held.year == who.year - 1:
            return replace(
                stored, held=replace(stored.held, words=words(connection, stored.report))
            )
    return None

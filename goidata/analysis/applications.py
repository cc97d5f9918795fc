"""Questions on applications: outcomes, flows from received to carried out, reasons, applicants."""

from __future__ import annotations

import pandas as pd

from goidata.analysis.conditions import Agencies
from goidata.analysis.labels import APPLICANTS, OUTCOMES
from goidata.analysis.labels import reasons as reason_rows
from goidata.analysis.selection import Selection
from goidata.analysis.shares import Formulas, parts_by_unit, parts_over_units, wholes_over_units
from goidata.form import Formula, parse
from goidata.store.reader import Reader

HANDLED = parse("applications.handled_total.{column}")
INFLOWS = ("received", "carried_in")
WORKLOAD = "workload"


def _row(name: str) -> Formula:
    return parse(f"applications.{name}.{{column}}")


def _group(name: str) -> Formula:
    """All rows of a group, or the one row where an edition prints only that."""
    return parse(f"applications.{name}.*.{{column}}")


def outcome_formulas() -> Formulas:
    """The outcomes in printed order; （六） as the subtotal, for editions that print one row."""
    return {name: _group(f"handled.{name}") for name in OUTCOMES}


def outcomes(db: Reader, selection: Selection, agencies: Agencies = None) -> pd.DataFrame:
    """KEYS + outcome, value, total (handled), share, why_missing: a row a report and outcome; of
    `agencies` alone where these are named."""
    return parts_by_unit(db, selection, "outcome", outcome_formulas(), HANDLED, agencies)


def outcomes_by_year(db: Reader, selection: Selection) -> pd.DataFrame:
    """year, scope, level, held, outcome, value, total (handled), reports, share."""
    return parts_over_units(db, selection, "outcome", outcome_formulas(), HANDLED)


def flows(db: Reader, selection: Selection) -> pd.DataFrame:
    """scope, level, held, source, target, value, reports: received and carried in flow into the
    workload, the workload into outcomes and what is carried out; over all years selected.

    Each flow is as printed: where a report does not add up, the two sides of the workload differ.
    Over several years, what is carried from one to the next is counted in each.
    """
    parts: dict[str, Formula] = {name: _row(name) for name in INFLOWS}
    parts |= outcome_formulas()
    parts["carried_out"] = _row("carried_out")
    found = parts_over_units(db, selection, "flow", parts, HANDLED, by_year=False)
    inward = found["flow"].isin(INFLOWS)
    ends = {
        "source": found["flow"].where(inward, WORKLOAD),
        "target": found["flow"].where(~inward, WORKLOAD),
    }
    return found.assign(**ends)[["scope", "level", "held", "source", "target", "value", "reports"]]


def reasons(db: Reader, selection: Selection, group: str = "handled.refused") -> pd.DataFrame:
    """KEYS + name (row), value, total (handled), share, why_missing: the rows under an outcome."""
    return parts_by_unit(db, selection, "name", _reason_formulas(group), HANDLED)


def all_reasons(db: Reader, selection: Selection) -> pd.DataFrame:
    """year, scope, level, held, name (row), value, total (of the outcome), reports, share, and the
    outcome it lies under, of every outcome that the form tells the reasons of."""
    groups = {
        f"handled.{name}": name for name in OUTCOMES if len(reason_rows(f"handled.{name}")) > 1
    }
    wholes = [(_reason_formulas(group), _group(group)) for group in groups]
    found = wholes_over_units(db, selection, "name", wholes)
    under = {row: name for group, name in groups.items() for row in reason_rows(group)}
    return found.assign(outcome=found["name"].map(under))


def _reason_formulas(group: str) -> Formulas:
    return {name: _row(name) for name in reason_rows(group)}


def applicants(db: Reader, selection: Selection, row: str = "received") -> pd.DataFrame:
    """KEYS + column (applicant type), value, total, share, why_missing; of one row of the table."""
    return parts_by_unit(db, selection, "column", _applicant_formulas(row), _total(row))


def applicants_by_year(db: Reader, selection: Selection, row: str = "received") -> pd.DataFrame:
    """year, scope, level, held, column (applicant type), value, total, reports, share."""
    return parts_over_units(db, selection, "column", _applicant_formulas(row), _total(row))


def _applicant_formulas(row: str) -> Formulas:
    return {name: parse(f"applications.{row}.{name}") for name in APPLICANTS}


def _total(row: str) -> Formula:
    return parse(f"applications.{row}.total")

"""What is counted of the reports and kept beside them, so that pages need not count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

_OPEN = (
    "(SELECT count(*) FROM finding d WHERE d.report = report.id AND d.outcome = 'fails'"
    " AND d.severity = '{severity}' AND d.accepted = 0)"
)


def count_again(database: Database, reports: Iterable[int]) -> None:
    """Count the open errors and warnings of reports, and, check by check, what fails and what of it
    has been accepted."""
    listed = [(report,) for report in reports]
    errors, warnings = (_OPEN.format(severity=each) for each in ("error", "warning"))
    database.conn.executemany(
        f"UPDATE report SET errors = {errors}, warnings = {warnings} WHERE id = ?", listed
    )
    counted = (
        "(SELECT count(*) FROM finding d WHERE d.report = check_outcome.report"
        " AND d.check_id = check_outcome.check_id AND d.outcome = 'fails' AND d.accepted = {flag})"
    )
    fails, accepted = counted.format(flag=0), counted.format(flag=1)
    database.conn.executemany(
        f"UPDATE check_outcome SET fails = {fails}, accepted = {accepted}"
        " WHERE report = ? AND (fails > 0 OR accepted > 0)",
        listed,
    )


def mark_synthetic(database: Database) -> None:
    """Say of a database that holds invented reports that it does."""
    held = "SELECT CAST(EXISTS (SELECT 1 FROM report WHERE synthetic = 1) AS TEXT)"
    database.conn.execute(f"UPDATE meta SET value = ({held}) WHERE key = 'synthetic'")

"""The checks that need other reports: last year's of the unit, and those of other units.

After a change only what it touches is checked again: the reports of the units concerned, those
whose words are like theirs, and, within the same region and year, a government's report and those
of its bodies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from goidata.checks.copies import ALIKE, estimated, likeness, sequences
from goidata.checks.finding import Finding, Number, Outcome
from goidata.checks.held import Held
from goidata.checks.units import (
    CONSOLIDATED,
    PARTS,
    against_consolidated,
    against_others,
    against_parts,
)
from goidata.checks.years import against_last_year
from goidata.extraction.report import Scope
from goidata.form import all_fields, checks
from goidata.store.adding import added
from goidata.store.findings import finding_rows, outcome_rows
from goidata.store.holding import Stored, current_of, governments_in, words
from goidata.store.inserting import insert
from goidata.store.summaries import COUNTS
from goidata.store.tallies import count_again

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

KINDS = ("years", "units")
MOST_LIKE = 60  # reports whose words are compared with one
WORTH_COMPARING = ALIKE - 0.1  # likeness that sketches must tell

Sums = tuple[dict[str, Number | None], int]


def check_across(database: Database, agencies: Collection[int]) -> int:
    """Checks the current reports of agencies against others, and the others that they touch; gives
    how many reports were checked."""
    asked = _asked()
    if not agencies:
        return 0
    own = set(agencies)
    (known,) = database.conn.execute("SELECT count(*) FROM agency").fetchone()
    every = len(own) >= known
    touched = own if every else own | _beside(database, own)
    alike = _with_likes(database) if every else None
    checked = 0
    consolidated: dict[tuple[str, int], Held | None] = {}
    for _, group in groupby(current_of(database.conn, touched), lambda each: each.agency):
        before: Stored | None = None
        for stored in group:
            compared = alike is None or stored.report in alike
            found = tuple(_findings(database, stored, before, consolidated, compared))
            _write(database, stored.report, found, asked)
            before = stored
            checked += 1
    _forget_superseded(database, touched, asked)
    return checked


def _asked() -> tuple[str, ...]:
    return tuple(key for key, check in checks().items() if check.kind in KINDS)


def _findings(
    database: Database,
    stored: Stored,
    before: Stored | None,
    consolidated: dict[tuple[str, int], Held | None],
    compared: bool,
) -> Iterator[Finding]:
    """What other reports say of one; `compared` says whether its words are like any other's."""
    now = stored.held
    if not now.abridged:
        now = replace(now, words=words(database.conn, stored.report))
    if before and before.held.year == now.year - 1:
        last = before.held
        if not last.abridged:
            last = replace(last, words=words(database.conn, before.report))
        yield from against_last_year(now, last)
    own = sequences(now.words)
    likest = _likest(database, stored, own) if compared else None
    yield from against_others(now, likest, bool(own))
    if now.region is None:
        return
    if now.scope in PARTS:
        key = now.region, now.year
        if key not in consolidated:
            consolidated[key] = _government(database, *key)
        whole = consolidated[key]
        if whole is not None:
            yield from against_consolidated(now, whole)
    elif now.scope is Scope.GOVERNMENT:
        (sums, units), complete = _parts(database, stored), _is_complete(database, stored.agency)
        yield from against_parts(now, sums, units, complete)


def _likest(
    database: Database, stored: Stored, own: frozenset[str]
) -> tuple[float, str, int] | None:
    """The report of another unit whose words are likest: likeness, unit and year."""
    row = database.conn.execute(
        "SELECT sketch FROM sketch WHERE report = ?", (stored.report,)
    ).fetchone()
    if row is None or not own:
        return None
    best: tuple[float, str, int] | None = None
    for report, unit, year, sketched in _like(database, stored.report, stored.agency):
        if estimated(row[0], sketched) < WORTH_COMPARING:
            continue
        alike = likeness(own, sequences(words(database.conn, report))) or 0.0
        if best is None or alike > best[0]:
            best = alike, unit, year
    return best


def _with_likes(database: Database) -> set[int]:
    """The reports that share a band with any other: a quick look over all of them at once."""
    shared = "SELECT bucket, band FROM band GROUP BY bucket, band HAVING count(*) > 1"
    return {
        report
        for (report,) in database.conn.execute(
            f"SELECT DISTINCT b.report FROM ({shared}) s"
            " JOIN band b ON b.bucket = s.bucket AND b.band = s.band"
        )
    }


def _like(database: Database, report: int, agency: int) -> Iterator[tuple[int, str, int, bytes]]:
    """Current reports of other units that share a band with one."""
    yield from database.conn.execute(
        "SELECT r.id, r.unit, r.year, s.sketch FROM report r JOIN sketch s ON s.report = r.id"
        f" WHERE {COUNTS} AND r.agency <> ? AND r.id IN"
        " (SELECT o.report FROM band b JOIN band o ON o.bucket = b.bucket AND o.band = b.band"
        "  WHERE b.report = ? AND o.report <> b.report LIMIT ?)",
        (agency, report, MOST_LIKE),
    )


def _government(database: Database, region: str, year: int) -> Held | None:
    return next((each.held for each in governments_in(database.conn, region, year)), None)


def _parts(database: Database, stored: Stored) -> Sums:
    """The sums over the units of a government's region and year, and how many units there are; a
    sum is None where any unit's figure is no number."""
    held = stored.held
    columns = [all_fields()[name].database_name for name in CONSOLIDATED]
    marks = ", ".join("?" * len(PARTS))
    sums = ", ".join(f"{added(f'f.{c}')}, count(f.{c})" for c in columns)
    row = database.conn.execute(
        f"SELECT count(*), {sums} FROM report r JOIN figures f ON f.report = r.id"
        f" WHERE {COUNTS} AND r.region = ? AND r.year = ? AND r.scope IN ({marks})",
        (held.region, held.year, *(scope.value for scope in PARTS)),
    ).fetchone()
    units = int(row[0])
    pairs = zip(row[1::2], row[2::2], strict=True)
    known = [_whole(total) if counted == units else None for total, counted in pairs]
    return dict(zip(CONSOLIDATED, known, strict=True)), units


def _whole(total: float | None) -> Number | None:
    return int(total) if total is not None and total.is_integer() else total


def _is_complete(database: Database, agency: int) -> bool:
    row = database.conn.execute("SELECT complete FROM agency WHERE id = ?", (agency,)).fetchone()
    return bool(row and row[0])


def _beside(database: Database, agencies: set[int]) -> set[int]:
    """Agencies with reports in the same regions and years, if a government is among them, or with
    words like those of `agencies`."""
    found: set[int] = set()
    for agency in agencies:
        found.update(
            other
            for (other,) in database.conn.execute(
                "SELECT DISTINCT o.agency FROM report r JOIN report o"
                " ON o.region = r.region AND o.year = r.year AND o.current = 1"
                f" WHERE r.agency = ? AND {COUNTS}"
                " AND (r.scope = 'government') <> (o.scope = 'government')",
                (agency,),
            )
        )
        found.update(
            other
            for (other,) in database.conn.execute(
                "SELECT DISTINCT x.agency FROM report r JOIN band b ON b.report = r.id"
                " JOIN band o ON o.bucket = b.bucket AND o.band = b.band AND o.report <> r.id"
                " JOIN report x ON x.id = o.report AND x.current = 1"
                f" WHERE r.agency = ? AND {COUNTS} LIMIT ?",
                (agency, MOST_LIKE),
            )
        )
    return found - agencies


def _write(
    database: Database, report: int, findings: tuple[Finding, ...], asked: tuple[str, ...]
) -> None:
    """Put findings in place of those of the same checks."""
    changed = any(each.outcome is Outcome.FAILS for each in findings) or _fails(database, report)
    _delete(database, [report], asked)
    insert(database, "finding", ({"report": report, **row} for row in finding_rows(findings)))
    insert(database, "check_outcome", ({"report": report, **row} for row in outcome_rows(findings)))
    if changed:
        count_again(database, [report])


def _fails(database: Database, report: int) -> bool:
    """Whether anything fails on a report by what is stored."""
    sql = "SELECT 1 FROM finding WHERE report = ? AND outcome = 'fails'"
    return database.conn.execute(sql, (report,)).fetchone() is not None


def _forget_superseded(database: Database, agencies: Iterable[int], asked: tuple[str, ...]) -> None:
    """Reports that no longer count are compared with none."""
    for agency in agencies:
        superseded = [
            report
            for (report,) in database.conn.execute(
                "SELECT id FROM report WHERE agency = ? AND current = 0", (agency,)
            )
        ]
        _delete(database, superseded, asked)
        count_again(database, superseded)


def _delete(database: Database, reports: Iterable[int], asked: tuple[str, ...]) -> None:
    marks = ", ".join("?" * len(asked))
    for report in reports:
        for table in ("finding", "check_outcome"):
            database.conn.execute(
                f"DELETE FROM {table} WHERE report = ? AND check_id IN ({marks})", (report, *asked)
            )

"""The checks that need other reports: last year's of the unit, and those of other units.

After a change only what it touches is checked again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from goidata.checks.by_people import by_people, decided_in
from goidata.checks.copies import likeness, sequences
from goidata.checks.finding import Finding, Number, Outcome
from goidata.checks.held import Held
from goidata.checks.units import (
    CONSOLIDATED,
    COPIES,
    PARTS,
    SUMS,
    against_consolidated,
    against_others,
    against_parts,
)
from goidata.checks.years import against_last_year
from goidata.extraction.report import Figure, Scope
from goidata.form import all_fields, checks
from goidata.intake.touched import (
    COUNTS,
    Aspect,
    Changed,
    Like,
    Likes,
    superseded,
    touched,
    with_last_years,
)
from goidata.store.adding import added
from goidata.store.findings import finding_rows, outcome_rows
from goidata.store.holding import Stored, current, governments_in, words
from goidata.store.inserting import insert
from goidata.store.restoring import decided_figures
from goidata.store.shapes import Row, tables
from goidata.store.tallies import count_again

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

Sums = tuple[dict[str, Number | None], int]


def check_across(database: Database, agencies: Collection[int]) -> int:
    """Checks the current reports of agencies, of all years, against others, and the others that
    they touch; gives how many reports were checked."""
    years = database.conn.execute(
        "SELECT DISTINCT agency, year FROM report WHERE agency IN (SELECT value FROM json_each(?))",
        (json.dumps(list(agencies)),),
    )
    return check_changed(database, years.fetchall())


def check_changed(database: Database, changed: Changed) -> int:
    """The same of the reports that changed, by agency and year."""
    likes = Likes(database.conn)
    wanted = touched(database.conn, changed, likes)
    consolidated: dict[tuple[str, int], Held | None] = {}
    of_years = [report for report, aspect in wanted.items() if aspect & Aspect.YEARS]
    held = current(database.conn, {*wanted, *with_last_years(database.conn, of_years)})
    for _, group in groupby(held, lambda each: each.agency):
        before: Stored | None = None
        for stored in group:
            aspect = wanted.get(stored.report, Aspect.NONE)
            if aspect:
                found = list(_findings(database, stored, before, consolidated, likes, aspect))
                if any(each.outcome is Outcome.FAILS for each in found):
                    found = by_people(found, _decided(database, stored, before))
                _write(database, stored.report, found, _asked(aspect))
            before = stored
    _forget(database, superseded(database.conn, changed), _asked(Aspect.EVERY))
    return len(wanted)


@cache
def _asked(aspect: Aspect) -> tuple[str, ...]:
    """The checks of some respects."""
    years = tuple(key for key, check in checks().items() if check.kind == "years")
    asked = {Aspect.YEARS: years, Aspect.COPIES: COPIES, Aspect.SUMS: SUMS}
    return tuple(key for each, keys in asked.items() if each & aspect for key in keys)


def _decided(database: Database, now: Stored, before: Stored | None) -> dict[str, Figure]:
    """What people decided of a report and of last year's."""
    found = decided_in(decided_figures(database.conn, now.report))
    if before is not None:
        last = decided_figures(database.conn, before.report)
        found |= decided_in(last, before.held.year)
    return found


def _findings(
    database: Database,
    stored: Stored,
    before: Stored | None,
    consolidated: dict[tuple[str, int], Held | None],
    likes: Likes,
    aspect: Aspect,
) -> Iterator[Finding]:
    """What other reports say of one in some respects."""
    now = stored.held
    if aspect & (Aspect.YEARS | Aspect.COPIES) and not now.abridged:
        now = replace(now, words=words(database.conn, stored.report))
    if aspect & Aspect.YEARS and before and before.held.year == now.year - 1:
        last = before.held
        if not last.abridged:
            last = replace(last, words=words(database.conn, before.report))
        yield from against_last_year(now, last)
    if aspect & Aspect.COPIES:
        own = sequences(now.words)
        likest = _likest(database, likes.of(stored.report), own) if own else None
        yield from against_others(now, likest, bool(own))
    if aspect & Aspect.SUMS and now.region is not None:
        yield from _over_an_area(database, stored, consolidated)


def _over_an_area(
    database: Database, stored: Stored, consolidated: dict[tuple[str, int], Held | None]
) -> Iterator[Finding]:
    now = stored.held
    assert now.region is not None
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
    database: Database, likes: Iterable[Like], own: frozenset[str]
) -> tuple[float, str, int] | None:
    """The report of another unit whose words are likest: likeness, unit and year."""
    best: tuple[float, str, int] | None = None
    for like in likes:
        alike = likeness(own, sequences(words(database.conn, like.report))) or 0.0
        if best is None or alike > best[0]:
            best = alike, like.unit, like.year
    return best


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


def _write(
    database: Database, report: int, findings: Sequence[Finding], asked: tuple[str, ...]
) -> None:
    """Put findings in place of those of the same checks, where they are others: most of what a
    change touches stays as it was."""
    rows = {
        "finding": list(finding_rows(findings)),
        "check_outcome": list(outcome_rows(findings)),
    }
    if all(_stored(database, table, report, asked) == _told(rows[table]) for table in rows):
        return
    _delete(database, [report], asked)
    for table, found in rows.items():
        insert(database, table, ({"report": report, **row} for row in found))
    count_again(database, [report])


def _stored(database: Database, table: str, report: int, asked: tuple[str, ...]) -> list[Row]:
    """What is held of some checks of a report, as `finding_rows` and `outcome_rows` have it."""
    columns = [name for name in tables()[table].columns if name not in ("id", "report")]
    listed = ", ".join(f'"{name}"' for name in columns)
    rows = database.conn.execute(
        f"SELECT {listed} FROM {table} WHERE report = ?"
        f" AND check_id IN ({', '.join('?' * len(asked))}) ORDER BY rowid",
        (report, *asked),
    ).fetchall()
    return _told([dict(zip(columns, row, strict=True)) for row in rows])


def _told(rows: list[Row]) -> list[Row]:
    """Rows in an order of their own, to be compared."""
    return sorted(rows, key=lambda row: tuple(map(str, (row["check_id"], row.get("subject")))))


def _forget(database: Database, reports: Collection[int], asked: tuple[str, ...]) -> None:
    """Reports that no longer count are compared with none."""
    _delete(database, reports, asked)
    count_again(database, reports)


def _delete(database: Database, reports: Iterable[int], asked: tuple[str, ...]) -> None:
    marks = ", ".join("?" * len(asked))
    for report in reports:
        for table in ("finding", "check_outcome"):
            database.conn.execute(
                f"DELETE FROM {table} WHERE report = ? AND check_id IN ({marks})", (report, *asked)
            )

"""What a change of some reports touches: next year's of the same units, those whose words are like
theirs, and, within the same region and year, a government's report and those of its bodies."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Flag, auto
from functools import lru_cache

from goidata.checks.copies import ALIKE, estimated

MOST_LIKE = 60  # reports whose words are compared with one
WORTH_COMPARING = ALIKE - 0.1  # likeness that sketches must tell
_KEPT = 4_096

# Told so that the reports of one place are looked up, not all that count.
COUNTS = "+r.current = 1"

Changed = Collection[tuple[int, int]]  # reports, by agency and year

_GIVEN = (
    "WITH given AS (SELECT json_extract(value, '$[0]') AS agency,"
    " json_extract(value, '$[1]') AS year FROM json_each(?))"
)
# The orders of joins are told: what was given is little beside what is held.
_OWN = (
    "SELECT r.id FROM given g CROSS JOIN report r ON r.agency = g.agency AND r.year = g.year"
    f" WHERE {COUNTS}"
)
_NEXT = (
    "SELECT r.id FROM given g CROSS JOIN report r ON r.agency = g.agency AND r.year = g.year + 1"
    f" WHERE {COUNTS}"
)
_LAST = (
    "SELECT r.id FROM given g CROSS JOIN report r ON r.agency = g.agency AND r.year = g.year - 1"
    f" WHERE {COUNTS}"
)
_OF_THE_SAME_PLACE = (
    "SELECT o.id FROM given g CROSS JOIN report r ON r.agency = g.agency AND r.year = g.year"
    " CROSS JOIN report o ON o.region = r.region AND o.year = r.year"
    " WHERE +o.current = 1 AND (r.scope = 'government') <> (o.scope = 'government')"
)
_VERSIONS = (
    "SELECT r.id FROM given g CROSS JOIN report r ON r.agency = g.agency AND r.year = g.year"
)
_SUPERSEDED = f"{_VERSIONS} WHERE +r.current = 0"
_OF = "SELECT agency, year FROM report WHERE id IN (SELECT value FROM json_each(?))"


class Aspect(Flag):
    """In which respects a report is compared with others."""

    NONE = 0
    YEARS = auto()
    COPIES = auto()
    SUMS = auto()
    EVERY = YEARS | COPIES | SUMS


@dataclass(frozen=True, slots=True)
class Like:
    """A current report of another unit whose words may be like those of one."""

    report: int
    unit: str
    year: int


class Likes:
    """Which reports may be like which, asked once each."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.of = lru_cache(_KEPT)(self._of)

    def _of(self, report: int) -> tuple[Like, ...]:
        """Current reports of other units that share a band with one, and whose sketches tell that
        they are worth comparing."""
        rows = self._connection.execute(
            "SELECT r.id, r.unit, r.year, s.sketch, own.sketch"
            " FROM (SELECT DISTINCT o.report FROM band b"
            "  JOIN band o ON o.bucket = b.bucket AND o.band = b.band"
            "  WHERE b.report = ?1 AND o.report <> ?1 LIMIT ?2) found"
            " JOIN report r ON r.id = found.report JOIN sketch s ON s.report = r.id"
            " JOIN sketch own ON own.report = ?1"
            f" WHERE {COUNTS} AND r.agency <> (SELECT agency FROM report WHERE id = ?1)",
            (report, MOST_LIKE),
        ).fetchall()
        return tuple(
            Like(like, unit, year)
            for like, unit, year, sketch, own in rows
            if estimated(own, sketch) >= WORTH_COMPARING
        )


def touched(connection: sqlite3.Connection, changed: Changed, likes: Likes) -> dict[int, Aspect]:
    """The current reports to be compared with others again, by their ids, and in which respects."""
    found: dict[int, Aspect] = {}

    def add(reports: Iterable[int], aspect: Aspect) -> None:
        for report in reports:
            found[report] = found.get(report, Aspect.NONE) | aspect

    add(_asked(connection, _OWN, changed), Aspect.EVERY)
    add(_asked(connection, _NEXT, changed), Aspect.YEARS)
    add(_asked(connection, _OF_THE_SAME_PLACE, changed), Aspect.SUMS)
    for report in _asked(connection, _VERSIONS, changed):
        add((like.report for like in likes.of(report)), Aspect.COPIES)
    return found


def with_last_years(connection: sqlite3.Connection, reports: Collection[int]) -> set[int]:
    """Reports and the current ones of the same units for the years before."""
    places = connection.execute(_OF, (json.dumps(list(reports)),)).fetchall()
    return {*reports, *_asked(connection, _LAST, places)}


def superseded(connection: sqlite3.Connection, changed: Changed) -> list[int]:
    """The versions that no longer count."""
    return list(_asked(connection, _SUPERSEDED, changed))


def _asked(connection: sqlite3.Connection, sql: str, places: Changed) -> Iterator[int]:
    rows = connection.execute(f"{_GIVEN} {sql}", (json.dumps(list(places)),)).fetchall()
    return (report for (report,) in rows)

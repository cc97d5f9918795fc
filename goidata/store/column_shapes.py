"""What the columnar copy holds: its tables, their columns, and where in the book each comes from.

One row of `report` is a current report with all that pages ask of it: who and where, its counts and
editions, the volume it states, how often each check holds, every figure. Quotations, words, papers
and files stay in the book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from goidata.checks.unread import STATES
from goidata.form import TABLES
from goidata.store.ready import MADE
from goidata.store.shapes import figure_columns, tables
from goidata.store.topics import topics

TEXT, WHOLE, FRACTION = "VARCHAR", "BIGINT", "DOUBLE"
_OF = {str: TEXT, int: WHOLE, float: FRACTION}

# Reports that are asked of together lie together, so that few parts of a column are read.
ORDER = "scope, level, region, agency, year, id"

VOLUMES = ("disclosed_items", "disclosed_items_other")  # the claims that state one

# The columns of a report by which a selection leaves it out.
_SELECTED = ("agency", "year", "region", "province", "city", "level", "scope", "errors")
_LEFT = ("current", "chosen", "status", "sha256", "revision")

# How grave the failures of a check on a report are, which may be less than the check can be.
_WORST = """coalesce((SELECT CASE WHEN sum(d.severity = 'error') THEN 'error'
    WHEN sum(d.severity = 'warning') THEN 'warning' ELSE 'info' END FROM finding d
  WHERE d.report = o.report AND +d.check_id = o.check_id AND d.outcome = 'fails'
  HAVING count(*) > 0), k.severity)"""
_EDITIONS = " ".join(f"WHEN '{table}' THEN r.edition_{table}" for table in TABLES)
_UNREAD = f"""(SELECT count(*) FROM unread u JOIN field q ON q.name = u.name
  WHERE u.report = r.id AND u.state IN ({", ".join(f"'{state}'" for state in STATES)})
  AND CASE q.table_name {_EDITIONS} END IS NOT NULL)"""
_VOLUMES = f"""(SELECT count(*) FROM claim c WHERE c.report = r.id
  AND +c.name IN ({", ".join(f"'{name}'" for name in VOLUMES)}))"""
_STATED = (
    "(SELECT c.{0} FROM claim c WHERE c.report = r.id AND +c.name = 'disclosed_items'"
    " ORDER BY c.id LIMIT 1)"
)
# Of what may be wrong: a hint is no fault, whether its check is one or only this finding.
_OUTCOMES = """(SELECT sum({0}) FROM check_outcome o JOIN "check" k ON k.id = o.check_id
  WHERE o.report = r.id AND k.severity <> 'info')"""
_HINTS = """(SELECT count(*) FROM finding d JOIN "check" k ON k.id = d.check_id
  WHERE d.report = r.id AND d.outcome = 'fails' AND d.severity = 'info' AND k.severity <> 'info')"""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table of the copy: each column's type and the SQL that gives it, from where in the book,
    and by which of its ids rows are told apart."""

    types: Mapping[str, str]
    given: Mapping[str, str]
    source: str
    key: str


def report() -> Columns:
    """The wide table, but for its figures (`figures`) and the outcomes of checks (`outcomes`)."""
    kept = {k: v for k, v in tables()["report"].columns.items() if k not in _LEFT}
    types = {name: _OF[kind] for name, kind in kept.items()}
    given = {name: f"r.{name}" for name in kept}
    more = {
        "region_name": (TEXT, "g.name"),
        "longitude": (FRACTION, "g.longitude"),
        "latitude": (FRACTION, "g.latitude"),
        "sections": (WHOLE, "(SELECT count(*) FROM section s WHERE s.report = r.id)"),
        "findings": (WHOLE, "(SELECT count(*) FROM finding d WHERE d.report = r.id)"),
        "claims": (WHOLE, "(SELECT count(*) FROM claim c WHERE c.report = r.id)"),
        "volumes": (WHOLE, _VOLUMES),
        "unread": (WHOLE, _UNREAD),
        "holds": (WHOLE, _OUTCOMES.format("o.holds")),
        "decided": (WHOLE, f"{_OUTCOMES.format('o.holds + o.fails')} - {_HINTS}"),
        "stated": (FRACTION, _STATED.format("value")),
        "stated_channel": (TEXT, _STATED.format("channel")),
        "stated_about": (WHOLE, _STATED.format("approximate")),
    }
    types |= {name: kind for name, (kind, _) in more.items()}
    given |= {name: sql for name, (_, sql) in more.items()}
    source = (
        "FROM report r LEFT JOIN region g ON g.code = r.region"
        " LEFT JOIN figures f ON f.report = r.id"
    )
    return Columns(types, given, source, "r.id")


@cache
def figures() -> tuple[str, ...]:
    """The columns of figures. All are binary fractions there, so that sums leave no whole numbers
    of 64 bits: exact to sixteen digits, as everywhere (`adding.py`)."""
    return tuple(figure_columns())


def outcome(check: str) -> str:
    """The column of `report` that says how often a check holds; NULL where it was not applied."""
    return f"check {check}"


def parts() -> Mapping[str, Columns]:
    """The tables of several rows a report: claims without quotations, findings without words, and
    the checks that do not simply hold."""
    return {
        "claim": _plain("claim", "id report name value channel qualifier approximate section"),
        "finding": _finding(),
        "outcome": _outcome(),
    }


def _outcome() -> Columns:
    """What does not simply hold, with what selections ask of its report, so that none is looked for
    in two tables."""
    own = {name: _OF[kind] for name, kind in tables()["check_outcome"].columns.items()}
    kinds = tables()["report"].columns
    asked = {name: _OF[kinds[name]] for name in _SELECTED}
    given = {name: f"o.{name}" for name in own} | {name: f"r.{name}" for name in asked}
    source = (
        "FROM check_outcome o JOIN report r ON r.id = o.report"
        ' LEFT JOIN "check" k ON k.id = o.check_id'
        " WHERE (o.fails > 0 OR o.undetermined > 0 OR o.accepted > 0)"
    )
    return Columns(
        {**own, **asked, "severity": TEXT}, {**given, "severity": _WORST}, source, "o.report"
    )


def _finding() -> Columns:
    """The findings, with whether nothing was there to be checked (`said`)."""
    plain = _plain(
        "finding", "id report check_id subject outcome severity left right difference accepted"
    )
    types, given = {**plain.types, "said": WHOLE}, {**plain.given, "said": "t.detail ->> '$.said'"}
    return Columns(types, given, plain.source, plain.key)


def whole() -> Mapping[str, Columns]:
    """The tables that are about no report."""
    return {
        "region": _plain("region", " ".join(tables()["region"].columns), "code"),
        "declared": _plain("check", "id severity", "id"),
    }


def agency() -> Columns:
    """Who reports."""
    kept = " ".join(name for name in tables()["agency"].columns if name != "revision")
    return _plain("agency", kept, "id")


@cache
def digest() -> str:
    """What changes when the shape of the copy does, as another version of the program may."""
    shape = repr((ORDER, report(), figures(), parts(), whole(), agency(), topics(), MADE))
    return sha256(shape.encode()).hexdigest()[:12]


def _plain(table: str, names: str, key: str = "report") -> Columns:
    listed, columns = names.split(), tables()[table].columns
    return Columns(
        {name: _OF[columns[name]] for name in listed},
        {name: f't."{name}"' for name in listed},
        f'FROM "{table}" t',
        f"t.{key}",
    )

"""Five questions asked of goidata, of Datasette over the same file, and of pandas over a CSV of it,
in turn in one process; the answers must be equal. What is kept between questions by a server that
has been asked before is asked of none of them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from databases import database, provinces, years
from kept import Row, keep
from pandas import NA
from rivals import Browsed, Tables
from timing import child, command, median

ROUNDS = 5
LEVEL, SCOPE = "county", "government"
APPLICANTS = "natural_person business research nonprofit legal_service other_organisation".split()
HANDLED = "applications.handled"
COLUMNS = tuple(f"applications.received.{name}" for name in (*APPLICANTS, "total"))
SECOND = tuple(
    f"disclosure.{name}" for name in ("licences", "penalties", "coercive_measures", "fees")
)
Answer = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """The same question in three languages; each gives its rows."""

    name: str
    ours: Callable[[Any], Iterable[tuple[Any, ...]]]
    sql: str
    pandas: Callable[[Tables], Iterable[tuple[Any, ...]]]


def run(asked: Namespace) -> None:
    """A row a question: milliseconds of each way, and how much slower the others are."""
    from goidata.store.database import connect

    path = database(asked.size, asked.folder, asked.db)
    child("ready", "--db", path)
    files = [_exported(path, name, asked) for name in ("figures", "findings")]
    tables = {"pandas": Tables(*files), "columns": Tables(*files, narrow=True)}
    place, year = provinces(path, 1)[0], years(path)[-1]
    with closing(connect(path)) as db, Browsed(path) as browsed:
        rows = [_asked(each, db, browsed, tables) for each in _questions(place, year)]
    keep(asked.results, "questions", rows, asked.size)


def _asked(question: Question, db: Any, browsed: Browsed, tables: dict[str, Tables]) -> Row:
    ways: dict[str, Callable[[], Answer]] = {
        "ours": lambda: _sorted(question.ours(db)),
        "datasette": lambda: _sorted(browsed.rows(question.sql)),
    }
    for name, of in tables.items():
        ways[name] = partial(lambda of: _sorted(question.pandas(of)), of)
    answers = {name: way() for name, way in ways.items()}
    if any(answer != answers["ours"] for answer in answers.values()):
        shown = {name: answer[:3] for name, answer in answers.items()}
        raise RuntimeError(f"{question.name}: different answers {shown}")
    row: dict[str, Any] = {"question": question.name, "rows": len(answers["ours"])}
    for name, way in ways.items():
        taken = median(way, ROUNDS)
        row |= {name: 1000 * taken.processor, f"{name}_clock": 1000 * taken.clock}
    return {**row, **{f"× {name}": row[name] / row["ours"] for name in ways if name != "ours"}}


def _exported(path: Path, table: str, asked: Namespace) -> Path:
    """The CSV that users get of a table."""
    made = asked.folder / f"{table}-{asked.size}.csv"
    made.parent.mkdir(parents=True, exist_ok=True)
    command("export", table, "--db", path, "--to", made)
    return made


def _sorted(rows: Iterable[tuple[Any, ...]]) -> Answer:
    return sorted((tuple(map(_plain, row)) for row in rows), key=str)


def _plain(value: Any) -> Any:
    """A value whatever its type: whole numbers as such, sums of decimals to what is printed."""
    if isinstance(value, str):
        return value
    number = round(float(value), 4)
    return int(number) if number.is_integer() else number


def _questions(province: str, year: int) -> list[Question]:
    from goidata.analysis import queries
    from goidata.analysis.selection import Selection

    chosen = Selection(scope=SCOPE, level=LEVEL)
    within = Selection(scope=SCOPE, level=LEVEL, region=province, years=(year,))
    granted, partly = (f"{HANDLED}.{name}.total" for name in ("granted", "partly_granted"))
    whole, received = f"{HANDLED}_total.total", COLUMNS[-1]

    def rate(tables: Tables) -> Answer:
        found = tables.figures(granted, partly, whole).dropna(subset=[granted, partly, whole])
        found["n"] = found[granted] + found[partly]
        return list(found.groupby("year")[["n", whole]].sum().itertuples())

    def applicants(tables: Tables) -> Answer:
        found = tables.figures(*COLUMNS).dropna(subset=[received])
        sums = found.groupby("year")[list(COLUMNS[:-1])].sum().stack()
        return [(year, name.rpartition(".")[2], value) for (year, name), value in sums.items()]

    def decisions(tables: Tables) -> Answer:
        sums = tables.figures(*SECOND).groupby("year")[list(SECOND)].sum().stack()
        return [(year, name, value) for (year, name), value in sums.items()]

    def units(tables: Tables) -> Answer:
        found = tables.figures(received, "unit", "province")
        found = found[(found["province"] == int(province)) & (found["year"] == year)]
        return list(found[["unit", received]].dropna().itertuples(index=False))

    def failing(tables: Tables) -> Answer:
        found = tables.findings()
        found = found[(found["outcome"] == "fails") & (found["severity"] != "info")]
        found = found.drop_duplicates(["report", "check"])
        return [(*key, n) for key, n in found.groupby(["year", "check"]).size().items()]

    return [
        Question(
            "disclosure rate by year",
            lambda db: _rows(queries.pooled(db, chosen, ("disclosure_rate",)), "year n N"),
            _summed([f"{_c(granted)} + {_c(partly)}", _c(whole)], [granted, partly, whole]),
            rate,
        ),
        Question(
            "applications by kind of applicant and year",
            lambda db: _rows(queries.applicants_by_year(db, chosen), "year column value"),
            _stacked(
                {name: _c(col) for name, col in zip(APPLICANTS, COLUMNS, strict=False)}, received
            ),
            applicants,
        ),
        Question(
            "decisions and fees by year",
            lambda db: _rows(queries.sums(db, chosen, SECOND), "year name value"),
            _stacked({name: _c(name) for name in SECOND}),
            decisions,
        ),
        Question(
            "applications of each unit of a province in a year",
            lambda db: _rows(queries.by_unit(db, within, ("received",)), "unit value"),
            f"SELECT r.unit, {_c(received)} {_FROM} AND f.province = '{province}'"
            f" AND f.year = {year} AND {_c(received)} IS NOT NULL",
            units,
        ),
        Question(
            "reports that fail each check by year",
            lambda db: (
                row
                for row in _rows(queries.failures_by_year(db, chosen), "year check reports")
                if row[2]
            ),
            "SELECT r.year, d.check_id, COUNT(DISTINCT d.report) FROM finding d JOIN report r"
            " ON r.id = d.report WHERE d.outcome = 'fails' AND d.severity <> 'info' AND r.current"
            f" AND r.scope = '{SCOPE}' AND r.level = '{LEVEL}' GROUP BY 1, 2",
            failing,
        ),
    ]


_FROM = (
    "FROM figures f JOIN report r ON r.id = f.report WHERE r.current"
    f" AND f.scope = '{SCOPE}' AND f.level = '{LEVEL}'"
)


def _c(name: str) -> str:
    return f"f.{name.replace('.', '_')}"


def _summed(sums: list[str], needed: list[str]) -> str:
    held = " AND ".join(f"{_c(name)} IS NOT NULL" for name in needed)
    listed = ", ".join(f"SUM({each})" for each in sums)
    return f"SELECT f.year, {listed} {_FROM} AND {held} GROUP BY 1"


def _stacked(named: dict[str, str], needed: str = "") -> str:
    """A row a year and name: one look at the table, then its sums one below the other."""
    held = f" AND {_c(needed)} IS NOT NULL" if needed else ""
    listed = ", ".join(f'SUM({column}) AS "{name}"' for name, column in named.items())
    parts = (f"SELECT year, '{name}', \"{name}\" FROM s" for name in named)
    return (
        f"WITH s AS MATERIALIZED (SELECT f.year, {listed} {_FROM}{held} GROUP BY 1) "
        + " UNION ALL ".join(parts)
    )


def _rows(frame: Any, columns: str) -> Iterable[tuple[Any, ...]]:
    """The rows that have all of the columns."""
    listed = (frame[name].tolist() for name in columns.split())
    return (row for row in zip(*listed, strict=True) if all(map(_held, row)))


def _held(value: Any) -> bool:
    return not (value is None or value is NA or value != value)

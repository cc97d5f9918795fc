"""The rows of a table of units: a link, the values as the house writes them, the way over years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from goidata.analysis import queries
from goidata.dashboard.numbers import DASH
from goidata.dashboard.records import Record, records
from goidata.dashboard.spark import sparkline
from goidata.dashboard.unit_table import Table
from goidata.dashboard.values import Value, kind_of, measured, value_of
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called, link_to, superior
from goidata.dashboard.words import Words
from goidata.form import all_fields, measures

Doubts = Callable[[Visit, Sequence[Record]], Mapping[int, str]]


def rows_of(
    visit: Visit, shown: Table, found: Sequence[Record], doubts: Doubts
) -> list[dict[str, object]]:
    """A row a unit for the template; `found` are rows of `queries.listed`."""
    agencies = tuple(int(row["agency"]) for row in found)
    selection = replace(shown.selection, years=(shown.asked.year,))
    held = records(visit.ask(queries.valued, selection, shown.view.columns, agencies))
    values = {(row["report"], row["name"]): row for row in held}
    about = {row["report"]: row for row in held}
    doubted = doubts(visit, list(about.values()))
    lines = _lines(visit, shown, agencies)
    drawn = [each.cells(visit, selection, agencies) for each in shown.view.drawn]
    return [
        {
            **_unit(visit, about[row["report"]], doubted.get(row["report"], "")),
            "chosen": shown.among is not None and row["agency"] in shown.among.marked,
            "rank": _rank(row, visit.say),
            "cells": [
                _cell(visit.say, values.get((row["report"], name)), name, shown, row)
                for name in shown.view.columns
            ],
            "drawn": [cells.get(row["report"], Markup()) for cells in drawn],
            "trend": lines.get(int(row["agency"]), Markup()),
        }
        for row in found
    ]


def _unit(visit: Visit, row: Record, doubt: str) -> dict[str, object]:
    """The name, which leads to the report, the region above it, and whether it is in doubt."""
    return {
        "link": link_to(visit, row, called(visit, row, row["unit"])),
        "place": superior(visit, row),
        "doubt": doubt,
    }


def _rank(row: Record, say: Words) -> str:
    if row["rank"] is None:
        return DASH
    return say("ranking.shared", rank=row["rank"]) if row["alike"] > 1 else str(row["rank"])


def written(row: Record, name: str, say: Words) -> Value:
    """The value of a measure or of a figure."""
    if name in measures():
        return measured(row, measures()[name], say)
    return value_of(row, say, "count" if all_fields()[name].integer else "money")


def _cell(
    say: Words, row: Record | None, name: str, shown: Table, listed: Record
) -> dict[str, object]:
    """A value with n/N, the size of a small base and its interval; how long its bar is, in the
    column that orders the table."""
    if row is None:
        return {"name": name, "shown": DASH, "small": "", "pale": True, "bar": None, "hint": ""}
    value = written(row, name, say)
    small = [value.fraction, value.base, "" if value.tiny else value.ends]
    lacking = value.number is None
    return {
        "name": name,
        "shown": value.why or DASH if lacking else value.shown,
        "small": " ".join(filter(None, small)),
        "pale": value.pale,
        "lacking": lacking,
        "bar": _bar(row, name, listed) if name == shown.asked.column else None,
        "hint": " · ".join(filter(None, [value.interval, value.waiting])),
    }


def _bar(row: Record, name: str, listed: Record) -> float | None:
    """The value in per cent of the greatest of the stratum; of a share, of the whole."""
    if listed["value"] is None or listed["value"] < 0 or listed["most"] is None:
        return None
    share = name in measures() and kind_of(measures()[name]) == "share"
    whole = 1 if share else listed["most"]
    return round(min(100.0, 100 * listed["value"] / whole), 1) if whole else None


def _lines(visit: Visit, shown: Table, agencies: Sequence[int]) -> dict[int, Markup]:
    """The way of the column over the years, by unit; what has a tiny base is no point of it."""
    found = records(visit.ask(queries.trends, shown.selection, shown.trend, tuple(agencies)))
    rows: dict[int, list[Record]] = {}
    for row in found:
        rows.setdefault(int(row["agency"]), []).append(row)
    years = [row["year"] for row in found]
    span = (min(years), max(years)) if years else (0, 0)
    return {agency: _line(visit.say, shown, each, span) for agency, each in rows.items()}


def _line(say: Words, shown: Table, rows: Sequence[Record], span: tuple[int, int]) -> Markup:
    """Rows of one unit as a small picture; two values that are known make `span` more than 0."""
    points = [(r["year"], None if r.get("base") == "tiny" else r["value"]) for r in rows]
    alike = {row["year"] for row in rows if row["joined"]}
    said = [f"{r['year']} {written(r, shown.trend, say).short}" for r in rows]
    told = say("units.and").join(said)
    return sparkline(points, alike, at=shown.asked.year, span=span, said=told)

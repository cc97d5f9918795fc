"""What stands in a sheet that goes back to a unit: whose report, what to do until when, each fault
with its place, what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd

from goidata.analysis import labels
from goidata.analysis.paper import RECOGNISED
from goidata.checks.located import table_number
from goidata.checks.subjects import column_label, row_labels
from goidata.checks.unread import explained
from goidata.dashboard.figure import place
from goidata.dashboard.records import Record, records
from goidata.dashboard.words import Words
from goidata.form.ordinals import without_bracket
from goidata.wording import Both

Row = tuple[str, ...]
FAULT = ("number", "kind", "place", "sentence", "printed", "expected", "hint", "reply")
UNREAD = ("number", "place", "printed", "why", "right")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the sheet: what stands above it, the names of its columns, its rows."""

    title: str
    columns: Row
    heads: Row
    rows: tuple[Row, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything that stands in a sheet, in one language. `marks` are what must be known before it
    is read; `to_fill_in` the lines that people write on, those of the sender first."""

    language: str
    name: str
    subject: str
    to: str
    marks: tuple[str, ...]
    body: tuple[str, ...]
    faults: Table
    unread: Table | None
    made: str
    to_fill_in: tuple[Row, Row]


def slip(
    about: Mapping[str, Any],
    unread: pd.DataFrame,
    faults: pd.DataFrame,
    say: Words,
    made: date,
    due: date,
) -> Slip:
    """The sheet of a report as `queries.report` gives it, with its faults and unread figures as
    `queries.faults` and `queries.unread` do; sent back on the day `made`, to be answered by
    `due`."""
    return Slip(
        say.language,
        say("returns.title"),
        say("returns.subject", year=about["year"]),
        say("returns.to", unit=about["unit"]),
        tuple(say(f"returns.{name}") for name in ("synthetic", "abridged") if about[name]),
        tuple(_body(about, unread["state"], faults, say, due)),
        _table("faults", FAULT, tuple(_faults(faults, say)), say, say("returns.no_faults")),
        _table("unread", UNREAD, tuple(_unread(unread, say)), say) if len(unread) else None,
        say("returns.made", date=_day(made, say)),
        (
            tuple(say(f"returns.{name}") for name in ("office", "person", "telephone")),
            tuple(say(f"returns.{name}") for name in ("replied", "telephone", "replied_on")),
        ),
    )


def _body(
    about: Mapping[str, Any], unread: pd.Series[str], faults: pd.DataFrame, say: Words, due: date
) -> Iterator[str]:
    counted = {f"{name}s": int((faults["severity"] == name).sum()) for name in ("error", "warning")}
    counted["recognised"] = int((unread == RECOGNISED).sum())
    counted["cells"] = len(unread) - counted["recognised"]
    told = [say(f"returns.{name}", n=n) for name, n in counted.items() if n]
    counts = say("returns.and").join(told) or say("returns.no_faults")
    yield say("returns.found", year=about["year"], title=about["title"] or "", counts=counts)
    yield say("returns.asked", due=_day(due, say))
    yield say("returns.conjecture")


def _day(day: date, say: Words) -> str:
    return say("returns.date", year=day.year, month=day.month, day=day.day)


def _table(name: str, columns: Row, rows: tuple[Row, ...], say: Words, empty: str = "") -> Table:
    heads = tuple(say.head("returns", column) for column in columns)
    return Table(say(f"returns.{name}"), columns, heads, rows, empty)


def _faults(found: pd.DataFrame, say: Words) -> Iterator[Row]:
    language = say.language
    for number, row in enumerate(records(found), 1):
        where = [row[f"where_{language}"], _facing(row, say), place(row, say)]
        quoted = say("returns.quote", quote=row["quote"]) if row["quote"] else ""
        yield (
            str(number),
            say(f"returns.{row['severity']}"),
            "\n".join(filter(None, where)),
            row[language],
            "\n".join(filter(None, (row[f"stated_{language}"], quoted))),
            "\n".join(
                filter(None, (row[f"expected_{language}"], labels.rule(row["check"], language)))
            ),
            row[f"hint_{language}"] or "",
            "",
        )


def _facing(row: Record, say: Words) -> str:
    where = row[f"facing_{say.language}"]
    return say("returns.facing", where=where) if where else ""


def _unread(found: pd.DataFrame, say: Words) -> Iterator[Row]:
    """A row for cells beside each other that are unread for the same reason."""
    groups = groupby(records(found), _alike)
    for number, (_, group) in enumerate(groups, 1):
        cells = list(group)
        first, language = cells[0], say.language
        name = str(first["name"])
        columns = [column_label(str(cell["name"]), language) for cell in cells]
        if len(cells) == first["cells"] > 1:
            columns = [say("returns.all_cells", n=len(cells))]
        form = [table_number(str(first["table"]), language), *row_labels(name, language)]
        where = " · ".join([*map(without_bracket, form), say.listed(columns)])
        reason = Both(first["reason"], first["reason_en"]).named(language)
        yield (
            str(number),
            "\n".join(filter(None, (where, place(first, say)))),
            " ".join(str(first["raw"] or "").split()),
            explained(first["state"], reason, first["candidates"], language),
            "",
        )


def _alike(cell: Record) -> tuple[object, ...]:
    several = len(cell["candidates"]) > 1 or cell["state"] == RECOGNISED
    alone = cell["candidates"] if several else ()
    return cell["table"], cell["row"], cell["state"], cell["raw"], cell["reason"], tuple(alone)

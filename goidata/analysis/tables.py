"""Whole tables for download: reports, figures wide and long, claims, findings, sections."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from goidata.analysis import holdings, quality
from goidata.analysis.chosen import chosen, ids_of, with_keys
from goidata.analysis.conditions import REPORTS, bound, where
from goidata.analysis.expressions import column_of
from goidata.analysis.frames import KEYS, flags, from_book, long, number, numbers
from goidata.analysis.selection import Selection
from goidata.analysis.wide import by_report
from goidata.errors import UsageError
from goidata.extraction.report import State
from goidata.form import all_fields
from goidata.store.reader import Reader


def figures_table(db: Reader, selection: Selection) -> pd.DataFrame:
    """KEYS and every figure of every edition, under its full name; a row a report."""
    columns = {field.database_name: column_of(name) for name, field in all_fields().items()}
    found = numbers(by_report(db, selection, columns), columns)
    names = {field.database_name: name for name, field in all_fields().items()}
    return found.rename(columns=names)


def figures_long(db: Reader, selection: Selection) -> pd.DataFrame:
    """KEYS + name, value, state: a row a figure that the report's edition asks for."""
    columns = {field.database_name: column_of(name) for name, field in all_fields().items()}
    wide = by_report(db, selection, columns)
    tall = long(wide, KEYS, "name", list(all_fields()), {"value": list(columns)})
    sql = f"SELECT report, name, state FROM unread WHERE report {_AMONG}"
    states = from_book(db, sql, {"reports": ids_of(wide)})
    # An empty frame has no types of its own, and only like types can be joined.
    tall, states = (each.astype({"report": "int64", "name": "str"}) for each in (tall, states))
    tall = tall.merge(states, on=["report", "name"], how="left")
    tall = tall[tall["value"].notna() | tall["state"].notna()]
    return tall.assign(state=tall["state"].fillna("number")).reset_index(drop=True)


def claims_table(db: Reader, selection: Selection) -> pd.DataFrame:
    """KEYS + name, value, channel, qualifier, approximate, section, quote, abridged."""
    about = chosen(db, selection, ", r.abridged")
    sql = """SELECT c.report, c.name, c.value, c.channel, c.qualifier, c.approximate, c.section,
        c.quote
      FROM json_each(:reports) p JOIN claim c ON c.report = p.value ORDER BY p.key, c.id"""
    found = with_keys(about, from_book(db, sql, {"reports": ids_of(about)}))
    return numbers(flags(found, ["approximate", "abridged"]), ["value"])


def sections_table(db: Reader, selection: Selection) -> pd.DataFrame:
    """KEYS + number, heading, text, abridged."""
    about = chosen(db, selection, ", r.abridged")
    sql = """SELECT s.report, s.number, s.heading, s.text
      FROM json_each(:reports) p JOIN section s ON s.report = p.value
      ORDER BY p.key, s.number, s.id"""
    found = with_keys(about, from_book(db, sql, {"reports": ids_of(about)}))
    return flags(found, ["abridged"])


_TABLES: dict[str, Callable[[Reader, Selection], pd.DataFrame]] = {
    "reports": holdings.reports,
    "figures": figures_table,
    "figures_long": figures_long,
    "claims": claims_table,
    "findings": quality.findings,
    "sections": sections_table,
}
TABLES = tuple(_TABLES)

_AMONG = "IN (SELECT value FROM json_each(:reports))"
_COUNTED = ("claims", "findings", "sections")  # as kept beside each report


def table(db: Reader, selection: Selection, name: str) -> pd.DataFrame:
    """One of TABLES, for the selection and what is listed beside it.

    UsageError where there is no such table.
    """
    if name not in _TABLES:
        raise UsageError.of("not_found.table", name=name)
    return _TABLES[name](db, selection)


def rows(db: Reader, selection: Selection, name: str) -> int:
    """How many rows `table` would give, without making it."""
    if name not in _TABLES:
        raise UsageError.of("not_found.table", name=name)
    condition = where(selection, beside=True)
    if name == "figures_long":
        counts = " + ".join(f"coalesce(r.n_{state}, 0)" for state in State)
        return number(db, f"SELECT SUM({counts}) {REPORTS} WHERE {condition}", bound(selection))
    counted = f"SUM(r.{name})" if name in _COUNTED else "COUNT(*)"
    return number(db, f"SELECT {counted} {REPORTS} WHERE {condition}", bound(selection))

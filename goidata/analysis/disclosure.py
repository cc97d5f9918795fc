"""Questions on proactive disclosure: the volumes that narratives state, and documents."""

from __future__ import annotations

import json

import pandas as pd

from goidata.analysis.conditions import (
    KEY_COLUMNS,
    REPORTS,
    Agencies,
    added,
    among,
    bound,
    named,
    ordered,
    stratum_order,
    where,
)
from goidata.analysis.figured import figures
from goidata.analysis.frames import ask, flags, from_book, number, numbers
from goidata.analysis.labels import COUNTS, DOCUMENTS
from goidata.analysis.missing import NOT_STATED
from goidata.analysis.selection import Selection
from goidata.store.column_shapes import VOLUMES
from goidata.store.reader import Reader

_CLAIM = """c.name, c.value, c.approximate, c.channel, c.qualifier, c.id AS quote, c.section,
  r.abridged"""


def volumes(
    db: Reader, selection: Selection, others: bool = False, agencies: Agencies = None
) -> pd.DataFrame:
    """KEYS + name, value, approximate, channel, qualifier, quote, section, abridged, why_missing.

    One row a report (of `agencies` alone where these are named) with the volume it states
    (disclosed_items), missing where it states none;
    with `others`, also the volumes of other channels (disclosed_items_other), never to be added to
    the first. The quotation of an abridged report is the abridgement's wording, not the original's.
    """
    which = f"IN {VOLUMES}" if others else "= 'disclosed_items'"
    sql = f"""SELECT {KEY_COLUMNS}, {_CLAIM} {REPORTS}
      LEFT JOIN claim c ON c.report = r.id AND c.name {which}
      WHERE {where(selection, beside=True)} AND {among(agencies)}
      ORDER BY {ordered(selection)}, c.name, c.id"""
    asked = bound(selection, **named(agencies))
    found = _quoted(db, numbers(ask(db, sql, asked), ["value"]))
    found = flags(found, ["beside", "approximate", "abridged"])
    why = pd.Series([None] * len(found), index=found.index, dtype=object)
    why[found["value"].isna()] = NOT_STATED
    return found.assign(name=found["name"].fillna("disclosed_items"), why_missing=why)


def volume_rows(db: Reader, selection: Selection) -> int:
    """How many rows `volumes` gives, those of other channels among them."""
    rows = "SUM(greatest(r.volumes, 1))"  # one also of a report that states none
    sql = f"SELECT {rows} {REPORTS} WHERE {where(selection, beside=True)}"
    return number(db, sql, bound(selection))


def _quoted(db: Reader, found: pd.DataFrame) -> pd.DataFrame:
    """The words in place of the ids of the claims that quote them."""
    ids = [int(claim) for claim in found["quote"].dropna()]
    sql = "SELECT id, quote FROM claim WHERE id IN (SELECT value FROM json_each(:ids))"
    said = dict(from_book(db, sql, {"ids": json.dumps(ids)}).itertuples(index=False, name=None))
    quotes = pd.Series(list(map(said.get, found["quote"])), index=found.index)
    return found.assign(quote=quotes)


def volumes_by_year(db: Reader, selection: Selection) -> pd.DataFrame:
    """year, scope, level, value (the sum stated), reports (that state one), approximate (of these),
    channels (how many different ones are added up), held: a sum of statements, to be shown with how
    many state it."""
    told = "CASE WHEN r.stated IS NOT NULL THEN {} END"
    channel, about = map(told.format, ("coalesce(r.stated_channel, '')", "r.stated_about"))
    sql = f"""SELECT r.year, r.scope, r.level, {added("r.stated")} AS value,
        COUNT(r.stated) AS reports, COALESCE(SUM({about}), 0) AS approximate, COUNT(*) AS held,
        COUNT(DISTINCT {channel}) AS channels
      {REPORTS} WHERE {where(selection)} GROUP BY r.year, r.scope, r.level
      ORDER BY r.year, {stratum_order("r")}"""
    counted = ["value", "reports", "approximate", "channels", "held"]
    return numbers(ask(db, sql, bound(selection)), counted)


def document_names() -> tuple[str, ...]:
    """The figures of documents: each kind by issued, repealed, in force."""
    return tuple(f"disclosure.{kind}.{count}" for kind in DOCUMENTS for count in COUNTS)


def documents(db: Reader, selection: Selection) -> pd.DataFrame:
    """KEYS + name, value, why_missing, break, note, kind, count: documents issued, repealed and in
    force. The stock of older editions is another figure and is not joined to it."""
    found = figures(db, selection, document_names())
    parts = found["name"].str.split(".", expand=True) if len(found) else None
    kind, count = (parts[1], parts[2]) if parts is not None else (found["name"], found["name"])
    return found.assign(kind=kind, count=count)

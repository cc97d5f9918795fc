"""What `export` writes: a table of the database, narrowed by region, year and scope."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from goidata.cli.console import Language, spoken
from goidata.errors import UsageError
from goidata.extraction.report import Scope
from goidata.regions import code_of
from goidata.store.database import connect
from goidata.tables.files import writable, write

if TYPE_CHECKING:
    import pandas as pd

REPORTED = ("figures", "figures_long", "claims", "sections", "findings")
LISTED = ("agencies", "regions", "refusals")
_FIRST_YEAR, _LAST_YEAR = 2008, 2100


def export(
    database: Path,
    table: str,
    to: Path,
    region: str | None = None,
    year: str | None = None,
    scope: str | None = None,
    language: Language | None = None,
) -> int:
    """Write `table` to `to` and give its number of rows.

    Columns bear the names of the form and the database, or, where a language is asked for,
    headings in it. Raises UsageError, DatabaseError.
    """
    writable(to)
    if table not in (*REPORTED, *LISTED):
        names = ", ".join((*REPORTED, *LISTED))
        raise UsageError.of("table.unknown", table=table, names=names)
    code, years, kind = code_of(region), years_asked(year), _scope(scope)
    with closing(connect(database)) as connection:
        if table in LISTED:
            from goidata.analysis.lists import listed, unfiltered

            if years:
                raise unfiltered(table, "year")
            frame = listed(connection, table, code, kind)
        else:
            from goidata.analysis import tables
            from goidata.analysis.selection import Selection

            frame = tables.table(connection, Selection(region=code, years=years, scope=kind), table)
            frame = frame.drop(columns="beside", errors="ignore")
    write(to, _headed(frame, language), spoken(language))
    return len(frame)


def export_parted(
    database: Path,
    table: str,
    to: Path,
    region: str | None = None,
    year: str | None = None,
    scope: str | None = None,
) -> int:
    """Write `table` to the folder `to`, parted by years, as Parquet; gives its number of rows.
    Raises UsageError, DatabaseError."""
    from goidata.analysis.selection import Selection
    from goidata.tables.partitioned import PARTED, write_parted

    if table not in PARTED:
        raise UsageError.of("table.unknown", table=table, names=", ".join(PARTED))
    asked = Selection(region=code_of(region), years=years_asked(year), scope=_scope(scope))
    with closing(connect(database)) as connection:
        return write_parted(to, connection, table, asked)


def publish(database: Path, to: Path, publisher: str, licence: str) -> Mapping[str, int]:
    """Write the folder `to` of open data; gives the rows of each table. Raises UsageError,
    DatabaseError."""
    from goidata.tables.open_data import Publication
    from goidata.tables.open_data import publish as write_all

    today = datetime.now(UTC).date()
    return write_all(to, database, Publication(publisher, today, licence))


def years_asked(text: str | None) -> tuple[int, ...]:
    """The years in `2023`, `2021-2023` or `2021,2023`; none for all. Raises UsageError."""
    years: set[int] = set()
    for part in (text or "").split(",") if text is not None else ():
        first, _, last = part.strip().partition("-")
        try:
            span = range(int(first), int(last or first) + 1)
        except ValueError:
            span = range(0)
        if not span or span[0] < _FIRST_YEAR or span[-1] > _LAST_YEAR:
            raise UsageError.of("year.unknown", part=part)
        years.update(span)
    return tuple(sorted(years))


def _scope(text: str | None) -> str | None:
    if text is not None and text not in set(Scope):
        names = ", ".join(Scope)
        raise UsageError.of("scope.unknown", text=text, names=names)
    return text


def _headed(frame: pd.DataFrame, language: Language | None) -> pd.DataFrame:
    if language is None:
        return frame
    from goidata.tables.legend import headings

    return frame.set_axis(headings(frame, language.value), axis="columns")

"""A folder of open data: the database, its figures as CSV and Parquet, what all of it means, its
licence and how to cite it."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goidata.analysis.selection import Selection
from goidata.store.database import connect
from goidata.tables import as_printed, citing, described, snapshot
from goidata.tables.cells import text
from goidata.tables.folders import whole
from goidata.tables.partitioned import PARTED, write_parted
from goidata.wording import LANGUAGES

if TYPE_CHECKING:
    import pyarrow as pa

DATABASE = "goidata.db"
LONG = "figures_long"
ParquetWriter = Any


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes the data, when, and under which of `citing.LICENCES`."""

    publisher: str
    made: date
    licence: str


def publish(folder: Path, database: Path, publication: Publication) -> Mapping[str, int]:
    """Write everything into `folder`, which must be empty or not exist; gives the rows of each
    table of files. All files are of one state of the database.

    Raises UsageError where the folder cannot be written, DatabaseError where the database cannot be
    read; then the folder is as it was.
    """
    with whole(folder) as parts, closing(connect(database)) as held:
        snapshot.copy(held, parts / DATABASE)
        with closing(connect(parts / DATABASE)) as copy:
            rows = {LONG: _write_long(parts, copy)}
            for table in PARTED:
                to = parts / "parquet" / table
                rows[table] = write_parted(to, copy, table, Selection(scope=None))
            about = _edition(copy, publication, rows[LONG])
        _write_words(parts, about)
    return rows


def _edition(
    connection: sqlite3.Connection, publication: Publication, figures: int
) -> citing.Edition:
    reports, synthetic = connection.execute(
        "SELECT count(*), coalesce(sum(synthetic), 0) FROM report WHERE current = 1"
    ).fetchone()
    return citing.Edition(
        publisher=publication.publisher,
        made=publication.made,
        licence=publication.licence,
        version=snapshot.version(connection),
        years=tuple(as_printed.years(connection)),
        reports=reports,
        figures=figures,
        synthetic=bool(synthetic),
    )


def _write_words(folder: Path, about: citing.Edition) -> None:
    readme = resources.files("goidata").joinpath("tables/open_data.md").read_text("utf-8")
    told = {
        "README.md": readme.format(**about.filled()),
        "LICENSE.md": about.licence_text(),
        "CITATION.cff": about.citation_file(),
        "metadata.json": _json(described.for_datasette(about.for_datasette())),
        "datapackage.json": _json(about.package()),
    }
    for language in LANGUAGES:
        told[f"dictionary.{language}.md"] = described.dictionary_text(language)
    for name, words in told.items():
        (folder / name).write_text(words, "utf-8")


def _json(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _write_long(folder: Path, connection: sqlite3.Connection) -> int:
    """The figures as CSV and Parquet at once; gives their number."""
    rows = 0
    with (folder / f"{LONG}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        listed = csv.writer(file)
        listed.writerow(as_printed.COLUMNS)
        for year in as_printed.years(connection):
            with _parquet(folder / "parquet" / LONG / f"year={year}") as writer:
                for batch in as_printed.figures(connection, year):
                    listed.writerows(map(_inert, batch))
                    writer.write_batch(_columns(batch))
                    rows += len(batch)
    return rows


@contextmanager
def _parquet(folder: Path) -> Iterator[ParquetWriter]:
    from pyarrow.parquet import ParquetWriter as Writer

    folder.mkdir(parents=True)
    with Writer(folder / "part-0.parquet", _schema(), compression="zstd") as writer:
        yield writer


def _schema() -> pa.Schema:
    """The columns but the year, which the folder tells."""
    import pyarrow as pa

    whole_or_not = {name: pa.int64() for name in as_printed.WHOLE}
    types = {**whole_or_not, **dict.fromkeys(as_printed.FRACTIONS, pa.float64())}
    names = [name for name in as_printed.COLUMNS if name != "year"]
    return pa.schema([(name, types.get(name, pa.string())) for name in names])


def _columns(batch: Sequence[as_printed.Row]) -> pa.RecordBatch:
    import pyarrow as pa

    values = dict(zip(as_printed.COLUMNS, zip(*batch, strict=True), strict=True))
    for name in as_printed.FRACTIONS:
        values[name] = tuple(None if each is None else float(each) for each in values[name])
    arrays = [pa.array(values[field.name], field.type) for field in _schema()]
    return pa.RecordBatch.from_arrays(arrays, schema=_schema())


def _inert(row: as_printed.Row) -> Iterator[Any]:
    """The values of a row, texts so that no spreadsheet takes them for formulas."""
    return (text(value) if isinstance(value, str) else value for value in row)

"""What other programs use: reports read, checked and stored, and questions asked of them.

`goidata` itself names all of it and loads nothing before it is used.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from goidata.checks import Finding, Outcome, run
from goidata.checks.wording import message
from goidata.errors import DatabaseError, GoidataError, Refusal, UsageError
from goidata.extraction import reading
from goidata.extraction.report import Claim, Figure, Identity, Report, Scope, State
from goidata.form import Measure, measures
from goidata.intake.archives import source_at
from goidata.intake.batches import Tally
from goidata.intake.loading import load as load_into
from goidata.regions import code_of
from goidata.store.database import connect
from goidata.store.reader import Reader

if TYPE_CHECKING:  # what takes long to load comes with the first question
    import pandas as pd

    from goidata.analysis.selection import Selection

__all__ = [
    "Claim", "DatabaseError", "Figure", "Finding", "GoidataError", "Identity", "Measure", "Outcome",
    "Refusal", "Report", "Scope", "State", "Tally", "UsageError", "check", "connect", "load",
    "measured", "measures", "message", "read", "table",
]  # fmt: skip


def read(file: str | Path, *, unit: str | None = None, year: int | None = None) -> Report:
    """The report in `file`, which may lie in a zip archive (reports.zip/county/2023.docx). `unit`
    and `year` are your word, for files in which nothing decides them.

    Raises Refusal, whose `code` says why there is no one report to be read.
    """
    source = source_at(Path(file))
    return reading.read(source.data(), source.name, source.hints, unit=unit, year=year)


def check(report: Report | str | Path) -> tuple[Finding, ...]:
    """The outcome of every check on a report, or on the one in a file; those that hold included.

    Raises Refusal as `read` does.
    """
    return run(report if isinstance(report, Report) else read(report))


def load(
    paths: str | Path | Iterable[str | Path],
    database: str | Path,
    *,
    jobs: int | None = None,
    keep: bool = False,
) -> Tally:
    """Store every report in `paths` (files, folders, zip archives) in `database`, which is made
    where there is none; the tally names what was refused. `jobs` is the number of processes;
    with `keep` the files are kept beside the database and shown beside the figures.

    Files are stored some thousand at a time. Raises UsageError where a path does not exist;
    DatabaseError, ReadersError where a process dies: the batches stored by then stay, and the same
    load again does the rest.
    """
    listed = [paths] if isinstance(paths, (str, Path)) else paths
    return load_into(map(Path, listed), Path(database), jobs, keep=keep)


def measured(
    connection: Reader,
    *names: str,
    region: str | None = None,
    years: int | Iterable[int] = (),
    scope: str | None = None,
    level: str | None = None,
    column: str = "total",
) -> pd.DataFrame:
    """A row a current report and measure: `n` and `N`, `value` with its interval `low` and `high`
    (a ratio is a fraction of 1), the class of its `base`, and `why_missing` where there is no
    value. `names` are keys of `measures()`.

    The reports are those of a `region` (code or name, all below it included), of some `years`, of a
    `scope` (government, office, department, township, other) and `level` (province, city, county);
    `column` is a kind of applicants. Raises UsageError where a name is not known.
    """
    from goidata.analysis.measured import by_unit

    for name in names:
        if name not in measures():
            raise UsageError.of("not_found.measure", name=name)
    return by_unit(connection, _selection(region, years, scope, level, column), names)


def table(
    connection: Reader,
    name: str,
    *,
    region: str | None = None,
    years: int | Iterable[int] = (),
    scope: str | None = None,
    level: str | None = None,
) -> pd.DataFrame:
    """The figures, figures_long, claims, sections or findings of the current reports selected, as
    in `measured`. Raises UsageError where there is no such table."""
    from goidata.analysis import tables

    return tables.table(connection, _selection(region, years, scope, level, "total"), name)


def _selection(
    region: str | None,
    years: int | Iterable[int],
    scope: str | None,
    level: str | None,
    column: str,
) -> Selection:
    from goidata.analysis.selection import Selection

    named = (years,) if isinstance(years, int) else tuple(years)
    return Selection(code_of(region), level, named, scope, column=column)

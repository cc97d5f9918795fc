"""`goidata sample`: synthetic reports as files, or straight into a database."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from goidata.errors import UsageError
from goidata.form import editions
from goidata.regions import code_of
from goidata.samples import Drawing, Sample, most, samples

FAULTS = "faults.csv"
MOST_YEARS = 20
YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
FIRST_YEAR, LAST_YEAR = min(each.from_year for each in editions()), 2099

Progress = Callable[[int, int], None]


def drawing(units: int, years: str, seed: int, share: float, region: str | None) -> Drawing:
    """What is asked for; `region` is a code or a name. Raises UsageError."""
    within = code_of(region)
    most_units = most(within)
    if not 1 <= units <= most_units or not 0 <= share <= 1:
        raise UsageError.of("sample.range", most_units=most_units)
    return Drawing(units, _years(years), seed, share, within)


def write(folder: Path, asked: Drawing) -> int:
    """Writes the reports and the list of their faults into `folder`, which must be empty or not
    exist; gives how many reports. Raises UsageError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError.of("sample.not_empty", folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    return _write(folder, samples(asked))


def fill(database: Path, asked: Drawing, progress: Progress) -> int:
    """Stores the reports in `database`; gives how many. Raises UsageError, DatabaseError."""
    from goidata.intake.making import make
    from goidata.store.columnar import catch_up

    made = make(asked, database, progress)
    catch_up(database)
    return made


def _years(text: str) -> tuple[int, ...]:
    found = YEARS.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not FIRST_YEAR <= first <= last <= LAST_YEAR or last - first >= MOST_YEARS:
        raise UsageError.of("sample.years", text=text, first_year=FIRST_YEAR)
    return tuple(range(first, last + 1))


def _write(folder: Path, drawn: Iterable[Sample]) -> int:
    written = 0
    with (folder / FAULTS).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "unit", "year", "kind", "name", "before", "after"])
        for each in drawn:
            (folder / each.file).write_text(each.text, encoding="utf-8")
            written += 1
            if each.fault:
                fault = each.fault
                row = [fault.kind, fault.name, fault.before, fault.after]
                writer.writerow([each.file, each.body.name, each.year, *row])
    return written

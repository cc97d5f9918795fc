"""`goidata sample`: synthetic reports as files, or straight into a database."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from goidata.errors import UsageError
from goidata.samples import Sample, samples

FAULTS = "faults.csv"
MOST_UNITS, MOST_YEARS = 40_000, 20
YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
FIRST_YEAR, LAST_YEAR = 2019, 2099

Progress = Callable[[int, int], None]


def write(folder: Path, units: int, years: str, seed: int, share: float) -> int:
    """Writes the reports and the list of their faults into `folder`, which must be empty or not
    exist; gives how many reports. Raises UsageError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError.of("sample.not_empty", folder=folder)
    return _write(folder, _drawn(units, years, seed, share))


def fill(
    database: Path, units: int, years: str, seed: int, share: float, progress: Progress
) -> int:
    """Loads the reports into `database`; gives how many were stored. Raises UsageError,
    DatabaseError."""
    from goidata.intake.loading import load

    drawn = _drawn(units, years, seed, share)
    with tempfile.TemporaryDirectory(prefix="goidata-sample-") as folder:
        _write(Path(folder), drawn)
        (Path(folder) / FAULTS).unlink()
        return load([Path(folder)], database, progress=progress).read


def _drawn(units: int, years: str, seed: int, share: float) -> list[Sample]:
    if not 1 <= units <= MOST_UNITS or not 0 <= share <= 1:
        raise UsageError.of("sample.range", most_units=MOST_UNITS)
    return list(samples(units, _years(years), seed, share))


def _years(text: str) -> Sequence[int]:
    found = YEARS.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not FIRST_YEAR <= first <= last <= LAST_YEAR or last - first >= MOST_YEARS:
        raise UsageError.of("sample.years", text=text, first_year=FIRST_YEAR)
    return range(first, last + 1)


def _write(folder: Path, drawn: Sequence[Sample]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for sample in drawn:
        (folder / sample.file).write_text(sample.text, encoding="utf-8")
    with (folder / FAULTS).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "unit", "year", "kind", "name", "before", "after"])
        for each in drawn:
            if each.fault:
                fault = each.fault
                row = [fault.kind, fault.name, fault.before, fault.after]
                writer.writerow([each.file, each.body.name, each.year, *row])
    return len(drawn)

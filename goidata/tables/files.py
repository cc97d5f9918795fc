"""A table written as CSV, XLSX or Parquet, by the file's ending; complete, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from goidata.errors import UsageError

if TYPE_CHECKING:  # pandas takes half a second to import, which only an export should pay
    import pandas as pd


def writable(path: Path) -> None:
    """Raises UsageError, before any work is done, where `write` could not write `path`."""
    if path.suffix.lower() not in _WRITERS:
        raise UsageError.of("format.name", path=path)
    if path.is_dir():
        raise UsageError.of("output.folder", path=path)
    if not path.parent.is_dir():
        raise UsageError.of("output.no_folder", path=path)


def write(path: Path, frame: pd.DataFrame, language: str = "zh") -> None:
    """Write `frame` without its index; `language` is that of the sheet's name.

    Cells that a spreadsheet would take for a formula are neutralised in CSV and XLSX. Raises
    UsageError where the ending is unknown, the place cannot be written, or a sheet cannot hold
    the rows; then there is no file, or the one that was there before.
    """
    writable(path)
    try:
        with tempfile.TemporaryDirectory(prefix=".goidata-", dir=path.parent) as folder:
            made = Path(folder, path.name)
            _WRITERS[path.suffix.lower()](made, frame, language)
            os.replace(made, path)
    except OSError as error:
        raise UsageError.of("output.fails", path=path, why=error.strerror or error) from error


def _write_csv(path: Path, frame: pd.DataFrame, _: str) -> None:
    from goidata.tables.cells import csv_bytes

    path.write_bytes(csv_bytes(frame))


def _write_xlsx(path: Path, frame: pd.DataFrame, language: str) -> None:
    from goidata.tables.cells import heads, rows
    from goidata.tables.legend import word
    from goidata.tables.workbook import Sheet, workbook_bytes

    sheet = Sheet(word("sheet", "data", language), heads(frame), rows(frame))
    path.write_bytes(workbook_bytes([sheet], word("about", "cut", language)))


def _write_parquet(path: Path, frame: pd.DataFrame, _: str) -> None:
    """Columns with their types; nothing is neutralised, a data file runs no formulas."""
    frame.to_parquet(path, index=False)


_WRITERS: dict[str, Callable[[Path, pd.DataFrame, str], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
}

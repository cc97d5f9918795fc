"""The sheet on which people decide many cells: read back as it was written, and filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from goidata.documents.opening import LARGEST
from goidata.errors import UsageError
from goidata.intake.deciding import Wish
from goidata.tables.legend import heading
from goidata.wording import Both, both

_ASKED = ("sha256", "name", "decided_value", "why_decided")
_LANGUAGES = ("zh", "en")
_GUARD = "'"  # in front of what a spreadsheet would take for a formula


def wishes(file: Path, who: str) -> list[tuple[int, Wish]]:
    """The rows that are filled in, by their lines; `who` where a row names none. CSV, as Excel
    saves it too, or XLSX. Raises UsageError where it is no such sheet."""
    rows = _rows(file)
    heads = [_column(each) for each in next(rows, [])]
    for name in _ASKED:
        if name not in heads:
            names = Both(*(heading(name, language) for language in _LANGUAGES))
            raise _no_sheet(file, both("usage.decide.lacking", name=names))
    found = []
    for line, row in enumerate(rows, 2):
        cells = dict(zip(heads, row, strict=False))
        if cells.get("decided_value"):
            found.append((line, _wish(cells, who)))
    return found


def _wish(cells: Mapping[str, str], who: str) -> Wish:
    return Wish(
        cells["sha256"],
        cells["name"],
        cells["decided_value"],
        cells.get("why_decided", ""),
        cells.get("who") or who,
    )


def _column(head: str) -> str:
    """The column that a heading, in either language, or a name stands for."""
    named = (
        name
        for name in (*_ASKED, "who")
        if head == name or head in {heading(name, language) for language in _LANGUAGES}
    )
    return next(named, head)


def _no_sheet(file: Path, why: object) -> UsageError:
    return UsageError.of("decide.sheet", file=file, why=why)


def _rows(file: Path) -> Iterator[Sequence[str]]:
    """The cells as texts, row by row. Raises UsageError."""
    try:
        if file.stat().st_size > LARGEST:
            raise _no_sheet(file, f"> {LARGEST // 1024**2} MB")
        if file.suffix.lower() == ".xlsx":
            yield from _of_workbook(file)
            return
        data = file.read_bytes()
    except OSError as error:
        raise _no_sheet(file, error.strerror or error) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")  # as Excel saves it in China
    try:
        for row in csv.reader(io.StringIO(text, newline="")):
            yield [cell.strip().removeprefix(_GUARD) for cell in row]
    except csv.Error as error:
        raise _no_sheet(file, error) from error


def _of_workbook(file: Path) -> Iterator[Sequence[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    except CalamineError as error:
        raise _no_sheet(file, error) from error
    for row in rows:
        yield [_text(cell).strip().removeprefix(_GUARD) for cell in row]


def _text(cell: object) -> str:
    """A cell as a person wrote it: a whole number without a fraction."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)

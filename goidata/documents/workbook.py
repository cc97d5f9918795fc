"""The cells of a workbook, read in a process of its own: `python -m goidata.documents.workbook`.

The reader sets memory aside for every cell up to the farthest, and ends its process where there is
none; so it has a process to itself, with limits. The workbook comes by standard input; the sheets
go to standard output as JSON, a list of rows each.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys

from goidata.documents import binary_sheet, opendocument
from goidata.documents.apart import run_apart
from goidata.documents.appearance import seen
from goidata.documents.hidden import hidden_cells

SECONDS = 6  # of a processor
WAITING = 60  # by the clock, where the system cannot limit the other
MEMORY = 400 * 1024 * 1024
MOST_CELLS = 200_000
TOO_LARGE, DAMAGED = 1, 3


class Unreadable(Exception):
    """No workbook, or one beyond the limits (`large`)."""

    def __init__(self, large: bool) -> None:
        super().__init__("too large" if large else "unreadable")
        self.large = large


Rows = list[list[str | None]]


def sheets(data: bytes) -> list[Rows]:
    """The cells of every visible sheet as a person sees them, row by row, None of those in hidden
    rows and columns; raises Unreadable."""
    try:
        done = run_apart("goidata.documents.workbook", data, WAITING)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(large=True) from error
    except OSError as error:
        raise Unreadable(large=False) from error
    if done.returncode == DAMAGED:
        raise Unreadable(large=False)
    if done.returncode:
        raise Unreadable(large=True)
    found: list[Rows] = json.loads(done.stdout)
    return found


def main() -> int:
    """Reads standard input; exit code DAMAGED where it is no workbook."""
    _limit()
    try:
        json.dump(cells(sys.stdin.buffer.read()), sys.stdout)
    except Unreadable as error:
        return TOO_LARGE if error.large else DAMAGED
    return 0


def cells(data: bytes) -> list[Rows]:
    """What `sheets` gives, read in this process and without limits."""
    found = _read(data)
    for name, texts in seen(data).items():
        for (row, column), text in texts.items():
            if name in found and row < len(found[name]) and column < len(found[name][row]):
                found[name][row][column] = text
    sizes = {name: (len(rows), max(map(len, rows), default=0)) for name, rows in found.items()}
    concealed = opendocument.hidden(data) | binary_sheet.hidden(data)
    for name, (row, column) in hidden_cells(concealed, sizes):
        if column < len(found[name][row]):
            found[name][row][column] = None
    return list(found.values())


def _read(data: bytes) -> dict[str, Rows]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if not opendocument.is_sound(data):  # its reader would look for an end that never comes
        raise Unreadable(large=False)
    found: dict[str, Rows] = {}
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in workbook.sheets_metadata:
            if sheet.visible != SheetVisibleEnum.Visible:
                continue
            rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            if sum(map(len, rows)) > MOST_CELLS:
                raise Unreadable(large=True)
            found[sheet.name] = [[_shown(value) for value in row] for row in rows]
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable(large=False) from error
    return found


def _limit() -> None:
    """Bounds this process's memory and time, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _shown(value: object) -> str:
    """A cell as a person sees it: whole numbers without a decimal point."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value).strip()


if __name__ == "__main__":
    sys.exit(main())

"""What a person sees in the cells of a workbook (.xlsx) that is not what they hold: numbers rounded
or scaled by their format, digits struck out, marks of notes, hidden rows and columns.

Called by documents/workbook.py, in its process. The cells come from another reader, which knows
values alone and every old format; this one is asked only where a format or a font says something.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from goidata.documents.text import raised

STYLED = ("xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/")  # parts that tell of fonts
LARGEST = 8 * 1024 * 1024  # bytes of a part that is looked at
PLAIN = frozenset([b"0", b"1", b"49"])  # General, whole numbers, text
FORMAT = re.compile(rb'<xf [^>]*numFmtId="(\d+)"')
FONTS = re.compile(rb"<(?:\w+:)?(?:strike|vertAlign)\b")
DECORATION = re.compile(r"\[[^\[\]]*\]|[_*].|\\ ")  # colours, widths of characters, blanks
UNIT = re.compile(r'(?:^|(?<=\d))[^\d"]*+"(\D*)"$')  # words behind the number
WHOLE = re.compile(r"[#?,]*[#?0]")  # more zeros would be printed before it
DECIMAL = re.compile(r"[#?,]*[#?0]\.(?P<places>[0#?]+)")
PERCENT = re.compile(r"[#?,]*[#?0](?:\.(?P<places>[0#?]+))?%")
HIDDEN = re.compile(rb"<(?:\w+:)?(?:row|col) [^>]*(?:hidden=\"(?:1|true)\"|(?:ht|width)=\"0\")")
UNKNOWN = "格式不明"

Place = tuple[int, int]  # row and column, from 0


def seen(data: bytes) -> dict[str, dict[Place, str | None]]:
    """The text of the cells, by sheet and place, that show something else than they hold, None of
    those in hidden rows and columns; nothing where the file tells of none, or cannot be asked."""
    if not _tells(data):
        return {}
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
        return {
            sheet.title: dict((*_cells(sheet), *_hidden_cells(sheet)))
            for sheet in workbook.worksheets
        }
    except Exception:  # it raises whatever its parsers raise; the values stand without it
        return {}


def _tells(data: bytes) -> bool:
    """Whether any cell has a format or a font that changes what is seen."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = [name for name in parts.namelist() if name.startswith(STYLED)]
            if any(parts.getinfo(name).file_size > LARGEST for name in names):
                return False
            contents = [parts.read(name) for name in names]
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return False
    formats = {each for content in contents for each in FORMAT.findall(content)}
    return bool(formats - PLAIN) or any(
        told.search(content) for content in contents for told in (FONTS, HIDDEN)
    )


def _cells(sheet: Any) -> Iterator[tuple[Place, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            text = _seen(cell)
            if text is not None:
                yield (cell.row - 1, cell.column - 1), text


def _hidden_cells(sheet: Any) -> Iterator[tuple[Place, None]]:
    """The cells in rows and columns that are hidden, but those merged with others that are not."""
    rows = {number for number, row in sheet.row_dimensions.items() if _is_hidden(row, row.height)}
    columns = {
        number
        for column in sheet.column_dimensions.values()
        if _is_hidden(column, column.width)
        for number in range(column.min or 0, min(column.max or 0, sheet.max_column) + 1)
    }
    if not rows and not columns:
        return
    shown = {
        (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        if not rows.issuperset(range(area.min_row, area.max_row + 1))
        and not columns.issuperset(range(area.min_col, area.max_col + 1))
    }
    for row in range(1, sheet.max_row + 1):
        for column in range(1, sheet.max_column + 1):
            if (row in rows or column in columns) and (row, column) not in shown:
                yield (row - 1, column - 1), None


def _is_hidden(line: Any, size: float | None) -> bool:
    """Whether a row or column is hidden, or of no size."""
    return bool(line.hidden) or size == 0


def _seen(cell: Any) -> str | None:
    """What a cell shows, None where that is what it holds."""
    value = cell.value
    if value is None:
        return None
    if cell.font is not None and cell.font.strike:
        return ""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return formatted(value, cell.number_format)
    return _runs(value) if isinstance(value, list) else None


def _runs(text: list[Any]) -> str:
    """A text in several fonts without what is struck out, its raised digits as marks."""
    parts = []
    for part in text:
        font = getattr(part, "font", None)
        if font is None:
            parts.append(str(part))
        elif not font.strike:
            parts.append(raised(part.text) if font.vertAlign else part.text)
    return "".join(parts).strip()


def formatted(value: float, style: str) -> str | None:
    """A number in an Excel format, None where it is shown as it is; UNKNOWN for a format that is
    neither plain nor a percentage, as one that scales by thousands."""
    if style in ("General", "@") or value == int(value) == 0:
        return None
    sections = style.split(";")
    chosen = DECORATION.sub("", sections[1] if value < 0 and len(sections) > 1 else sections[0])
    if value < 0 and len(sections) > 1:
        if not chosen.lstrip("\\").startswith("-"):
            return UNKNOWN
        chosen = chosen.lstrip("\\")[1:]
    unit = UNIT.search(chosen)
    plain = chosen[: unit.start(1) - 1] if unit else chosen
    shown = _shown(Decimal(repr(value)), plain)
    if shown is None:
        return UNKNOWN
    behind = unit[1].strip() if unit else ""
    return None if Decimal(shown.rstrip("%")) == value and not behind else shown + behind


def _shown(number: Decimal, plain: str) -> str | None:
    """A number in a format without decoration; None for a format that is not understood."""
    if plain == "General":
        return format(number, "f")
    if WHOLE.fullmatch(plain):
        return _rounded(number, "")
    if found := DECIMAL.fullmatch(plain):
        return _rounded(number, found["places"])
    if found := PERCENT.fullmatch(plain):
        return _rounded(number * 100, found["places"] or "") + "%"
    return None


def _rounded(number: Decimal, places: str) -> str:
    shown = number.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    return format(shown.normalize() if "." in str(shown) else shown, "f")

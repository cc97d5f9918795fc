"""Spreadsheets (.xls, .xlsx, .ods): every sheet a grid of its cells."""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook

from goidata.documents.document import Cell, Document, Grid, Line, Place
from goidata.errors import Refusal

MOST_CELLS = 200_000


def read(data: bytes, name: str) -> Document:
    """The filled rows of all sheets; raises Refusal `damaged` or `too_large`."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [workbook.get_sheet_by_name(sheet) for sheet in workbook.sheet_names]
        tables = [sheet.to_python(skip_empty_area=False) for sheet in sheets]
    except (CalamineError, ValueError, OSError) as error:
        raise Refusal(
            "damaged",
            f"{name}：表格文件无法打开，请用 Excel 打开并另存后重试",
            f"{name}: the spreadsheet cannot be opened; open it in Excel, save it again and retry",
        ) from error
    blocks: list[Line | Grid] = []
    lines = 0
    for number, table in enumerate(tables, 1):
        for index, row in enumerate(table, 1):
            cells = tuple(
                Cell(_shown(value), Place(table=number, row=index, column=column))
                for column, value in enumerate(row, 1)
            )
            filled = [cell for cell in cells if cell.text]
            if len(filled) == 1:
                for text in filled[0].text.split("\n"):
                    lines += 1
                    blocks.append(Line(text, Place(table=number, row=index, line=lines)))
            elif filled:
                blocks.append(Grid((cells,), Place(table=number)))
    return Document(name, "sheet", tuple(blocks))


def _shown(value: object) -> str:
    """A cell as a person sees it: whole numbers without a decimal point."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value).strip()

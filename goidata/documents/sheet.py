"""Spreadsheets (.xls, .xlsx, .ods): every sheet a grid of its cells."""

from __future__ import annotations

from goidata.documents.document import Cell, Document, Grid, Line, Place
from goidata.documents.workbook import Unreadable, sheets
from goidata.errors import Refusal


def read(data: bytes, name: str) -> Document:
    """The filled rows of all sheets; raises Refusal `damaged` or `too_large`."""
    try:
        tables = sheets(data)
    except Unreadable as error:
        raise _refusal(name, error.large) from error
    blocks: list[Line | Grid] = []
    lines = 0
    for number, table in enumerate(tables, 1):
        for index, row in enumerate(table, 1):
            cells = tuple(
                Cell(value, Place(table=number, row=index, column=column))
                for column, value in enumerate(row, 1)
                if value is not None
            )
            filled = [cell for cell in cells if cell.text]
            if len(filled) == 1:
                texts = filled[0].text.split("\n")
                beside = cells if len(texts) == 1 else ()  # blank cells may be those of a row
                for text in texts:
                    lines += 1
                    blocks.append(Line(text, Place(table=number, row=index, line=lines), beside))
            elif filled:
                blocks.append(Grid((cells,), Place(table=number)))
    return Document(name, "sheet", tuple(blocks))


def _refusal(name: str, large: bool) -> Refusal:
    if large:
        return Refusal.of("too_large.sheet", name=name)
    return Refusal.of("damaged.sheet", name=name)

"""Figures laid out in five plain ways, one text a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from goidata.form import Row, Table, edition
from goidata.form.fields import MONEY
from paper.figures import Figures, head_of, show

TITLE = "示例县人民政府{year}年政府信息公开工作年度报告"


def report(tables: Sequence[str], year: int = 2023, head: str = TITLE) -> str:
    """The whole text around three laid-out tables."""
    form = edition("2021")
    names = {section.number: section.zh for section in form.sections}
    numerals = dict(enumerate("一二三四五六", 1))
    parts = [head.format(year=year), ""]
    for number in range(1, 7):
        parts.append(f"{numerals[number]}、{names[number]}")
        parts.append(tables[number - 2] if 2 <= number <= 4 else "本节从略。")
    return "\n".join(parts) + "\n"


def _values(table: Table, row: Row, figures: Figures) -> list[str]:
    return [show(figures[table.figure(row, column)]) for column in row.columns]


def _group(row: Row) -> str:
    return row.groups[-1].zh if row.groups else ""


def tab_rows(name: str, figures: Figures, *, shift: Sequence[int] = ()) -> list[str]:
    """The tables as Word gives them to the clipboard: cells by tabs, a line a row. `shift` takes
    that many leading cells from the rows in turn, as page breaks do."""
    form = edition(name)
    tables = []
    for table in form.tables.values():
        lines = [*_head_lines(table)]
        previous = ""
        rows = _across(table, figures) if table.across else _below(table, figures)
        for index, (group, label, values) in enumerate(rows):
            lead = "" if table.name != "applications" else (group if group != previous else "")
            cells = [lead, label, *values] if table.name == "applications" else [label, *values]
            if shift and not cells[0]:
                cells = cells[min(shift[index % len(shift)], 1) :]
            previous = group
            lines.append("\t".join(cells).strip("\n"))
        tables.append("\n".join(lines))
    return tables


def _below(table: Table, figures: Figures) -> list[tuple[str, str, list[str]]]:
    rows: list[tuple[str, str, list[str]]] = []
    for row in table.rows:
        if MONEY in (row.unit, row.columns[-1].unit):
            rows.append(("", head_of(row.columns[-1]), []))
        rows.append((_group(row), row.zh, _values(table, row, figures)))
    return rows


def _across(table: Table, figures: Figures) -> list[tuple[str, str, list[str]]]:
    values = [value for row in table.rows for value in _values(table, row, figures)]
    return [("", values[0], values[1:])]


def _head_lines(table: Table) -> list[str]:
    if table.across:
        results = "\t".join(column.zh for column in table.rows[0].columns)
        rows = [row.zh for row in table.rows]
        return [f"{rows[0]}\t{table.head[0]}", f"{rows[1]}\t{rows[2]}", "\t".join([results] * 3)]
    if table.name == "disclosure":
        return [table.head[0]]
    return [*table.head, "\t".join(column.zh for column in table.rows[0].columns)]


def cell_lines(name: str, figures: Figures, *, mark: str = "\t") -> list[str]:
    """One cell a line, each after `mark`, an empty line between rows."""
    tables = []
    for text in tab_rows(name, figures):
        rows = ["\n".join(mark + cell for cell in line.split("\t")) for line in text.split("\n")]
        tables.append("\n\n".join(rows))
    return tables


def barred(name: str, figures: Figures) -> list[str]:
    """The cells of a row between bars."""
    return [
        "\n".join("|" + "|".join(line.split("\t")) + "|" for line in text.split("\n"))
        for text in tab_rows(name, figures)
    ]


def wrapped(name: str, figures: Figures, *, width: int = 14, page: str = "- 5 -") -> list[str]:
    """The text of a PDF: words by spaces, long labels wrapped around their figures, the page number
    in the middle of the longest table."""
    tables = []
    for text in tab_rows(name, figures):
        lines = []
        for line in text.split("\n"):
            cells = [cell for cell in line.split("\t") if cell]
            values = [cell for cell in cells if not re.search(r"[^\d.]", cell)]
            label = " ".join(cells[: len(cells) - len(values)])
            figures_text = " ".join(values)
            if len(label) > width and values:
                half = len(label) // 2
                lines += [label[:half], figures_text, label[half:]]
            else:
                lines.append(f"{label} {figures_text}".strip())
        if len(lines) > 20:
            lines.insert(len(lines) // 2, page)
        tables.append("\n".join(lines))
    return tables


def glued(name: str, figures: Figures) -> list[str]:
    """A page's text taken without any separator: all of a table in one line."""
    return [
        text.replace("\t", "").replace("\n", "").replace(" ", "")
        for text in tab_rows(name, figures)
    ]


LAYOUTS: dict[str, Callable[[str, Figures], list[str]]] = {
    "tab rows": tab_rows,
    "tab rows shifted": lambda name, figures: tab_rows(name, figures, shift=(0, 1, 1)),
    "cell a line": cell_lines,
    "bars": barred,
    "wrapped": wrapped,
}

"""Reports as a converter's markdown: every group a table of its own under an invented head."""

from __future__ import annotations

import random
from collections.abc import Callable

from paper.plain import Printed, expanded
from paper.sheets import Box, Paper, Rows, cut, figure_boxes

HEADS = ("数据{}", "列{}", "字段{}")
WRONG = ("自然人", "商业企业", "总计", "序号", "项目", "数量")


def file(paper: Paper, source: random.Random) -> Printed:
    """The whole report. Heads of tables are right only where the document printed them."""
    lines = [f"# {paper.title}", "", *paper.introduction, ""]
    for part in paper.parts:
        lines += [f"## {part.heading}", ""] if part.heading else []
        lines += [line for text in part.before for line in (text, "")]
        if part.table:
            lines += _table(part.table, source)
        lines += [line for text in part.after for line in (text, "")]
    return "\n".join([*lines, *paper.signed, ""]).encode(), "report.md"


def _table(table: Rows, source: random.Random) -> list[str]:
    lines: list[str] = []
    if table.table == "applications":
        table = _grouped(table)
    apart = source.random() < 0.3  # whether some labels stand apart from their figures
    for piece in cut(table, source.choice(["", "="])):
        if isinstance(piece, str):
            lines += ["", piece, ""]
            continue
        head, body = _split_head(piece)
        rows = expanded(body, table.width, once=True)
        names = expanded(head[-1:], table.width, once=True)[0] if head else _invented(rows, source)
        extra = table.table == "applications" and source.random() < 0.5  # a ninth cell
        if extra:
            whole = [len(figure_boxes(boxes)) == 7 for boxes in body]
            rows = [
                [*row[:-1], "", row[-1]] if full else row
                for row, full in zip(rows, whole, strict=True)
            ]
        width = max(map(len, [names, *rows]))
        lines += ["", _line(names + [""] * (width - len(names))), "|" + " --- |" * width]
        for row, boxes in zip(rows, body, strict=True):
            label = "".join(row[: len(row) - sum(1 for box in boxes if box.name)])
            if apart and source.random() < 0.2 and any(box.name for box in boxes):
                lines.append(_line([label] + [""] * (width - 1)))
                row = ["" if text == label else text for text in row]
            lines.append(_line(row))
        lines.append("")
    return lines


def _grouped(table: Rows) -> Rows:
    """The table broken before every row at which a merged label begins."""
    starts = [
        index
        for index, row in enumerate(table.rows)
        if not isinstance(row, str) and any(b.down > 1 and not b.head for b in row)
    ]
    return Rows(table.table, table.width, table.rows, sorted({*table.breaks, *starts}))


def _split_head(rows: list[list[Box]]) -> tuple[list[list[Box]], list[list[Box]]]:
    """The rows that are only a head, and the others."""
    count = next((i for i, row in enumerate(rows) if not all(b.head for b in row)), len(rows))
    return rows[:count], rows[count:]


def _invented(rows: list[list[str]], source: random.Random) -> list[str]:
    """A head for a table that has none: numbered names, or words of other columns, by chance."""
    width = max(map(len, rows))
    if source.random() < 0.3:
        return [source.choice(WRONG) for _ in range(width)]
    form = source.choice(HEADS)
    return ["项目", *(form.format(number) for number in range(1, width))]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(text.replace("\n", " ") for text in cells) + " |"


LAYOUTS: dict[str, Callable[[Paper, random.Random], Printed]] = {"converter markdown": file}

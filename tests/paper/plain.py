"""Reports as plain text: what a clipboard, a converter or a PDF's text leaves of the cells."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterable, Sequence

from paper.sheets import Box, Folio, Paper, Rows, columns_of, cut

Printed = tuple[bytes, str]  # the content of a file, and its name
Lines = Callable[[Rows, random.Random], list[str]]
Piece = list[list[Box]]  # rows that stand together
PAGE_NUMBERS = ("－５－", "- 4 -", "— 5 —", "—６—", "- 7 -", "第 6 页")
PAIRS = ("商业企业", "科研机构", "结果维持", "结果纠正", "其他结果", "尚未审结")


def between_lines(table: Rows, written: Callable[[Piece], Iterable[str]]) -> list[str]:
    """The lines of a table: its rows as `written`, and what stands between them as it is."""
    return [
        line
        for piece in cut(table)
        for line in ([piece] if isinstance(piece, str) else written(piece))
    ]


def document(paper: Paper, source: random.Random, lines_of: Lines) -> str:
    """The whole report as text, its tables by `lines_of`."""
    lines = [paper.title, "", *paper.introduction]
    for part in paper.parts:
        lines += [part.heading, *part.before]
        if part.table:
            lines += lines_of(part.table, source)
        lines += part.after
    return "\n".join([*lines, "", *paper.signed, ""])


def expanded(rows: Sequence[list[Box]], width: int, *, once: bool) -> list[list[str]]:
    """Rows as texts, "" under a cell merged from above, and, unless `once`, beside a merged one."""
    found = []
    for line in columns_of(rows, width):
        cells: list[str] = []
        at = 0
        for column, box in line:
            cells += [""] * (column - at)
            cells.append(box.text)
            if not once:
                cells += [""] * (box.across - 1)
            at = column + box.across
        found.append(cells)
    return found


def tab_rows(table: Rows, source: random.Random, *, shift: bool = False) -> list[str]:
    """Word's clipboard: cells parted by tabs. Behind a page break rows may have lost one or two of
    their leading empty cells, and rows may trail tabs."""
    once = source.random() < 0.5
    lines: list[str] = []
    for number, piece in enumerate(cut(table)):
        if isinstance(piece, str):
            lines.append(piece)
            continue
        taken = source.choice([1, 2]) if shift and number else 0
        for cells in expanded(piece, table.width, once=once):
            for _ in range(taken):
                if cells and not cells[0]:
                    del cells[0]
            trail = source.choice(["", "", "\t", "\t\t"]) if shift else ""
            lines.append("\t".join(text.replace("\n", " ") for text in cells) + trail)
        if shift:
            lines.append("")
    return lines


def comma_rows(table: Rows, source: random.Random) -> list[str]:
    """A sheet saved with commas: a merged cell once, with empty ones for what it covers."""

    def written(piece: Piece) -> list[str]:
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows(expanded(piece, table.width, once=False))
        return file.getvalue().rstrip("\n").split("\n")

    return between_lines(table, written)


def barred(table: Rows, source: random.Random) -> list[str]:
    """The cells of a row between bars, one space around them or none."""
    form = source.choice(["|{}|", "| {} |"])
    between = form[1:-1].replace("{}", "|")
    return between_lines(
        table,
        lambda piece: (
            form.format(between.join(text.replace("\n", "") for text in cells))
            for cells in expanded(piece, table.width, once=True)
        ),
    )


def cell_lines(table: Rows, source: random.Random, *, mark: str = "\t") -> list[str]:
    """One cell a line behind a mark, an empty line between rows; some words on two lines, the
    second of them without a mark."""
    empty = source.random() < 0.5  # whether cells merged from above show as empty ones
    lines: list[str] = []
    for piece in cut(table):
        if isinstance(piece, str):
            lines.append(piece)
            continue
        for row in columns_of(piece, table.width):
            at = 0
            for column, box in row:
                lines += [mark] * ((column - at) if empty else 0)
                at = column + box.across
                lines.append(mark + _two_lines(box, source))
            lines.append("")
    return lines


def _two_lines(box: Box, source: random.Random) -> str:
    if box.text in PAIRS and source.random() < 0.7:
        return f"{box.text[:2]}\n{box.text[2:]}"
    return box.text


def page_text(table: Rows, source: random.Random) -> list[str]:
    """The text of a PDF: words by spaces, long labels on several lines with their figures above,
    beside or below, merged labels in pieces between the rows, page numbers and the group's label
    again behind a page break."""
    lines: list[str] = []
    wrap = source.choice([12, 14, 20])
    for piece in cut(table, "="):
        if isinstance(piece, str):
            lines.append(piece)
            continue
        if lines and isinstance(piece, list):
            lines.append(source.choice(PAGE_NUMBERS))
        head = [row for row in piece if any(box.head for box in row)]
        if table.table == "disclosure":
            for row in piece:
                lines += _row_lines(row, source, wrap)
            continue
        lines += _head_lines(head, source, wrap)
        waiting: list[str] = []  # pieces of merged labels, one between any two rows
        for row in piece[len(head) :]:
            merged = [box for box in row if box.down > 1]
            rest = [box for box in row if box.down == 1]
            for box in merged:
                if source.random() < 0.5 and box.down > 2:
                    waiting += _pieces(box.text, source)
                else:
                    lines += _pieces(box.text, source)
            lines += _row_lines(rest, source, wrap)
            if waiting and source.random() < 0.6:
                lines.append(waiting.pop(0))
        lines += waiting
    return lines


def _pieces(text: str, source: random.Random) -> list[str]:
    """A narrow cell's words: single characters, or a few to the line."""
    size = source.choice([1, 3, 4, len(text) or 1])
    return [text[at : at + size] for at in range(0, len(text), size)]


def _head_lines(rows: Sequence[list[Box]], source: random.Random, wrap: int) -> list[str]:
    words = [box.text for row in rows for box in row]
    if not words:
        return []
    style = source.choice(["lines", "glued", "rows"])
    if style == "rows":
        return [" ".join(box.text for box in row) for row in rows]
    lines = [text[at : at + wrap] for text in words for at in range(0, len(text), wrap)]
    if style == "glued":  # two cells of the head without anything between them
        at = source.randrange(len(lines) - 1)
        lines[at : at + 2] = ["".join(lines[at : at + 2])]
    return lines


def _row_lines(row: Sequence[Box], source: random.Random, wrap: int) -> list[str]:
    label = "".join(box.text for box in row if not box.name)
    figures = " ".join(box.text for box in row if box.name and box.text)
    if not any(box.name for box in row):
        return [" ".join(box.text for box in row)]
    if len(label) <= wrap or not figures:
        return [f"{label} {figures}".strip()]
    parts = [label[at : at + wrap] for at in range(0, len(label), wrap)]
    style = source.choice(["around", "last", "own", "first"])
    if style == "around":
        half = (len(parts) + 1) // 2
        return [*parts[:half], figures, *parts[half:]]
    if style == "own":
        return [*parts, figures]
    at = 0 if style == "first" else -1
    parts[at] += f" {figures}"
    return parts


def glued(paper: Paper, source: random.Random) -> Printed:
    """The text of a web page without any separator, the title and the date before it."""
    body = [*paper.introduction]
    for part in paper.parts:
        body += [part.heading, *part.before]
        for piece in cut(part.table) if part.table else ():
            if isinstance(
                piece, Folio
            ):  # bare, it would be digits of a figure with nothing to tell
                body.append(f"-{piece.strip('-— ')}-")
            elif isinstance(piece, str):
                body.append(piece)
            else:
                body += [box.text for row in piece for box in row]
        body += part.after
    text = "".join([*body, *paper.signed]).replace("\n", "").replace(" ", "")
    return f"标题: {paper.title}\n{text}\n".encode(), "report.txt"


def _text(lines_of: Lines) -> Callable[[Paper, random.Random], Printed]:
    def printed(paper: Paper, source: random.Random) -> Printed:
        return document(paper, source, lines_of).encode(), "report.txt"

    return printed


def one_line_of_tabs(paper: Paper, source: random.Random, *, joint: str = " ") -> Printed:
    """The whole report in a single line, its cells parted by tabs, page numbers between dashes;
    what stood on lines of its own is joined by `joint`."""

    def rows(table: Rows, source: random.Random) -> list[str]:
        folios = {str(row) for row in table.rows if isinstance(row, Folio)}
        lines = tab_rows(table, source)
        return [f"-{line.strip('-— ')}-" if line in folios else line for line in lines]

    return document(paper, source, rows).replace("\n", joint).encode(), "report.txt"


def run_on(paper: Paper, source: random.Random) -> Printed:
    """The same with nothing where lines ended: the last figure of a row and the next label are one
    cell."""
    return one_line_of_tabs(paper, source, joint="")


def commas(paper: Paper, source: random.Random) -> Printed:
    """The whole report as a file of commas."""
    return document(paper, source, comma_rows).encode("utf-8-sig"), "report.csv"


LAYOUTS: dict[str, Callable[[Paper, random.Random], Printed]] = {
    "tab rows": _text(tab_rows),
    "tab rows, shifted": _text(lambda table, source: tab_rows(table, source, shift=True)),
    "tab rows, one line": one_line_of_tabs,
    "tab rows, run on": run_on,
    "commas": commas,
    "cell a line, tab": _text(cell_lines),
    "cell a line, bar": _text(lambda table, source: cell_lines(table, source, mark="|")),
    "bars": _text(barred),
    "text of a PDF": _text(page_text),
    "glued": glued,
}

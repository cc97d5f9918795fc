"""Tables whose figures stand apart from their labels: both are on the page, and nothing shows for
certain which figure is which row's."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import zip_longest

import docx
import openpyxl

from goidata.form import edition
from paper.plain import Printed, expanded
from paper.sheets import Box, Paper, Rows, figure_boxes

# What the writers make of a table: lines of text, or rows of cells with line breaks in them.
Lines = list[str]
Cells = list[list[str]]
NBSP = "&nbsp;"
APPLICANTS, PROCEEDINGS = (edition("2021").tables[n] for n in ("applications", "proceedings"))
HEADS = [column.zh for column in APPLICANTS.rows[0].columns]
RESULTS = [column.zh for column in PROCEEDINGS.rows[0].columns]


def _words(row: Sequence[Box]) -> str:
    return "".join(box.text for box in row if not box.name)


def _across(table: Rows) -> bool:
    return table.width == 15


def _rows(table: Rows) -> Iterator[list[Box]]:
    for row in table.rows:
        assert not isinstance(row, str)
        yield row


def labels_first(table: Rows) -> Lines:
    """All words of the table, a cell a line, and then all its figures, one a line."""
    boxes = list(table.boxes)
    words = [box.text for box in boxes if not box.name]
    return [*words, *(box.text for box in boxes if box.name)]


def cell_a_column(table: Rows) -> Cells:
    """One row of cells, each a whole column, its rows parted by breaks; of merged labels once."""
    if _across(table):
        heads = [_words(row) for row in _rows(table) if not figure_boxes(row)]
        return [["\n".join(heads), "\n".join(b.text for b in table.boxes if b.name)]]
    rows = list(_rows(table))
    labels = [_words(row) for row in rows]
    width = max(len(figure_boxes(row)) for row in rows)
    columns = [
        "\n".join(own[at].text for row in rows if len(own := figure_boxes(row)) > at)
        for at in range(width)
    ]
    return [["\n".join(labels), *columns]]


def sentences(table: Rows) -> Lines:
    """Each row a sentence: its label, then each head with its figure."""
    if _across(table):
        return list(_blocks(table))
    heads: list[str] = []
    found = []
    for row in _rows(table):
        own = figure_boxes(row)
        words = [box.text for box in row if not box.name]
        if own:
            parts = (f"{head}{box.text}" for head, box in zip(heads[-len(own) :], own, strict=True))
            found.append(f"{''.join(words)}：{'，'.join(parts)}。")
        elif table.width == 4:
            heads = words
        else:
            heads = HEADS
    return found


def _blocks(table: Rows) -> Iterator[str]:
    figures = [box.text for box in table.boxes if box.name]
    for at, block in enumerate(row.zh for row in PROCEEDINGS.rows):
        own = figures[at * 5 : at * 5 + 5]
        parts = (f"{head}{text}" for head, text in zip(RESULTS, own, strict=True))
        yield f"{block}：{'，'.join(parts)}。"


def paragraph(table: Rows) -> Lines:
    """The same in one paragraph."""
    return ["；".join(each.removesuffix("。") for each in sentences(table)) + "。"]


def columns_first(table: Rows) -> Lines:
    """All words of the table, and then its figures, column by column."""
    rows = [figure_boxes(row) for row in _rows(table)]
    words = [box.text for box in table.boxes if not box.name]
    columns = range(max(map(len, rows)))
    return [*words, *(row[at].text for at in columns for row in rows if len(row) > at)]


def quoted(table: Rows) -> Cells:
    """The table cell by cell, each figure between marks."""
    marked = {box.text: f"【{box.text}】" for box in table.boxes if box.name}
    return [[marked.get(text, text) for text in row] for row in _cells(table)]


def turned(table: Rows) -> Cells:
    """The table with its rows as columns."""
    return [list(column) for column in zip_longest(*_cells(table), fillvalue="")]


def slashes(table: Rows) -> Lines:
    """A row a line, a stroke between its cells."""
    return [" / ".join(box.text for box in row) for row in _rows(table)]


def bracketed(table: Rows) -> Lines:
    """A row a line, each figure in brackets behind its label."""
    return [
        " ".join(f"[{box.text}]" if box.name else box.text for box in row) for row in _rows(table)
    ]


def entities(table: Rows) -> Lines:
    """A row a line, its cells parted by what a page's source has between them."""
    return [NBSP.join(box.text for box in row) for row in _rows(table)]


KINDS: dict[str, Callable[[Rows], Lines | Cells]] = {
    "labels first": labels_first,
    "cell a column": cell_a_column,
    "sentences": sentences,
    "paragraph": paragraph,
    "columns first": columns_first,
    "quoted": quoted,
    "turned": turned,
    "slashes": slashes,
    "bracketed": bracketed,
    "entities": entities,
}


def printed(paper: Paper, kind: str, form: str, tables: Sequence[str] = ()) -> Printed:
    """The report with `tables` (all where none are named) printed as `kind`, the others cell by
    cell; `form` is one of WRITERS."""
    writer = WRITERS[form]()
    writer.line(paper.title)
    for text in paper.introduction:
        writer.line(text)
    for part in paper.parts:
        for text in (part.heading, *part.before):
            writer.line(text)
        if part.table:
            named = not tables or part.table.table in tables
            _write(writer, KINDS[kind](part.table) if named else _cells(part.table))
        for text in part.after:
            writer.line(text)
    for text in paper.signed:
        writer.line(text)
    return writer.done()


def _cells(table: Rows) -> Cells:
    return expanded(list(_rows(table)), table.width, once=False)


def _write(writer: Text, made: Lines | Cells) -> None:
    lines = [each for each in made if isinstance(each, str)]
    for each in lines:
        writer.line(each)
    if not lines:
        writer.table([each for each in made if not isinstance(each, str)])


class Text:
    """A text; cells by tabs, and a break within one stays a line's end."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, text: str) -> None:
        self.lines.append(text)

    def table(self, rows: Cells) -> None:
        self.lines += map("\t".join, rows)

    def done(self) -> Printed:
        return "\n".join([*self.lines, ""]).encode(), "report.txt"


class Markdown(Text):
    """A text with bars; breaks in cells are written as a page writes them."""

    def line(self, text: str) -> None:
        self.lines += [text, ""]

    def table(self, rows: Cells) -> None:
        lines = [f"| {' | '.join(row)} |".replace("\n", "<br>") for row in rows]
        self.lines += [lines[0], "|" + " --- |" * len(rows[0]), *lines[1:], ""]

    def done(self) -> Printed:
        return "\n".join(["# " + self.lines[0], *self.lines[1:]]).encode(), "report.md"


class Page(Text):
    """A web page; what stands in the report as an entity is words."""

    def line(self, text: str) -> None:
        self.lines.append(f"<p>{escape(text)}</p>")

    def table(self, rows: Cells) -> None:
        lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
        made = "".join(f"<tr>{line}</tr>" for line in lines).replace("\n", "<br>")
        self.lines.append(f"<table border=1>{made}</table>")

    def done(self) -> Printed:
        body = "\n".join(self.lines)
        page = f"<html><head><meta charset=utf-8></head><body><div>{body}</div></body></html>"
        return page.encode(), "report.html"


class Word(Text):
    """A Word file."""

    def __init__(self) -> None:
        self.file = docx.Document()

    def line(self, text: str) -> None:
        self.file.add_paragraph(text)

    def table(self, rows: Cells) -> None:
        made = self.file.add_table(len(rows), max(map(len, rows)))
        for number, row in enumerate(rows):
            for cell, text in zip(made.rows[number].cells, row, strict=False):
                cell.text = text

    def done(self) -> Printed:
        stream = io.BytesIO()
        self.file.save(stream)
        return stream.getvalue(), "report.docx"


class Sheet(Text):
    """A workbook of one sheet; a column of a table that is one cell goes down as many."""

    def done(self) -> Printed:
        book, stream = openpyxl.Workbook(), io.BytesIO()
        assert book.active is not None
        for line in "\n".join(self.lines).split("\n"):
            book.active.append(line.split("\t"))
        book.save(stream)
        return stream.getvalue(), "report.xlsx"


WRITERS: dict[str, type[Text]] = {
    **{"text": Text, "html": Page, "docx": Word, "md": Markdown, "xlsx": Sheet},
}

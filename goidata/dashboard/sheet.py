"""The three tables of a report as the form prints them, as rows of cells and in HTML of our own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, takewhile

from markupsafe import Markup

from goidata.analysis.paper import DECIDED, RECOGNISED
from goidata.checks.finding import subtract
from goidata.dashboard.markup import fill
from goidata.dashboard.numbers import DASH, count, signed
from goidata.dashboard.records import Record
from goidata.dashboard.words import Words
from goidata.form import Column, Group, Row, Table
from goidata.wording import Both


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: the cells by the name of their figure, the figure `chosen`, and the address
    `link` gives to a figure; where it is set against another report, the cells of that in
    `against`."""

    cells: Mapping[str, Record]
    chosen: str | None
    link: Callable[[str], str]
    say: Words
    against: Mapping[str, Record] | None = None


def cells_of(rows: Iterable[Record]) -> dict[str, Record]:
    """The cells of a report by the names of their figures. Where several figures were read from one
    run of characters (`run`), that is what is printed of none of them alone."""
    listed = list(rows)
    runs = Counter(map(_printed_at, listed))
    return {str(row["name"]): {**row, "run": runs[_printed_at(row)] > 1} for row in listed}


def _printed_at(row: Record) -> tuple[object, ...]:
    return tuple(row[name] for name in ("page", "grid", "cell_row", "cell_column", "line", "raw"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, its class, how many columns and rows it takes up; of a figure
    also the address it leads to, a hint, and how it changed."""

    text: str
    look: str = ""
    across: int = 1
    down: int = 1
    href: str = ""
    hint: str = ""
    change: str = ""


Line = list[Cell]


def table_html(table: Table, sheet: Sheet) -> Markup:
    """One table of the form; where the screen is narrow, labels stand above their figures."""
    if table.across:
        shape, rows = "across", _across(table, sheet)
    elif any(group.head for group in table.groups):
        shape, rows = "blocks", _in_blocks(table, sheet)
    else:
        shape, rows = "rows", _in_rows(table, sheet)
    label = table.named(sheet.say.language)
    return fill("form.html", shape=f"g-form g-{shape}", label=label, rows=rows)


def _in_blocks(table: Table, sheet: Sheet) -> Iterator[Line]:
    """Blocks under an article, each with its own head of columns."""
    widest = max(len(row.columns) for row in table.rows)
    content = Both(table.head[0], sheet.say("column.content")).named(sheet.say.language)
    for group, rows in groupby(table.rows, key=lambda row: row.groups[0]):
        yield [_head(group, sheet, "g-article", widest + 1)]
        columns: tuple[Column, ...] = ()
        for row in rows:
            spans = _spans(row.columns, widest)
            if row.columns != columns:
                columns = row.columns
                heads = [_head(column, sheet, across=span) for column, span in spans]
                yield [Cell(content, "g-row"), *heads]
            values = [_value(table.figure(row, column), sheet, span) for column, span in spans]
            yield [_head(row, sheet, "g-row"), *values]


def _spans(columns: tuple[Column, ...], widest: int) -> list[tuple[Column, int]]:
    """The columns with the number of columns each takes up; the last fills the line."""
    spans = [1] * len(columns)
    spans[-1] += widest - len(columns)
    return list(zip(columns, spans, strict=True))


def _in_rows(table: Table, sheet: Sheet) -> Iterator[Line]:
    """Rows under groups, whose labels stand once at the left of their rows."""
    depth = max(len(row.groups) for row in table.rows) + 1
    yield from _two_heads(table.rows[0].columns, depth, sheet)
    yield [_head(column, sheet, "g-short") for column in table.rows[0].columns]
    open_groups: tuple[Group, ...] = ()
    for at, row in enumerate(table.rows):
        labels = [
            _head(group, sheet, "g-group", down=_members(table.rows[at:], group))
            for group in row.groups
            if group not in open_groups
        ]
        open_groups = row.groups
        labels.append(_head(row, sheet, "g-row", depth - len(row.groups)))
        yield [*labels, *(_value(table.figure(row, c), sheet) for c in row.columns)]


def _members(rows: Iterable[Row], group: Group) -> int:
    return len(list(takewhile(lambda row: group in row.groups, rows)))


def _two_heads(columns: tuple[Column, ...], depth: int, sheet: Sheet) -> Iterator[Line]:
    top, below = [Cell("", across=depth, down=2)], []
    for group, members in groupby(columns, key=lambda column: column.group):
        listed = list(members)
        if not group:
            top += [_head(column, sheet, down=2) for column in listed]
            continue
        words = Both(group, sheet.say("sheet.organisations")).named(sheet.say.language)
        top.append(Cell(words, across=len(listed)))
        below += [_head(column, sheet) for column in listed]
    yield top
    yield below


def _across(table: Table, sheet: Sheet) -> Iterator[Line]:
    """The rows side by side in one printed line."""
    top, middle = [], []
    for group, members in groupby(table.rows, key=lambda row: row.groups):
        rows = list(members)
        width = sum(len(row.columns) for row in rows)
        if not group:
            top += [_head(row, sheet, across=len(row.columns), down=2) for row in rows]
            continue
        top.append(_head(group[0], sheet, across=width))
        middle += [_head(row, sheet, across=len(row.columns)) for row in rows]
    yield top
    yield middle
    pairs = [(row, column) for row in table.rows for column in row.columns]
    yield [_head(column, sheet, "g-narrow") for _, column in pairs]
    yield [_value(table.figure(row, column), sheet) for row, column in pairs]


def _value(name: str, sheet: Sheet, across: int = 1) -> Cell:
    """A figure: what was printed, marked by its state and failing checks, a link to its place."""
    cell = sheet.cells.get(name, {})
    state = str(cell.get("state", "missing"))
    failing = cell.get("fails") or ()
    marks = [f"g-{state}", *(["g-fails"] if failing else [])]
    if name == sheet.chosen:
        marks.append("g-chosen")
    printed = str(cell.get("raw") or sheet.say(f"state.{state}"))
    about = sheet.say(f"state.{state}")
    if state == "number" and cell.get("run"):
        printed = count(cell["value"])
    elif state == DECIDED:
        printed, about = count(cell["value"]), sheet.say("sheet.decided", raw=printed)
    elif state == RECOGNISED:
        seen = "".join(map(count, cell["candidates"]))
        printed, about = sheet.say("sheet.seen", n=seen), sheet.say("sheet.recognised")
    hint = " · ".join([about, *failing])
    change = _change(name, cell, sheet)
    return Cell(printed, " ".join(marks), across, 1, sheet.link(name), hint, change)


def _change(name: str, cell: Record, sheet: Sheet) -> str:
    """By how much a figure differs from that of the other report, where both are numbers; a dash
    where one is none, or the other form does not ask for it."""
    if sheet.against is None:
        return ""
    value, before = cell.get("value"), sheet.against.get(name, {}).get("value")
    if value is None or before is None:
        return DASH
    return "·" if value == before else signed(subtract(value, before))


def _head(
    part: Row | Column | Group, sheet: Sheet, look: str = "", across: int = 1, down: int = 1
) -> Cell:
    return Cell(part.named(sheet.say.language), look, across, down)

"""The three tables of a report as the form prints them, in HTML of our own; every value escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from goidata.checks.finding import subtract
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import DASH, signed
from goidata.dashboard.records import Record
from goidata.dashboard.words import Words
from goidata.form import Column, Group, Row, Table


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


def table_html(table: Table, sheet: Sheet) -> str:
    """One table of the form; it scrolls sideways where the screen is narrow."""
    if table.across:
        rows = _across(table, sheet)
    elif any(group.head for group in table.groups):
        rows = _in_blocks(table, sheet)
    else:
        rows = _in_rows(table, sheet)
    shape = "g-form g-blocks" if table.section == 2 else "g-form"
    opening = f'<table class="{shape}" aria-label="{escaped(_label(table, sheet.say))}">'
    return f'<div class="g-scroll">{opening}{"".join(rows)}</table></div>'


def _in_blocks(table: Table, sheet: Sheet) -> Iterator[str]:
    """Blocks under an article, each with its own head of columns."""
    widest = max(len(row.columns) for row in table.rows)
    for group, rows in groupby(table.rows, key=lambda row: row.groups[0]):
        yield f'<tr><th class="g-article" colspan="{widest + 1}">{_said(group, sheet)}</th></tr>'
        columns: tuple[Column, ...] = ()
        for row in rows:
            if row.columns != columns:
                columns = row.columns
                yield _line(_head(table, sheet), _spread(columns, widest, sheet))
            values = (
                _value(table.figure(row, column), sheet, span)
                for column, span in _spans(row.columns, widest)
            )
            yield _line(f'<th class="g-row">{_said(row, sheet)}</th>', *values)


def _spread(columns: tuple[Column, ...], widest: int, sheet: Sheet) -> str:
    return "".join(
        f"<th{_span(span)}>{_said(column, sheet)}</th>" for column, span in _spans(columns, widest)
    )


def _spans(columns: tuple[Column, ...], widest: int) -> list[tuple[Column, int]]:
    """The columns with the number of columns each takes up; the last fills the line."""
    spans = [1] * len(columns)
    spans[-1] += widest - len(columns)
    return list(zip(columns, spans, strict=True))


def _in_rows(table: Table, sheet: Sheet) -> Iterator[str]:
    """Rows under groups, whose labels stand once at the left of their rows."""
    depth = max(len(row.groups) for row in table.rows) + 1
    yield from _two_heads(table.rows[0].columns, depth, sheet)
    open_groups: tuple[Group, ...] = ()
    for at, row in enumerate(table.rows):
        labels = [
            _group(group, _members(table.rows[at:], group), sheet)
            for group in row.groups
            if group not in open_groups
        ]
        open_groups = row.groups
        span = _span(depth - len(row.groups))
        labels.append(f'<th class="g-row"{span}>{_said(row, sheet)}</th>')
        yield _line(*labels, *(_value(table.figure(row, c), sheet) for c in row.columns))


def _group(group: Group, rows: int, sheet: Sheet) -> str:
    return f'<th class="g-group" rowspan="{rows}">{_said(group, sheet)}</th>'


def _members(rows: Iterable[Row], group: Group) -> int:
    found = 0
    for row in rows:
        if group not in row.groups:
            break
        found += 1
    return found


def _two_heads(columns: tuple[Column, ...], depth: int, sheet: Sheet) -> Iterator[str]:
    top, below = [f'<th colspan="{depth}" rowspan="2"></th>'], []
    for group, members in groupby(columns, key=lambda column: column.group):
        listed = list(members)
        if not group:
            top += [f'<th rowspan="2">{_said(column, sheet)}</th>' for column in listed]
            continue
        words = group if sheet.say.language == "zh" else sheet.say("sheet.organisations")
        top.append(f'<th colspan="{len(listed)}">{escaped(words)}</th>')
        below += [f"<th>{_said(column, sheet)}</th>" for column in listed]
    yield _line(*top)
    yield _line(*below)


def _across(table: Table, sheet: Sheet) -> Iterator[str]:
    """The rows side by side in one printed line."""
    top, middle = [], []
    for group, members in groupby(table.rows, key=lambda row: row.groups):
        rows = list(members)
        width = sum(len(row.columns) for row in rows)
        if not group:
            top += [
                f'<th colspan="{len(r.columns)}" rowspan="2">{_said(r, sheet)}</th>' for r in rows
            ]
            continue
        top.append(f'<th colspan="{width}">{_said(group[0], sheet)}</th>')
        middle += [f'<th colspan="{len(r.columns)}">{_said(r, sheet)}</th>' for r in rows]
    yield _line(*top)
    yield _line(*middle)
    pairs = [(row, column) for row in table.rows for column in row.columns]
    yield _line(*(f'<th class="g-narrow">{_said(column, sheet)}</th>' for _, column in pairs))
    yield _line(*(_value(table.figure(row, column), sheet) for row, column in pairs))


def _value(name: str, sheet: Sheet, span: int = 1) -> str:
    """A cell: what was printed, marked by its state and by failing checks, a link to its place."""
    cell = sheet.cells.get(name, {})
    state = str(cell.get("state", "missing"))
    failing = cell.get("fails") or ()
    marks = [f"g-{state}", *(["g-fails"] if failing else [])]
    if name == sheet.chosen:
        marks.append("g-chosen")
    raw = cell.get("raw")
    printed = str(raw) if raw else sheet.say(f"state.{state}")
    hint = " · ".join([sheet.say(f"state.{state}"), *failing])
    return (
        f'<td class="{" ".join(marks)}"{_span(span)}>'
        f'<a href="{escaped(sheet.link(name))}" target="_self" title="{escaped(hint)}">'
        f"{escaped(printed)}{_change(name, cell, sheet)}</a></td>"
    )


def _change(name: str, cell: Record, sheet: Sheet) -> str:
    """By how much a figure differs from that of the other report, where both are numbers; a dash
    where one is none, or the other form does not ask for it."""
    if sheet.against is None:
        return ""
    value, before = cell.get("value"), sheet.against.get(name, {}).get("value")
    if value is None or before is None:
        return f'<small class="g-against">{DASH}</small>'
    shown = "·" if value == before else signed(subtract(value, before))
    return f'<small class="g-against">{escaped(shown)}</small>'


def _head(table: Table, sheet: Sheet) -> str:
    words = table.head[0] if sheet.say.language == "zh" else sheet.say("sheet.content")
    return f'<th class="g-row">{escaped(words)}</th>'


def _said(part: Row | Column | Group, sheet: Sheet) -> str:
    return escaped(part.en if sheet.say.language == "en" else part.zh)


def _label(table: Table, say: Words) -> str:
    return table.en if say.language == "en" else table.zh


def _span(count: int) -> str:
    return f' colspan="{count}"' if count > 1 else ""


def _line(*cells: str) -> str:
    return f"<tr>{''.join(cells)}</tr>"

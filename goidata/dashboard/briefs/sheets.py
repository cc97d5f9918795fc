"""A brief as a workbook: numbers as numbers, and native charts beside those they are drawn of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from goidata.dashboard.briefs.brief import Amount, Brief, Chart, Grid
from goidata.dashboard.briefs.native import labels_of
from goidata.dashboard.briefs.sheet_charts import native_chart
from goidata.dashboard.words import Words
from goidata.tables.cells import Cell, text
from goidata.tables.workbook import OPTIONS, SHADE, height_of, number_format

ROW = 17  # points
FIRST = 3  # the row of the headings, below title, subtitle and marks
BLOCK = 18  # the rows that a chart takes, below its numbers
_LONGEST_HEAD = 200  # characters; a printed head holds 255


def sheets_bytes(brief: Brief) -> bytes:
    """The file: indicators, charts, units, faults and missing reports, notes."""
    out = BytesIO()
    say = Words(brief.language)
    with Workbook(out, OPTIONS) as book:
        book.set_properties({"title": brief.title, "author": "goidata"})
        formats = _formats(book)
        for name, fill in _sheets(brief, say):
            page = book.add_worksheet(say(f"brief.sheet_{name}"))
            _head(page, brief, formats)
            fill(book, page, formats)
    return out.getvalue()


Formats = Callable[..., Any]
Fill = Callable[[Any, Any, Formats], None]


def _sheets(brief: Brief, say: Words) -> Iterator[tuple[str, Fill]]:
    yield "indicators", lambda book, page, looks: _indicators(page, brief, looks, say)
    yield "charts", lambda book, page, looks: _charts(book, page, brief.charts, looks, say)
    yield "units", lambda book, page, looks: _grids(page, [brief.units], looks)
    yield "faults", lambda book, page, looks: _grids(page, [brief.faults, brief.missing], looks)
    yield "about", lambda book, page, looks: _about(page, brief, looks)


def _formats(book: Any) -> Formats:
    """A format by its properties, each made once."""
    made: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(**properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in made:
            made[key] = book.add_format({"valign": "top", **properties})
        return made[key]

    return look


def _head(page: Any, brief: Brief, look: Formats) -> None:
    """What the sheet is about, and what must be known; also on every printed page."""
    marks = " · ".join(brief.marks)
    page.write_string(0, 0, text(brief.title), look(bold=True, font_size=14))
    page.write_string(1, 0, text(brief.subtitle), look())
    page.write_string(2, 0, text(marks), look(bold=True, font_color="#8A5A00"))
    for row, height in enumerate((24, 18, 18)):
        page.set_row(row, height)
    page.set_header("&L" + marks[:_LONGEST_HEAD].replace("&", "&&"))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _indicators(page: Any, brief: Brief, look: Formats, say: Words) -> None:
    named = brief.headings
    parts = (say.head("brief", name) for name in ("n", "N"))
    heads = [named["name"], named["value"], *parts, named["base"], named["change"]]
    rows = [
        [
            Amount(each.name),
            each.amount,
            Amount("", each.amount.n, "count"),
            Amount("", each.amount.whole, "count"),
            Amount(each.amount.note),
            Amount(each.changed),
            Amount(each.stated),
        ]
        for each in brief.indicators
    ]
    wide = (24, 12, 10, 10, 22, 34, 24)
    _widths(page, wide)
    row = _rows(page, FIRST, [*heads, named["reports"]], rows, look, wide)
    for number, said in enumerate(filter(None, [*brief.sentences, brief.lead]), row + 1):
        page.merge_range(number, 0, number, len(wide) - 1, "", look(text_wrap=True))
        page.write_string(number, 0, text(said), look(text_wrap=True))
        page.set_row(number, height_of(said, sum(wide)))


def _rows(
    page: Any,
    top: int,
    heads: Sequence[str],
    rows: Iterable[Sequence[Amount]],
    look: Formats,
    wide: Sequence[float] = (),
) -> int:
    """Headings and rows from `top` on, as high as their texts in columns so `wide`; gives the first
    row below."""
    page.set_row(top, ROW)
    for column, heading in enumerate(heads):
        page.write_string(top, column, text(heading), look(bold=True, bg_color=SHADE, bottom=1))
    row = top + 1
    for row, values in enumerate(rows, top + 1):
        for column, value in enumerate(values):
            _put(page, row, column, value, look)
        told = zip(values, wide, strict=False)
        page.set_row(row, max(ROW, *(height_of(value.shown, width) for value, width in told), 0))
        top = row
    return top + 1


def _put(page: Any, row: int, column: int, value: Amount, look: Formats) -> None:
    colour = {"font_color": "#8A959B"} if value.pale else {}
    if value.value is not None:
        number = number_format(value.value, value.form)
        number = f'"{value.about}"{number}' if value.about else number
        page.write_number(row, column, value.value, look(num_format=number, **colour))
    elif value.shown:
        page.write_string(
            row,
            column,
            text(value.shown),
            look(align="left", indent=min(column, 1), text_wrap=True, **colour),
        )


def _charts(book: Any, page: Any, charts: Sequence[Chart], look: Formats, say: Words) -> None:
    _widths(page, (30, *[10] * 6))
    page.set_portrait()
    top = FIRST
    for chart in charts:
        page.write_string(top, 0, text(chart.title), look(bold=True, font_size=12))
        notes = chart.notes if chart.series else (say("brief.no_chart"),)
        page.write_string(top + 1, 0, text(" ".join(notes)), look(font_color="#55606A"))
        if chart.series:
            _numbers(page, top + 2, chart, look)
            below = top + 3 + len(chart.places)
            page.insert_chart(below, 0, native_chart(book, page.get_name(), top + 2, chart))
        top += len(chart.places) + BLOCK + 4


def _numbers(page: Any, top: int, chart: Chart, look: Formats) -> None:
    rows = [
        [Amount(label), *(Amount("", each.values[at], chart.form) for each in chart.series)]
        for at, label in enumerate(labels_of(chart))
    ]
    _rows(page, top, ["", *(each.name for each in chart.series)], rows, look)


def _grids(page: Any, grids: Sequence[Grid], look: Formats) -> None:
    """Tables one below the other; beside each rate its n and N in columns of their own."""
    wide = (34, 60 if len(grids) > 1 else 14, *[14] * 12)
    _widths(page, wide)
    top = FIRST
    for grid in grids:
        page.write_string(top, 0, text(grid.title), look(bold=True, font_size=12))
        if not grid.rows:
            page.write_string(top + 1, 0, text(grid.empty), look())
            top += 3
            continue
        heads, rows = _spread(grid)
        top = _rows(page, top + 1, heads, rows, look, wide)
        page.write_string(top, 0, text(" ".join(grid.notes)), look(font_color="#55606A"))
        top += 2


def _spread(grid: Grid) -> tuple[list[str], list[list[Amount]]]:
    rated = [any(row[at].form == "share" for row in grid.rows) for at in range(len(grid.heads))]
    heads, rows = [], [[] for _ in grid.rows]  # type: ignore[var-annotated]
    for at, head in enumerate(grid.heads):
        heads += [head, "n", "N", ""] if rated[at] else [head]
        for row, out in zip(grid.rows, rows, strict=True):
            out += _parts(row[at]) if rated[at] else [row[at]]
    return heads, rows


def _parts(value: Amount) -> list[Amount]:
    n, whole = (Amount("", part, "count") for part in (value.n, value.whole))
    return [value, n, whole, Amount(value.note)]


def _about(page: Any, brief: Brief, look: Formats) -> None:
    named = brief.headings
    _widths(page, (26, 110))
    rows: list[tuple[Cell, Cell]] = [*brief.facts, *brief.method]
    rows += [(named["sources"], source) for source in brief.sources]
    for column, name in enumerate(("item", "content")):
        page.write_string(FIRST, column, text(named[name]), look(bold=True, bg_color=SHADE))
    for row, (name_, content) in enumerate(rows, FIRST + 1):
        page.write_string(row, 0, text(str(name_)), look())
        page.write_string(row, 1, text(str(content)), look(text_wrap=True))


def _widths(page: Any, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths):
        page.set_column(column, column, width)

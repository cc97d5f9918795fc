"""A report as cells: the three tables with their merged cells, and the paragraphs around them.

Damage is done to this; the printers of each format take it as it then is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from goidata.form import Row, Table, edition
from paper.figures import Figures, Value, head_of, show, tables_of

NUMERALS = "一二三四五六"
UNIT = "米易县人民政府"
ITEM = "信息内容"
# Words of our own around the tables, with the traps that real introductions hold.
INTRODUCTION = (
    "本报告按照《中华人民共和国政府信息公开条例》（国令第711号）和有关文件要求编制，全文包括总体情况、"
    "主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
    "存在的主要问题及改进情况、其他需要报告的事项等六个部分。数据统计期限为{year}年1月1日至{year}年12月31日。"
    "如有疑问，请联系本机关（电话：0812-8172345，邮编：617200）。"
)
WORDS = {
    1: (
        "（一）主动公开。全年通过网站发布信息 506 条。",
        "（二）依申请公开。受理渠道保持畅通，答复均在期限之内。",
        "（三）政府信息管理。信息发布前逐条审核。",
        "（四）政府信息公开平台建设。网站栏目按季度检查。",
        "（五）监督保障。举办业务培训 2 次。",
    ),
    5: ("公开的内容还不够丰富，解读形式偏少。", "下一步将增加图解和视频，补充栏目。"),
    6: ("本年度没有收取信息处理费。",),
}


@dataclass(slots=True)
class Box:
    """One printed cell; `name` is the figure it holds, "" where it holds words."""

    text: str
    across: int = 1
    down: int = 1
    name: str = ""
    head: bool = False  # belongs to the head of the table


class Folio(str):
    """A page number printed between the rows of a table."""


@dataclass(slots=True)
class Rows:
    """A table: rows of cells, each cell once, at its origin. A row that is a text is a paragraph
    standing between rows. A page ends before each row whose index is in `breaks`. Where there are
    `pictures`, they are printed in its stead."""

    table: str
    width: int
    rows: list[list[Box] | str]
    breaks: list[int] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)

    @property
    def boxes(self) -> Iterator[Box]:
        for row in self.rows:
            if not isinstance(row, str):
                yield from row

    def numbered(self) -> list[int]:
        """The indices of the rows that hold figures."""
        return [i for i, row in enumerate(self.rows) if any(figure_boxes(row))]


@dataclass(slots=True)
class Part:
    """A section: its number, its heading as printed, paragraphs before and after its table."""

    number: int
    heading: str
    before: list[str]
    table: Rows | None = None
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Paper:
    """A whole report, and what its cells truly say: None for a cell without a number. `gone` are
    the figures that are no longer on the page."""

    title: str
    introduction: list[str]
    parts: list[Part]
    signed: list[str]
    truth: dict[str, Value]
    gone: set[str] = field(default_factory=set)

    @property
    def tables(self) -> list[Rows]:
        return [part.table for part in self.parts if part.table]

    @property
    def figures(self) -> dict[str, Box]:
        """The cells of figures still there, by name."""
        return {box.name: box for rows in self.tables for box in rows.boxes if box.name}


def figure_boxes(row: Sequence[Box] | str) -> list[Box]:
    return [] if isinstance(row, str) else [box for box in row if box.name]


def paper_of(figures: Figures, year: int | None = None, form: str | None = None) -> Paper:
    """The report that prints `figures`, in the edition `form` where several have them."""
    tables = tables_of(figures, form)
    old = any("_items." in name for name in figures)
    year = year or (2020 if old else 2023)
    sections = edition("2019" if old else "2021").sections
    by_section = {table.section: table for table in tables.values()}
    parts = [
        Part(
            section.number,
            f"{NUMERALS[section.number - 1]}、{section.zh}",
            list(WORDS.get(section.number, ())),
            _rows(by_section[section.number], figures) if section.number in by_section else None,
        )
        for section in sections
    ]
    return Paper(
        f"{UNIT}{year}年政府信息公开工作年度报告",
        [INTRODUCTION.format(year=year)],
        parts,
        [UNIT, f"{year + 1}年1月22日"],
        dict(figures),
    )


def _rows(table: Table, figures: Figures) -> Rows:
    builder = {"disclosure": _disclosure, "applications": _applications}
    return builder.get(table.name, _proceedings)(table, figures)


def _numbers(table: Table, row: Row, figures: Figures, width: int = 0) -> list[Box]:
    """The cells of a row's figures; the last one wide where the table is wider than the row."""
    names = [table.figure(row, column) for column in row.columns]
    boxes = [Box(show(figures[name]), name=name) for name in names]
    boxes[-1].across = max(1, width - len(boxes))
    return boxes


def _disclosure(table: Table, figures: Figures) -> Rows:
    """Blocks, each under the article it reports on and a head of its own."""
    rows: list[list[Box] | str] = []
    article = ""
    for row in table.rows:
        if row.groups[-1].zh != article:
            article = row.groups[-1].zh
            rows.append([Box(article, across=4, head=True)])
            heads = [Box(head_of(column), head=True) for column in row.columns]
            heads[-1].across = 4 - len(heads)
            rows.append([Box(ITEM, head=True), *heads])
        rows.append([Box(row.zh), *_numbers(table, row, figures, 4)])
    return Rows(table.name, 4, rows)


def _applications(table: Table, figures: Figures) -> Rows:
    """Three columns of labels, merged over the groups, and seven of figures."""
    formula, applicants, bodies = table.head
    columns = table.rows[0].columns
    rows: list[list[Box] | str] = [
        [
            Box(f"（{formula}）", across=3, down=3, head=True),
            Box(applicants, across=7, head=True),
        ],
        [
            Box(columns[0].zh, down=2, head=True),
            Box(bodies, across=5, head=True),
            Box(columns[-1].zh, down=2, head=True),
        ],
        [Box(column.zh, head=True) for column in columns[1:-1]],
    ]
    seen: list[str] = []
    for row in table.rows:
        labels: list[Box] = []
        for group in row.groups:
            if group.name not in seen:
                seen.append(group.name)
                members = [each for each in table.rows if group in each.groups]
                labels.append(Box(group.zh, down=len(members)))
        labels.append(Box(row.zh, across=3 - len(row.groups)))
        rows.append([*labels, *_numbers(table, row, figures)])
    return Rows(table.name, 10, rows)


def _proceedings(table: Table, figures: Figures) -> Rows:
    """Three blocks of results side by side, under a head of three lines."""
    review, direct, after = table.rows
    results = [column.zh for column in review.columns]
    rows: list[list[Box] | str] = [
        [Box(review.zh, across=5, head=True), Box(table.head[0], across=10, head=True)],
        [
            *(Box(text, down=2, head=True) for text in results),
            Box(direct.zh, across=5, head=True),
            Box(after.zh, across=5, head=True),
        ],
        [Box(text, head=True) for text in [*results, *results]],
        [box for row in table.rows for box in _numbers(table, row, figures)],
    ]
    return Rows(table.name, 15, rows)


def columns_of(rows: Sequence[list[Box]], width: int) -> list[list[tuple[int, Box]]]:
    """Each row's cells with the column each begins in, counted from 0."""
    covered: dict[int, int] = {}  # column -> rows still covered
    placed: list[list[tuple[int, Box]]] = []
    for row in rows:
        column, line = 0, []
        below: dict[int, int] = {}
        for box in row:
            while covered.get(column, 0):
                column += 1
            line.append((column, box))
            for beside in range(column, column + box.across):
                if box.down > 1:
                    below[beside] = box.down
            column += box.across
        covered = {c: n - 1 for c, n in covered.items() if n > 1}
        covered |= {c: n - 1 for c, n in below.items()}
        placed.append(line)
    return placed


def cut(table: Rows, mark: str = "") -> list[list[list[Box]] | str]:
    """The table as it stands on paper: at page breaks and around paragraphs it falls into tables.

    A cell that is merged over the cut begins again on the other side with the text `mark`, or with
    its own text where `mark` is "=".
    """
    pieces: list[list[list[Box]] | str] = []
    open_rows: list[list[Box]] = []
    whole = [row for row in table.rows if not isinstance(row, str)]
    placed = dict(zip(map(id, whole), columns_of(whole, table.width), strict=True))
    hanging: list[tuple[int, Box, int]] = []  # column, box, rows left
    for index, row in enumerate(table.rows):
        if isinstance(row, str):
            if open_rows:
                pieces.append(_closed(open_rows))
            pieces.append(row)
            open_rows = []
            continue
        if index in table.breaks and open_rows:
            pieces.append(_closed(open_rows))
            open_rows = []
        line = list(placed[id(row)])
        if not open_rows:
            for column, box, left in hanging:
                text = box.text if mark == "=" else mark
                line.append((column, replace(box, text=text, down=left)))
            line.sort(key=lambda entry: entry[0])
        open_rows.append([replace(box) for _, box in line])
        hanging = [(c, b, n - 1) for c, b, n in hanging if n > 1]
        hanging += [(c, b, b.down - 1) for c, b in placed[id(row)] if b.down > 1]
    if open_rows:
        pieces.append(_closed(open_rows))
    return pieces


def _closed(rows: list[list[Box]]) -> list[list[Box]]:
    """Rows whose merged cells end with the last of them."""
    for index, row in enumerate(rows):
        for box in row:
            box.down = min(box.down, len(rows) - index)
    return rows

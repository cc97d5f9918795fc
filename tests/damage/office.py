"""What offices change in the form itself: columns put in or moved, rows of last year, rows of their
own, marks of notes. That figures are not where the form has them shows only in the words around."""

from __future__ import annotations

import random
from collections.abc import Callable

from paper.sheets import Box, Folio, Paper, Rows, figure_boxes

Kind = Callable[[Paper, random.Random], None]
EXTRA = ("小计", "上年总计", "上年合计", "同比增减", "备注")
OWN = ("属于工作秘密", "主动撤回申请", "已主动公开", "告知其他途径", "非本机关职责范围")
MARKS = ("①", "②", "¹", "²", "*", "（①）")


def _table(paper: Paper, name: str) -> Rows | None:
    return next((rows for rows in paper.tables if rows.table == name), None)


def _applications(paper: Paper) -> Rows | None:
    return _table(paper, "applications")


def _figure_rows(rows: Rows) -> list[list[Box]]:
    return [row for row in rows.rows if not isinstance(row, str) and figure_boxes(row)]


def _heads(rows: Rows) -> tuple[list[Box], list[Box], list[Box]]:
    first, second, third = rows.rows[:3]
    assert not isinstance(first, str | tuple) and not isinstance(second, str)
    assert not isinstance(third, str) and not isinstance(first, str)
    return first, second, third


def column_inserted(paper: Paper, source: random.Random) -> None:
    """A column that the form does not have before or behind the total; it may stand empty."""
    rows = _applications(paper)
    if rows is None:
        return
    words, before = source.choice(EXTRA), source.random() < 0.5
    first, second, _ = _heads(rows)
    first[-1].across += 1
    head = Box(words, down=2, head=True)
    second.insert(len(second) - 1 if before else len(second), head)
    empty = source.random() < 0.3
    for row in _figure_rows(rows):
        box = Box("" if empty else str(source.choice([0, 0, source.randrange(200)])))
        row.insert(len(row) - 1 if before else len(row), box)
    rows.width += 1


def total_first(paper: Paper, source: random.Random) -> None:
    """The total in front of the applicants instead of behind them."""
    rows = _applications(paper)
    if rows is None:
        return
    _, second, _ = _heads(rows)
    second.insert(0, second.pop())
    for row in _figure_rows(rows):
        at = len(row) - 7
        row.insert(at, row.pop())


def columns_swapped(paper: Paper, source: random.Random) -> None:
    """Two kinds of organisations in each other's place, heads and figures."""
    rows = _applications(paper)
    if rows is None:
        return
    one, other = source.sample(range(5), 2)
    _, _, third = _heads(rows)
    third[one], third[other] = third[other], third[one]
    for row in _figure_rows(rows):
        at = len(row) - 6
        row[at + one], row[at + other] = row[at + other], row[at + one]


def results_swapped(paper: Paper, source: random.Random) -> None:
    """Results of proceedings in another order in every block, heads and figures."""
    rows = _table(paper, "proceedings")
    if rows is None:
        return
    one, other = source.sample(range(5), 2)
    _, second, third = _heads(rows)
    for line, starts in ((second, (0,)), (third, (0, 5)), (_figure_rows(rows)[0], (0, 5, 10))):
        for start in starts:
            line[start + one], line[start + other] = line[start + other], line[start + one]


def rows_swapped(paper: Paper, source: random.Random) -> None:
    """Two rows of one group in each other's place, with their labels."""
    rows = _applications(paper)
    if rows is None:
        return
    inner = [row for row in _figure_rows(rows) if len(row) == 8]  # the label and seven figures
    if len(inner) < 2:
        return
    one, other = source.sample(inner, 2)
    one[:], other[:] = other[:], one[:]


def row_replaced(paper: Paper, source: random.Random) -> None:
    """A row of the office's own in place of one of the form."""
    rows = _applications(paper)
    if rows is None:
        return
    row = source.choice([row for row in _figure_rows(rows) if len(row) == 8])
    row[0].text = row[0].text[:2] + source.choice(OWN)
    for box in figure_boxes(row):
        paper.truth[box.name] = None
        paper.gone.add(box.name)
        box.name = ""


def rows_of_two_years(paper: Paper, source: random.Random) -> None:
    """Under or above the figures of each row, or of the proceedings, those of the year before."""
    name, above = source.choice(["applications", "proceedings"]), source.random() < 0.5
    rows = _table(paper, name)
    if rows is None:
        return
    this, last = source.choice([("2023年", "2022年"), ("本年", "上年")])
    made: list[list[Box] | str] = []
    for row in rows.rows:
        own = [] if isinstance(row, str) else figure_boxes(row)
        if isinstance(row, str) or not own:
            made.append(row)
            continue
        labels = row[: len(row) - len(own)]
        for label in labels:
            label.down *= 2
        before = [Box(str(source.choice([0, 0, source.randrange(300)]))) for _ in own]
        two = [[Box(this), *own], [Box(last), *before]]
        upper, lower = two[::-1] if above else two
        made += [[*labels, *upper], lower]
    rows.rows[:] = made
    head = rows.rows[0]
    assert not isinstance(head, str)
    head[0].across += 1
    rows.width += 1


def columns_numbered(paper: Paper, source: random.Random) -> None:
    """A row that numbers the columns, above the figures."""
    for rows in paper.tables:
        if rows.table == "disclosure":
            continue
        at = rows.numbered()[0]
        first = rows.rows[at]
        count = len(figure_boxes(first))
        numbers = [Box(str(n), head=True) for n in range(1, count + 1)]
        label = [Box("栏次", across=rows.width - count)] if rows.width > count else []
        rows.rows.insert(at, [*label, *numbers])


def rows_numbered(paper: Paper, source: random.Random) -> None:
    """A column that numbers the rows, before the labels."""
    for rows in paper.tables:
        if rows.table == "proceedings":
            continue
        own, count = _figure_rows(rows), 0
        for at, row in enumerate(rows.rows):
            if isinstance(row, str):
                continue
            if any(row is each for each in own):
                count += 1
                row.insert(0, Box(str(count)))
            elif rows.table == "disclosure":
                row.insert(0, Box("序号" if len(row) > 1 else "", head=True))
            elif at == 0:
                row.insert(0, Box("序号", down=3, head=True))
        rows.width += 1


def groups_summed(paper: Paper, source: random.Random) -> None:
    """The subtotal of each group in a row of its own, under the name of the group."""
    rows = _applications(paper)
    if rows is None:
        return
    merged = [box for box in rows.boxes if box.down > 1 and not box.head]
    whole = max(merged, key=lambda box: box.down)  # over all groups
    made: list[list[Box] | str] = []
    for at, row in enumerate(rows.rows):
        group = next((b for b in row if any(b is m for m in merged) and b is not whole), None)
        if group is not None and not isinstance(row, str):
            members = [figure_boxes(each) for each in rows.rows[at : at + group.down]]
            made.append([Box(group.text, across=2), *_summed(members)])
            group.text = ""
            whole.down += 1
        made.append(row)
    rows.rows[:] = made


def _summed(members: list[list[Box]]) -> list[Box]:
    """The cells of a subtotal, blank ones counting 0."""
    columns = zip(*(own for own in members if own), strict=True)
    totals = (sum(int(b.text) for b in column if b.text.isdecimal()) for column in columns)
    return [Box(str(total)) for total in totals]


def suits_first(paper: Paper, source: random.Random) -> None:
    """The suits before the reviews, heads and figures."""
    rows = _table(paper, "proceedings")
    if rows is None:
        return
    first, second, _ = _heads(rows)
    first.reverse()
    second[:] = second[5:] + second[:5]
    (own,) = _figure_rows(rows)
    own[:] = own[5:] + own[:5]


def notes_marked(paper: Paper, source: random.Random) -> None:
    """Marks of notes behind figures."""
    boxes = [box for box in paper.figures.values() if box.text]
    for box in source.sample(boxes, min(5, len(boxes))):
        box.text += source.choice(MARKS)


def blank_before_page(paper: Paper, source: random.Random) -> None:
    """The figure of a row of one is blank, and the page ends behind it, numbered."""
    rows = _table(paper, "disclosure")
    if rows is None:
        return
    singles = [i for i in rows.numbered() if len(figure_boxes(rows.rows[i])) == 1]
    if not singles:
        return
    at = source.choice(singles)
    (box,) = figure_boxes(rows.rows[at])
    box.text = ""
    paper.truth[box.name] = None
    rows.rows.insert(at + 1, Folio(str(source.randrange(1, 40))))


OFFICE: dict[str, Kind] = {
    kind.__name__: kind
    for kind in (
        column_inserted, total_first, columns_swapped, results_swapped, rows_swapped, row_replaced,
        rows_of_two_years, columns_numbered, rows_numbered, groups_summed, suits_first,
        notes_marked, blank_before_page,
    )
}  # fmt: skip

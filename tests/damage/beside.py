"""Reports in other characters, changes netted, and numbers that stand beside those of the form: of
last year, in columns of their own, of a page beside a blank total, in two pieces in one cell."""

from __future__ import annotations

import random
from collections.abc import Callable

from paper.sheets import Box, Folio, Paper, Rows, figure_boxes

Kind = Callable[[Paper, random.Random], None]
LAST = ("上年总数", "上年数", "去年", "上一年度")
HEADS = 3  # rows of heads over the applications
# The traditional characters of the form and of what stands around its tables.
SIMPLIFIED = (
    "业为会体关内决况减务动办单发变号后国处备复导属并应开总执护报据数无时权条构标查没现电监确"
    "种稳笔类纠级纳组织经结统继续缴网罚职节范获补见规视计订认议记许访证诉话询该说请读费转边过进"
    "违达逐邮采问间项题额丰够频个书区对强废审当产与门栏迟图县"
)
TRADITIONAL = (
    "業為會體關內決況減務動辦單發變號後國處備復導屬並應開總執護報據數無時權條構標查沒現電監確"
    "種穩筆類糾級納組織經結統繼續繳網罰職節範獲補見規視計訂認議記許訪證訴話詢該說請讀費轉邊過進"
    "違達逐郵採問間項題額豐夠頻個書區對強廢審當產與門欄遲圖縣"
)


def _rows(paper: Paper, name: str) -> Rows | None:
    return next((rows for rows in paper.tables if rows.table == name), None)


def _cells(rows: Rows) -> list[list[Box]]:
    return [row for row in rows.rows if not isinstance(row, str)]


def traditional_characters(paper: Paper, source: random.Random) -> None:
    """The whole report in traditional characters."""
    table = str.maketrans(SIMPLIFIED, TRADITIONAL)

    def written(texts: list[str]) -> list[str]:
        return [text.translate(table) for text in texts]

    paper.title = paper.title.translate(table)
    paper.introduction[:] = written(paper.introduction)
    paper.signed[:] = written(paper.signed)
    for part in paper.parts:
        part.heading = part.heading.translate(table)
        part.before[:], part.after[:] = written(part.before), written(part.after)
        for box in part.table.boxes if part.table else ():
            box.text = box.text.translate(table)


def changes_netted(paper: Paper, source: random.Random) -> None:
    """Changes as what came in and what went, one of them none: +3/0, 0/-2, 0/0."""
    plus, minus = source.choice([("+", "-"), ("", "")])
    for name, box in paper.figures.items():
        value = paper.truth[name]
        if name.endswith(".change") and value is not None:
            more, less = max(0, int(value)), max(0, -int(value))
            box.text = f"{plus if more else ''}{more}/{minus if less else ''}{less}"


def last_year_columns(paper: Paper, source: random.Random) -> None:
    """Columns of last year: one in front of the applicants, one beside each of them, or one before
    or behind the figures of table two."""
    source.choice([_one_in_front, _one_beside_each, _one_in_table_two])(paper, source)


def _count(source: random.Random) -> Box:
    return Box(str(source.choice([0, 0, source.randrange(300)])))


def _one_in_front(paper: Paper, source: random.Random) -> None:
    rows = _rows(paper, "applications")
    if rows is None:
        return
    first, second, *_ = _cells(rows)
    first[-1].across += 1
    second.insert(0, Box(source.choice(LAST), down=2, head=True))
    for row in _cells(rows)[HEADS:]:
        row.insert(len(row) - len(figure_boxes(row)), _count(source))
    rows.width += 1


def _one_beside_each(paper: Paper, source: random.Random) -> None:
    rows = _rows(paper, "applications")
    if rows is None:
        return
    first, second, third = _cells(rows)[:HEADS]
    first[0].down += 1
    for box in (first[-1], *second, *third):
        box.across *= 2
    years = source.choice([("本年", "上年"), ("上年", "本年")])
    own = years.index("本年")
    for row in _cells(rows)[HEADS:]:
        figures = figure_boxes(row)
        others = _whole_row(source, len(figures))
        pairs = [(b, o) if own == 0 else (o, b) for b, o in zip(figures, others, strict=True)]
        row[len(row) - len(figures) :] = [box for pair in pairs for box in pair]
    rows.rows.insert(HEADS, [Box(year, head=True) for _ in range(7) for year in years])
    rows.width += 7


def _whole_row(source: random.Random, width: int) -> list[Box]:
    """Figures of another year, which make their total as this year's do."""
    counts = [_count(source) for _ in range(width - 1)]
    return [*counts, Box(str(sum(int(box.text) for box in counts)))]


def _one_in_table_two(paper: Paper, source: random.Random) -> None:
    rows = _rows(paper, "disclosure")
    if rows is None:
        return
    front, head = source.random() < 0.5, source.choice(LAST)
    for row in _cells(rows):
        box = Box(head, head=True) if not figure_boxes(row) else _count(source)
        if len(row) == 1:
            row[0].across += 1
        else:
            row.insert(1 if front else len(row), box)
    rows.width += 1


def number_for_blank_total(paper: Paper, source: random.Random) -> None:
    """The column of totals blank, and behind one row the number of a page, which is its sum."""
    rows = _rows(paper, "applications")
    if rows is None:
        return
    sums = {}
    for at, row in enumerate(rows.rows):
        figures = [] if isinstance(row, str) else figure_boxes(row)
        if figures and all(box.text.isdecimal() for box in figures):
            sums[at] = sum(int(box.text) for box in figures[:-1])
        if figures:
            figures[-1].text, paper.truth[figures[-1].name] = "", None
    short = [at for at, total in sums.items() if 0 < total < 200]
    if short:
        at = source.choice(short)
        rows.rows.insert(at + 1, Folio(str(sums[at])))


def numbers_spaced(paper: Paper, source: random.Random) -> None:
    """A space within a number of several digits, in a fifth of them."""
    for box in paper.figures.values():
        if len(box.text) > 1 and box.text.isdecimal() and source.random() < 0.2:
            at = source.randrange(1, len(box.text))
            box.text = f"{box.text[:at]} {box.text[at:]}"


# Moderate; drawn apart, so that the documents of the others stay what they are.
PLAIN: dict[str, Kind] = {kind.__name__: kind for kind in (traditional_characters, changes_netted)}
BESIDE: dict[str, Kind] = {
    kind.__name__: kind for kind in (last_year_columns, number_for_blank_total, numbers_spaced)
}

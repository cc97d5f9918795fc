"""A synthetic report as text: the form with its cells set apart by tabs, the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from goidata.form import Edition, Row, Table
from goidata.form.ordinals import numeral
from goidata.samples.bodies import Body

NOTE = "合成数据，并非真实报告"


def report(
    body: Body,
    form: Edition,
    year: int,
    figures: Mapping[str, int | float],
    told: Sequence[str],
    problems: str,
) -> str:
    """The whole text, `told` the paragraphs of its first section. Published some weeks after the
    end of the year."""
    spread = 80 if body.whole else 22
    day = date(year + 1, 1, 8) + timedelta(days=sum(map(ord, body.name)) % spread)
    lines = [
        f"标题: {body.name}{year}年政府信息公开工作年度报告",
        f"发布日期: {day.isoformat()}",
        f"合成: {NOTE}",
        "",
        f"本报告依据《{form.notice_title}》（{form.notice}）编制，"
        f"统计期限为{year}年1月1日至{year}年12月31日。",
        "",
    ]
    tables = {table.section: table for table in form.tables.values()}
    for section in form.sections:
        lines += [f"{numeral(section.number)}、{section.zh}", ""]
        if section.number in tables:
            lines += [*_table(tables[section.number], figures), ""]
        else:
            lines += [*_words(section.number, told, problems), ""]
    lines += [body.name, f"{day.year}年{day.month}月{day.day}日"]
    return "\n".join(lines) + "\n"


def _words(number: int, told: Sequence[str], problems: str) -> Sequence[str]:
    if number == 1:
        return told
    return [problems if number == 5 else "没有其他需要说明的事项。"]


def _table(table: Table, figures: Mapping[str, int | float]) -> Iterator[str]:
    columns = table.rows[0].columns
    if table.across:
        yield "\t".join(row.zh + "\t" * (len(row.columns) - 1) for row in table.rows)
        yield "\t".join(column.zh for row in table.rows for column in row.columns)
        yield "\t".join(_shown(figures[table.figure(r, c)]) for r in table.rows for c in r.columns)
        return
    alike = all(row.columns == columns for row in table.rows)
    if alike:
        yield "\t".join(["", "", "", *(column.zh for column in columns)])
    seen: str | None = None
    for row in table.rows:
        group = row.groups[-1].zh if row.groups else ""
        if not alike and group != seen:
            yield group
            yield "\t".join([table.head[0], *(column.zh for column in row.columns)])
        seen = group
        yield "\t".join([*_labels(row, alike), *_cells(table, row, figures)])


def _labels(row: Row, indented: bool) -> list[str]:
    return ["", "", row.zh] if indented else [row.zh]


def _cells(table: Table, row: Row, figures: Mapping[str, int | float]) -> Iterator[str]:
    return (_shown(figures[table.figure(row, column)]) for column in row.columns)


def _shown(value: int | float) -> str:
    return str(value)

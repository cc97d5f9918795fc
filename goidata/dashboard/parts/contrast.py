"""The measures of several units in one year, each beside its peers, as a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st
from markupsafe import Markup

from goidata.analysis.peers import LEAST
from goidata.dashboard import whose
from goidata.dashboard.beside_peers import told_whole
from goidata.dashboard.comparison import Comparison, stratum_of
from goidata.dashboard.doubts import doubts_of
from goidata.dashboard.headline import group_title
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.meanings import explained
from goidata.dashboard.numbers import DASH, out_of, written
from goidata.dashboard.panel import heading, remarks
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import by_how_much, kind_of, measured, titled
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import link_to, told
from goidata.form import Measure, measures


def table(visit: Visit, chosen: Comparison) -> None:
    """Measures in rows, units and their peers in columns; a unit with too few has no such column,
    and the table says so once."""
    say, names = visit.say, chosen.names
    rows = records(chosen.whole[chosen.whole["year"] == chosen.year])
    doubted = doubts_of(visit, rows)
    heading(say("compare.table", year=chosen.year), say("compare.table_beneath"))
    own = [row for row in rows if row["measure"] == names[0]]
    few = {row["agency"] for row in own} - {row["agency"] for row in rows if _enough(row)}
    st.html(
        fill(
            "compare.html",
            units=[
                (
                    _unit(visit, row),
                    doubted.get(row["report"]),
                    "" if row["agency"] in few else _others(visit, row),
                )
                for row in own
            ],
            doubted=say("compare.doubt"),
            rows=[_line(visit, chosen, name, rows, few) for name in names],
        )
    )
    alone = [whose.called(visit, row) for row in own if row["agency"] in few]
    if alone:
        remarks([say("compare.no_column", units=say.listed(alone), least=LEAST)])


def _enough(row: Record) -> bool:
    """Whether something is said of the peers."""
    return bool((row["group_units"] or 0) >= LEAST)


def _others(visit: Visit, row: Record) -> str:
    """The peers of a unit in words, without which it is none."""
    peers = group_title(visit, stratum_of(row), row["group"])
    return visit.say("compare.but", peers=peers)


def _unit(visit: Visit, row: Record) -> str:
    """The unit, leading to its report."""
    return told(visit, row) if row["report"] is None else link_to(visit, row)


def _line(
    visit: Visit, chosen: Comparison, name: str, rows: Sequence[Record], few: Collection[int]
) -> tuple[bool, str, list[Markup]]:
    """Whether it is the measure chosen, its title, its cells."""
    measure = measures()[name]
    own = [row for row in rows if row["measure"] == name]
    cells = []
    for row in own:
        cells.append(_cell(visit, row, measure))
        if row["agency"] not in few:
            cells.append(_peers(visit, row, measure))
    title = explained(measure, visit.say, titled(measure, visit.say))
    return name == chosen.measure, title, cells


def _cell(visit: Visit, row: Record, measure: Measure) -> Markup:
    value = measured(row, measure, visit.say)
    lines = [" · ".join(value.basis[:2]), *value.basis[2:], value.why]
    if row["difference"] is not None:
        lines.append(by_how_much(row["difference"], measure, visit.say))
    shown = [line for line in lines if line]
    return mark("value", value.shown, shown, "g-tiny" if value.pale else "")


def _peers(visit: Visit, row: Record, measure: Measure) -> Markup:
    """The peers together, for a rate, and the typical one of them; for a count, the typical one."""
    say, lines, kind = visit.say, [], kind_of(measure)
    if not _enough(row):
        return mark("value", DASH, [say("compare.too_few", least=LEAST)], "g-peers")
    value = middle = told_whole(row["median"], kind)
    units = row["median_units"]
    if measure.denominator is None:
        lines = [say("compare.of_units", n=units)] if units else []
    else:
        value = written(row["group_value"], kind)
        if row["group_units"]:
            fraction = out_of(row["group_n"], row["group_N"])
            lines.append(f"{fraction} · {say('compare.of_units', n=row['group_units'])}")
        if row["median"] is not None:
            lines.append(say("compare.middle", value=middle, units=units))
    if row["median"] is not None:
        low, high = (told_whole(row[side], kind) for side in ("q1", "q3"))
        lines.append(say("compare.between", low=low, high=high))
    return mark("value", value, lines, "g-peers")

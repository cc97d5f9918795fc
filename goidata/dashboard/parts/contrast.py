"""The measures of several units in one year, each beside its peers, as a table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from goidata.analysis.peers import LEAST
from goidata.dashboard.comparison import Comparison, stratum_of
from goidata.dashboard.doubts import doubts_of
from goidata.dashboard.headline import group_title
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.meanings import explained
from goidata.dashboard.numbers import DASH, out_of, written
from goidata.dashboard.panel import heading
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import by_how_much, kind_of, measured, titled
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import link_to, told
from goidata.form import Measure, measures


def table(visit: Visit, chosen: Comparison) -> None:
    """Measures in rows, units and their peers in columns."""
    say, names = visit.say, chosen.names
    rows = records(chosen.whole[chosen.whole["year"] == chosen.year])
    doubted = doubts_of(visit, rows)
    heading(say("compare.table", year=chosen.year), say("compare.table_beneath"))
    own = [row for row in rows if row["measure"] == names[0]]
    st.html(
        fill(
            "compare.html",
            units=[
                (_unit(visit, row), doubted.get(row["report"]), _others(visit, row)) for row in own
            ],
            doubted=say("compare.doubt"),
            rows=[_line(visit, chosen, name, rows) for name in names],
        )
    )


def _others(visit: Visit, row: Record) -> str:
    """The peers of a unit in words, without which it is none."""
    peers = group_title(visit, stratum_of(row), row["group"])
    return visit.say("compare.but", peers=peers)


def _unit(visit: Visit, row: Record) -> str:
    """The unit, leading to its report."""
    return told(visit, row) if row["report"] is None else link_to(visit, row)


def _line(
    visit: Visit, chosen: Comparison, name: str, rows: Sequence[Record]
) -> tuple[bool, str, list[Markup]]:
    """Whether it is the measure chosen, its title, its cells."""
    measure = measures()[name]
    own = [row for row in rows if row["measure"] == name]
    drawn = (_cell, _peers)  # a unit, and its peers beside it
    cells = [each(visit, row, measure) for row in own for each in drawn]
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
    if (row["group_units"] or 0) < LEAST:
        return mark("value", DASH, [say("compare.too_few", least=LEAST)], "g-peers")
    value = middle = written(row["median"], kind)
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
        low, high = (written(row[side], kind) for side in ("q1", "q3"))
        lines.append(say("compare.between", low=low, high=high))
    return mark("value", value, lines, "g-peers")

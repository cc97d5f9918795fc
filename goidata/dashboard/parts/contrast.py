"""The measures of several units in one year, each beside its peers, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from goidata.analysis import queries
from goidata.analysis.peers import PEERS
from goidata.dashboard.attention import report_link
from goidata.dashboard.comparison import Comparison, group_title, stratum_of
from goidata.dashboard.doubts import doubts_of
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.numbers import out_of, written
from goidata.dashboard.panel import heading
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import by_how_much, kind_of, measured, titled
from goidata.dashboard.visit import Visit
from goidata.form import Measure, measures


def table(visit: Visit, chosen: Comparison, names: Sequence[str]) -> None:
    """Measures in rows, units and their peers in columns."""
    say = visit.say
    asked = replace(visit.selection, years=(chosen.year,))
    found = visit.ask(queries.compared, asked, chosen.agencies, tuple(names), chosen.width)
    rows = records(found)
    doubted = doubts_of(visit, rows)
    heading(say("compare.table", year=chosen.year), say("compare.table_beneath"))
    own = [row for row in rows if row["measure"] == names[0]]
    sets = _sets(rows).values()
    st.html(
        fill(
            "compare.html",
            units=[(_unit(visit, row), doubted.get(row["report"])) for row in own],
            doubted=say("compare.doubt"),
            peers=[group_title(visit, stratum_of(row), row["group"]) for row in sets],
            rows=[_line(visit, chosen, name, rows) for name in names],
        )
    )


def _sets(rows: Sequence[Record]) -> dict[tuple[object, ...], Record]:
    """A row of each set of peers."""
    found: dict[tuple[object, ...], Record] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in PEERS), row)
    return found


def _unit(visit: Visit, row: Record) -> str:
    """The unit, leading to its report."""
    return str(row["unit"]) if row["report"] is None else report_link(visit, row)


def _line(
    visit: Visit, chosen: Comparison, name: str, rows: Sequence[Record]
) -> tuple[bool, str, list[Markup]]:
    """Whether it is the measure chosen, its title, its cells."""
    measure = measures()[name]
    own = [row for row in rows if row["measure"] == name]
    cells = [_cell(visit, row, measure) for row in own]
    cells += [_peers(visit, row, measure) for row in _sets(own).values()]
    return name == chosen.measure, titled(measure, visit.say), cells


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

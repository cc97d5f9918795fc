"""The measures of several units in one year, each beside its peers, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from goidata.analysis import queries
from goidata.analysis.peers import PEERS
from goidata.dashboard.amounts import amount, based, by_how_much
from goidata.dashboard.attention import report_link
from goidata.dashboard.comparison import Comparison, group_title, stratum_of
from goidata.dashboard.doubts import doubts_of
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import DASH, out_of
from goidata.dashboard.panel import heading
from goidata.dashboard.parts.compare import titled
from goidata.dashboard.records import Record, records
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
    heads = "".join(_heads(visit, rows, names[0], doubted))
    body = "".join(_line(visit, chosen, name, rows) for name in names)
    st.html(
        '<div class="g-scroll"><table class="g-rates g-compare">'
        f"<thead><tr><th></th>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _heads(
    visit: Visit, rows: Sequence[Record], name: str, doubted: Mapping[int, str]
) -> list[str]:
    units = [_unit(visit, row, doubted) for row in rows if row["measure"] == name]
    sets = _sets(rows)
    titles = [group_title(visit, stratum_of(row), row["group"]) for row in sets.values()]
    return units + [f'<th class="g-peers">{escaped(title)}</th>' for title in titles]


def _sets(rows: Sequence[Record]) -> dict[tuple[object, ...], Record]:
    """A row of each set of peers."""
    found: dict[tuple[object, ...], Record] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in PEERS), row)
    return found


def _unit(visit: Visit, row: Record, doubted: Mapping[int, str]) -> str:
    """The unit, leading to its report; hollow where that has an open error."""
    if row["report"] is None:
        return f"<th>{escaped(row['unit'])}</th>"
    doubt = doubted.get(row["report"])
    mark = f'<br><small title="{escaped(doubt)}">○ {escaped(visit.say("compare.doubt"))}</small>'
    return f"<th>{report_link(visit, row)}{mark if doubt else ''}</th>"


def _line(visit: Visit, chosen: Comparison, name: str, rows: Sequence[Record]) -> str:
    measure = measures()[name]
    own = [row for row in rows if row["measure"] == name]
    cells = [_cell(visit, row, measure) for row in own]
    cells += [_peers(visit, row, measure) for row in _sets(own).values()]
    mark = ' class="g-chosen"' if name == chosen.measure else ""
    return f"<tr{mark}><th>{escaped(titled(visit, measure))}</th>{''.join(cells)}</tr>"


def _cell(visit: Visit, row: Record, measure: Measure) -> str:
    say = visit.say
    if row["value"] is None:
        why = say(f"missing.{row['why_missing'] or 'unreadable'}")
        fraction = [out_of(row["n"], row["N"])] if row["N"] == 0 else []
        return _stacked(DASH, [*fraction, why], "g-tiny")
    about = say("mark.about") if row["approximate"] else ""
    parts = based(row, measure, say)
    lines = [" · ".join(parts[:2]), *parts[2:]] if parts else []
    if row["difference"] is not None:
        lines.append(by_how_much(row["difference"], measure, say))
    tiny = "g-tiny" if row["base"] == "tiny" else ""
    return _stacked(about + amount(row["value"], measure), lines, tiny)


def _peers(visit: Visit, row: Record, measure: Measure) -> str:
    """The peers together, for a rate, and the typical one of them; for a count, the typical one."""
    say, lines = visit.say, []
    middle, units = amount(row["median"], measure), row["median_units"]
    if measure.denominator is None:
        value, lines = middle, [say("compare.of_units", n=units)] if units else []
    else:
        value = amount(row["group_value"], measure)
        if row["group_units"]:
            fraction = out_of(row["group_n"], row["group_N"])
            lines.append(f"{fraction} · {say('compare.of_units', n=row['group_units'])}")
        if row["median"] is not None:
            lines.append(say("compare.middle", value=middle, units=units))
    if row["median"] is not None:
        low, high = (amount(row[side], measure) for side in ("q1", "q3"))
        lines.append(say("compare.between", low=low, high=high))
    return _stacked(value, lines, "g-peers")


def _stacked(value: str, lines: Sequence[str], mark: str) -> str:
    """A cell: the value, and small print below it."""
    shown = [f"<b>{escaped(value)}</b>", *(f"<small>{escaped(line)}</small>" for line in lines)]
    return f'<td class="{mark}">{"<br>".join(shown)}</td>'

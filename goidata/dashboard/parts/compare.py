"""Units side by side over the years: a panel each, before its peers."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from goidata.analysis import breaks
from goidata.analysis.peers import LEAST
from goidata.dashboard import whose
from goidata.dashboard.chart_data import Held
from goidata.dashboard.charts.multiples import Look, panel, scale
from goidata.dashboard.comparison import MOST, Comparison, stratum_of
from goidata.dashboard.doubts import doubts_of
from goidata.dashboard.headline import group_title
from goidata.dashboard.markup import plain
from goidata.dashboard.numbers import written
from goidata.dashboard.palette import BAND, INK, MIDDLE, PEERS
from goidata.dashboard.panel import chart, heading, legend, line, remarks
from goidata.dashboard.parts import applications
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import by_how_much, kind_of, measured, titled
from goidata.dashboard.visit import Visit
from goidata.form import Measure, measures

PER_ROW = 4
MEASURES = (
    "disclosed_items",
    "received",
    "workload",
    "handled",
    "clearance_rate",
    "carry_over_rate",
    *applications.RATES,
    "review_correction_rate",
)


def told(visit: Visit, chosen: Comparison) -> None:
    """Whether the reader chose the units; a warning where they are not of one kind."""
    say = visit.say
    if not chosen.by_reader:
        text = say("compare.at_first", n=len(chosen.units), most=MOST)
        line("g-beneath", text)
    if len(chosen.strata) > 1:
        kinds = say("mark.semicolon").join(visit.title_of(stratum) for stratum in chosen.strata)
        st.warning(plain(say("compare.mixed", kinds=kinds)))


def panels(visit: Visit, chosen: Comparison) -> None:
    """One panel a unit, all on one scale."""
    say, measure = visit.say, measures()[chosen.measure]
    rows = records(chosen.frame)
    low, high = scale(rows)
    look = Look(measure, chosen.years, low, high, say, doubts_of(visit, rows))
    title = say("compare.panels", measure=titled(measure, say), years=say.years(chosen.years))
    heading(title, measure.note(visit.language))
    st.html(legend(_legend(visit, chosen, measure)))
    for start in range(0, len(chosen.units), PER_ROW):
        units = chosen.units[start : start + PER_ROW]
        columns = st.columns(max(len(units), 2) if start == 0 else PER_ROW, gap="medium")
        for column, unit in zip(columns, units, strict=False):
            with column:
                _panel(visit, chosen, unit, rows, look)
    remarks(_notes(visit, chosen, rows, measure))


def _panel(
    visit: Visit, chosen: Comparison, unit: Record, rows: Sequence[Record], look: Look
) -> None:
    own = [row for row in rows if row["agency"] == unit["agency"]]
    at = next(row for row in own if row["year"] == chosen.year)
    key = f"compare-{unit['agency']}-{chosen.key}"
    said = _sentence(visit, at, look.measure)
    data = chosen.frame[chosen.frame["agency"] == unit["agency"]]
    held = Held(f"unit-{unit['agency']}", lambda: data, (chosen.measure,))
    chart(visit, key, whose.called(visit, unit), lambda: panel(own, look), [said], held=held)


def _sentence(visit: Visit, row: Record, measure: Measure) -> str:
    """The year chosen in words; high or low only where chance alone would not explain it."""
    say = visit.say
    peers = group_title(visit, stratum_of(row), row["group"])
    value = say("compare.value", year=row["year"], value=measured(row, measure, say).line)
    if row["value"] is None:
        return value
    if row["difference"] is None:
        why = "tiny_base" if row["base"] == "tiny" else "no_peers"
        return say(f"compare.{why}", value=value, peers=peers, least=LEAST)
    by = by_how_much(row["difference"], measure, say)
    if row["side"] is None:
        middle = written(row["median"], kind_of(measure))
        return say("compare.to_median", value=value, peers=peers, median=middle, by=by)
    whole = written(row["group_value"], kind_of(measure))
    return say(f"compare.{row['side']}", value=value, peers=peers, whole=whole, by=by)


def _legend(visit: Visit, chosen: Comparison, measure: Measure) -> list[tuple[str, str]]:
    say = visit.say
    entries = [(say("compare.own"), INK)]
    if measure.denominator is not None:
        entries.append((say("compare.pooled"), PEERS))
    entries.append((median_name(visit, chosen), MIDDLE))
    return [*entries, (say("compare.quartiles"), BAND)]


def median_name(visit: Visit, chosen: Comparison) -> str:
    """The median over units, named after their level where all have one."""
    levels = {stratum.level for stratum in chosen.strata}
    level = levels.pop() if len(levels) == 1 else None
    return visit.say(f"compare.median_{level}" if level in ("city", "county") else "compare.median")


def _notes(visit: Visit, chosen: Comparison, rows: Sequence[Record], measure: Measure) -> list[str]:
    """With whom each unit is compared, what is left out, where a series breaks and why."""
    say = visit.say
    sets = dict.fromkeys((stratum_of(row), row["group"]) for row in rows)
    peers = say("mark.semicolon").join(group_title(visit, *each) for each in sets)
    counted = "compare.peers_note" if measure.denominator is not None else "compare.counts_note"
    codes = dict.fromkeys(row["note"] for row in rows if row["note"])
    return [
        say(counted, peers=peers),
        say("compare.without_largest") if visit.selection.without_largest else "",
        say("compare.quartiles_note", least=LEAST),
        say("mark.base_note") if measure.denominator is not None else say("compare.hollow"),
        *(breaks.note(code, visit.language) for code in codes),
    ]

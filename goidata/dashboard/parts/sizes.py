"""How large the differences are between the two sides of failing checks."""

from __future__ import annotations

import streamlit as st

from goidata.analysis import queries
from goidata.dashboard.charts.failures import sizes_of_differences
from goidata.dashboard.numbers import count
from goidata.dashboard.palette import SEVERITIES
from goidata.dashboard.panel import chart
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words


def sizes(visit: Visit) -> None:
    """Findings by the size of their difference, one bar a class; nothing where none has two
    sides."""
    found = queries.sizes(visit.ask(queries.findings, visit.selection, "fails"))
    if not found["findings"].sum():
        return
    names = {float(row["low"]): _name(row, visit.say) for row in records(found)}
    met = set(found.loc[found["findings"] > 0, "severity"])
    colours = [(visit.say(f"severity.{k}"), shade) for k, shade in SEVERITIES.items() if k in met]
    with st.columns([3, 2], gap="large")[0]:
        chart(
            visit,
            "sizes",
            visit.say("checks.sizes"),
            lambda: sizes_of_differences(found, names, visit.say),
            [visit.say("checks.sizes_note")],
            colours=colours,
        )


def _name(row: Record, say: Words) -> str:
    """A class in words: 不足 1, 1, 2–9, 1,000 及以上."""
    low, high = row["low"], row["high"]
    if not low:
        return say("checks.below_one")
    if high is None:
        return say("checks.size_last", low=count(low))
    return count(low) if high - low == 1 else f"{count(low)}–{count(high - 1)}"

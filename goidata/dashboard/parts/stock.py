"""The stock of normative documents as a waterfall, with what the printed figures leave open."""

from __future__ import annotations

import streamlit as st
from pandas import DataFrame

from goidata.analysis import labels, queries
from goidata.analysis.stock import Stock
from goidata.dashboard.chart_data import Held
from goidata.dashboard.charts.waterfall import Step, waterfall
from goidata.dashboard.headline import Headline
from goidata.dashboard.numbers import count, signed
from goidata.dashboard.palette import DOCUMENTS, FAILS
from goidata.dashboard.panel import chart, sentence
from goidata.dashboard.visit import Visit

KIND = "normative_documents"


def stock(visit: Visit, head: Headline) -> None:
    """In force a year before, issued, repealed, in force now: over the units that have both
    years."""
    found = visit.ask(queries.stock, head.selection, KIND, head.year)
    what = labels.documents(KIND, visit.language)
    if found is None:
        sentence(visit.say("stock.none", what=what, year=head.year))
        return
    steps = _steps(visit, head, found)
    held = "holds" if not found.unexplained else "open"
    title = visit.say(
        f"stock.{held}",
        what=what,
        year=head.year,
        units=found.units,
        n=count(found.after),
        by=signed(found.unexplained),
    )
    with st.columns([3, 2], gap="large")[0]:
        chart(
            visit,
            f"stock-{head.year}",
            title,
            lambda: waterfall(steps),
            [visit.say("stock.note")],
            beneath=visit.say("stock.beneath", units=found.units, stratum=head.title),
            held=Held("stock", lambda: _rows(steps, found)),
        )


def _rows(steps: list[Step], found: Stock) -> DataFrame:
    """The steps in their order, what takes away below 0."""
    numbers = [found.before, found.issued, -found.repealed, found.after]
    if found.unexplained:
        numbers.insert(3, found.unexplained)
    names = [step.name for step in steps]
    return DataFrame({"item": names, "value": numbers, "reports": found.units})


def _steps(visit: Visit, head: Headline, found: Stock) -> list[Step]:
    say, language = visit.say, visit.language
    issued, repealed, in_force = (
        labels.count(name, language) for name in ("issued", "repealed", "in_force")
    )
    top = found.before + found.issued
    steps = [
        Step(f"{head.year - 1} {in_force}", 0, found.before, count(found.before), _colour(2)),
        Step(issued, found.before, top, f"+{count(found.issued)}", _colour(0)),
        Step(repealed, top - found.repealed, top, f"−{count(found.repealed)}", _colour(1)),
    ]
    if found.unexplained:
        low, high = sorted((found.expected, found.after))
        text = signed(found.unexplained)
        steps.append(Step(say("stock.unexplained"), low, high, text, FAILS))
    steps.append(Step(f"{head.year} {in_force}", 0, found.after, count(found.after), _colour(2)))
    return steps


def _colour(at: int) -> str:
    return DOCUMENTS[("issued", "repealed", "in_force")[at]]

"""Reconsideration and litigation: results of each block, by year and by unit."""

from __future__ import annotations

from functools import partial

import streamlit as st

from goidata.analysis import breaks, labels, queries
from goidata.dashboard.charts.stacks import Parts, stack_by_unit, stack_by_year
from goidata.dashboard.doubts import doubts
from goidata.dashboard.headline import Headline
from goidata.dashboard.palette import RESULTS
from goidata.dashboard.panel import chart, remarks, sentence
from goidata.dashboard.sentences import greatest_part
from goidata.dashboard.strata import charts_by_stratum
from goidata.dashboard.visit import Visit

BLOCKS = labels.BLOCKS


def results_by_year(visit: Visit, head: Headline) -> None:
    """One chart a block, over the units of the headline."""
    found = visit.ask(queries.results_by_year, head.selection)
    parts = _parts(visit, {})
    names = {name: labels.result(name, visit.language) for name in labels.RESULTS}
    for column, block in zip(
        st.columns(len(labels.BLOCKS), gap="large"), labels.BLOCKS, strict=True
    ):
        rows = found[(found["block"] == block) & (found["total"].fillna(0) > 0)]
        name = labels.block(block, visit.language)
        with column:
            if rows.empty:
                sentence(visit.say("proceedings.no_cases", block=name, stratum=head.title))
                continue
            title = visit.say("strata.by_year", what=name, stratum=head.title)
            draw = partial(stack_by_year, rows, parts)
            said = greatest_part(visit, head, rows, "result", names, name)
            chart(visit, f"results-{block}", said, draw, beneath=title, colours=parts.legend)
    if max(head.years) >= breaks.REVISED_LAW:
        remarks([breaks.note("law_2024", visit.language)])


def results_by_unit(visit: Visit, block: str) -> None:
    """The results of one block, for the reports that have any case."""
    parts = _parts(visit, doubts(visit))
    found = visit.ask(queries.results, visit.selection)
    found = found[found["block"] == block]
    some = found[found["total"].fillna(0) > 0]
    name = labels.block(block, visit.language)
    without = found["report"].nunique() - some["report"].nunique()
    if some.empty:
        sentence(visit.say("proceedings.none", block=name))
        return
    charts_by_stratum(
        visit,
        f"results-unit-{block}",
        name,
        some,
        lambda rows: stack_by_unit(rows, parts),
        [visit.say("proceedings.without", n=without) if without else ""],
        parts.legend,
    )


def _parts(visit: Visit, doubted: dict[int, str]) -> Parts:
    return Parts(
        "result",
        labels.RESULTS,
        RESULTS,
        lambda name: labels.result(name, visit.language),
        visit.say,
        doubted,
    )

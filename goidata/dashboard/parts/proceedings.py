"""Reconsideration and litigation: results of each block by year, and what is listed by unit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from goidata.analysis import breaks, labels, queries
from goidata.analysis.selection import Selection
from goidata.dashboard.chart_data import Held
from goidata.dashboard.charts.stacks import TINY, Parts, stack_by_year
from goidata.dashboard.headline import Headline
from goidata.dashboard.palette import RESULTS
from goidata.dashboard.panel import chart, remarks, sentence
from goidata.dashboard.parts.composition import composed
from goidata.dashboard.sentences import greatest_part
from goidata.dashboard.unit_table import Drawn, View
from goidata.dashboard.visit import Visit

CARDS = (
    "review_rate",
    "litigation_rate",
    "dispute_rate",
    "review_correction_rate",
    "litigation_correction_rate",
)


def _results(block: str) -> Drawn:
    """The results of one block of a unit as a bar."""

    def ask(visit: Visit, selection: Selection, agencies: Sequence[int]) -> pd.DataFrame:
        found = visit.ask(queries.results, selection, agencies)
        return found[found["block"] == block]

    title = "proceedings.results"
    return composed(lambda say: say(title), ask, "result", RESULTS, labels.result)


def _view(block: str) -> View:
    columns = (f"{block}.total", *(f"{block}.{result}" for result in labels.RESULTS))
    rate = ("review_correction_rate",) if block == labels.BLOCKS[0] else ()
    return View(
        block,
        lambda say: labels.block(block, say.language),
        (*columns, *rate),
        (_results(block),),
    )


VIEWS = (
    *map(_view, labels.BLOCKS),
    View("rates", lambda say: say("proceedings.rates"), ("handled", *CARDS)),
)


def results_by_year(visit: Visit, head: Headline) -> None:
    """One chart a block, over the units of the headline."""
    found = visit.ask(queries.results_by_year, head.selection)
    parts = _parts(visit)
    names = {name: labels.result(name, visit.language) for name in labels.RESULTS}
    for column, block in zip(
        st.columns(len(labels.BLOCKS), gap="large"), labels.BLOCKS, strict=True
    ):
        rows = found[found["block"] == block]
        name = labels.block(block, visit.language)
        with column:
            if not rows["total"].fillna(0).any():
                sentence(visit.say("proceedings.no_cases", block=name, stratum=head.title))
                continue
            title = visit.say("strata.by_year", what=name, stratum=head.title)
            draw = partial(stack_by_year, rows, parts)
            said = greatest_part(visit, head, rows, "result", names, name)
            held = Held(f"results-{block}", partial(_itself, rows))
            chart(
                visit,
                f"results-{block}",
                said,
                draw,
                beneath=title,
                colours=parts.legend,
                held=held,
            )
    revised = max(head.years) >= breaks.REVISED_LAW
    few = found["total"].between(0, TINY, inclusive="neither").any()
    remarks(
        [
            visit.say("proceedings.pale") if few else "",
            breaks.note("law_2024", visit.language) if revised else "",
        ]
    )


def _itself(rows: pd.DataFrame) -> pd.DataFrame:
    return rows


def _parts(visit: Visit) -> Parts:
    return Parts(
        "result",
        labels.RESULTS,
        RESULTS,
        lambda name: labels.result(name, visit.language),
        visit.say,
        "no_cases",
    )

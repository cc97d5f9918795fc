"""What a chart is drawn from: at an address of its own, as a table beneath it, as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from markupsafe import Markup

from goidata.analysis.selection import Selection
from goidata.dashboard import address, in_place
from goidata.dashboard.downloads import Offer, name_of, offer_one
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.numbers import DASH, Kind, count, written
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import kind_of
from goidata.dashboard.visit import Visit
from goidata.form import measures
from goidata.tables import legend
from goidata.tables.export import MEASURED

WORD = "chart"  # of the address: the chart whose data are open
PICTURES = ("png", "svg")
MOST = 60  # rows shown; the files hold all
# Numbers by which tables are joined, which tell a reader of the page nothing.
_KEYS = {"report", "agency", "region", "province", "city", "beside", "longitude", "latitude"}


@dataclass(frozen=True, slots=True)
class Held:
    """The data of a chart: `name` tells it from the others of its page, whatever is selected;
    `frame` gives the rows that it shows, `of` are the measures among them."""

    name: str
    frame: Callable[[], pd.DataFrame]
    of: tuple[str, ...] = ()


def is_open(held: Held) -> bool:
    """Whether the address asks for the data of the chart."""
    return address.asked().get(WORD) == [held.name]


def tools(visit: Visit, held: Held, title: str) -> Markup:
    """What stands beneath the title: a link to the chart with its data, and its pictures."""
    chosen = is_open(held)
    return fill(
        "tools.html",
        href=in_place.here(visit, **{WORD: "" if chosen else held.name}),
        name=f"{WORD}-{held.name}",
        chosen=chosen,
        data=visit.say("chart.close" if chosen else "chart.open"),
        kinds=PICTURES,
        file=name_of(visit, title, visit.selection, "").removesuffix("."),
        title=title,
        colon=visit.say("mark.colon"),
    )


def beneath(visit: Visit, held: Held, title: str) -> None:
    """The table beneath the chart and its files, where the address asks for them."""
    if not is_open(held):
        return
    frame = held.frame().reset_index(drop=True)
    shown = frame.head(MOST)
    heads = dict(zip(shown.columns, legend.headings(shown, visit.language), strict=True))
    words = records(legend.worded(shown, visit.language))
    cells = [
        {name: _cell(known, told, name, visit) for name in map(str, shown) if name not in _KEYS}
        for known, told in zip(records(shown), words, strict=True)
    ]
    st.html(_table({heads[name]: [row[name] for row in cells] for name in _named(cells)}, visit))
    if len(frame) > MOST:
        st.caption(visit.say("chart.more", n=count(len(frame) - MOST)))

    def answer(_: Selection) -> pd.DataFrame:
        return frame

    offer_one(visit, Offer(f"{WORD}-{held.name}", title, answer, lambda _: len(frame), held.of))


def _named(cells: list[dict[str, str]]) -> list[str]:
    """The columns that hold anything."""
    names = list(cells[0]) if cells else []
    return [name for name in names if any(row[name] not in ("", DASH) for row in cells)]


def _table(columns: Mapping[str, list[str]], visit: Visit) -> Markup:
    """A table; what is the same in all of its rows is said once, above it."""
    same = {head: told[0] for head, told in columns.items() if len(told) > 1 and len({*told}) == 1}
    own = {head: told for head, told in columns.items() if head not in same}
    colon = visit.say("mark.colon")
    above = " · ".join(f"{head}{colon}{value}" for head, value in same.items())
    rows = zip(*own.values(), strict=True)
    table = fill("list.html", head=list(own), rows=rows, look="g-data")
    return mark("line", "g-beneath", above) + table


def _cell(row: Record, told: Record, name: str, visit: Visit) -> str:
    """A value as the page writes it."""
    value = row[name]
    if value is None:
        return DASH
    if isinstance(value, bool):
        return visit.say("chart.yes") if value else ""
    if not isinstance(value, (int, float)) or name == "year":
        return str(told[name])
    return written(value, _kind(row, name))


def _kind(row: Record, name: str) -> Kind:
    if name == "share":
        return "share"
    if name in MEASURED and row.get("measure"):
        return kind_of(measures()[row["measure"]])
    return "count"

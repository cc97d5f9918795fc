"""What is compared: the units, with whom, by which measure and in which year; from the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from goidata.analysis import queries
from goidata.analysis.peers import superiors
from goidata.analysis.selection import Selection, Stratum
from goidata.dashboard import address
from goidata.dashboard.arrival import halt_at, own, with_selection
from goidata.dashboard.finding import offered
from goidata.dashboard.headline import Headline, group_title
from goidata.dashboard.panel import line
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.form import measures

MOST, AT_FIRST = 8, 4  # units side by side; those shown before any is chosen
MEASURE = "disclosure_rate"
AT = "@"  # in an address, between the name of a unit and its region
UNITS, WIDTH, OF, YEAR = "compare_units", "compare_with", "compare_measure", "compare_year"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`units` are records of `queries.units_of`; `by_reader` says whether the reader chose them;
    `whole` is `queries.compared` of the measures called `names` over all years, and `frame` its
    rows of the measure chosen."""

    units: list[Record]
    by_reader: bool
    width: str
    measure: str
    year: int
    names: tuple[str, ...]
    whole: pd.DataFrame
    frame: pd.DataFrame

    @property
    def agencies(self) -> tuple[int, ...]:
        return tuple(int(unit["agency"]) for unit in self.units)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({int(year) for year in self.frame["year"]}))

    @property
    def strata(self) -> list[Stratum]:
        """The strata of the units, each once, in their order."""
        return list(dict.fromkeys(stratum_of(unit) for unit in self.units))

    @property
    def key(self) -> str:
        """What tells the charts of this comparison from those of another."""
        units = "-".join(map(str, self.agencies))
        return f"{self.measure}-{self.width}-{self.year}-{units}"


def stratum_of(row: Record) -> Stratum:
    """The stratum of a unit or of a row."""
    return Stratum(str(row["scope"]), row["level"])


def comparison(visit: Visit, names: Sequence[str]) -> Comparison | None:
    """What the address asks for, in the measures called `names` and the one chosen; where it names
    no unit that is held, the units of the focus of the selection with most years. None where there
    is none."""
    asked = _asked(visit)
    by_reader = bool(asked)
    known = visit.ask(queries.units_of, asked) if asked else None
    if known is None:
        first = visit.ask(queries.first_units, visit.selection, AT_FIRST)
        known = visit.ask(queries.units_of, first)
    if known.empty:
        return None
    width, measure = _width(visit, records(known)), own("measure")
    measure = measure if measure in queries.COMPARED else MEASURE
    agencies = tuple(int(agency) for agency in known["agency"])
    together = tuple(dict.fromkeys((*names, measure)))
    whole = visit.ask(queries.compared, visit.selection, agencies, together, width)
    frame = whole[whole["measure"] == measure]
    year = _year(visit, frame)
    return Comparison(records(known), by_reader, width, measure, year, together, whole, frame)


def first_peers(visit: Visit, chosen: Comparison) -> Headline:
    """The peers of the first unit, in the year chosen: whom rankings and funnels are of."""
    unit = chosen.units[0]
    stratum, region = stratum_of(unit), group_of(unit, chosen.width)
    selection = queries.Peers(stratum, region).selection(visit.selection)
    return Headline(
        stratum, selection, chosen.year, chosen.years, group_title(visit, stratum, region)
    )


def group_of(unit: Record, width: str) -> str | None:
    """The region within which a unit is compared; None for all that is held."""
    found: str | None = superiors(pd.DataFrame([unit]), width).iloc[0]
    return found


def link_with(visit: Visit, chosen: Comparison, units: Iterable[Record]) -> str:
    """The address of the same comparison of other units (each with unit and region)."""
    own_words = {"measure": chosen.measure, "at": str(chosen.year), "with": chosen.width}
    words = with_selection(visit, **own_words)
    return address.link("compare", {**words, "units": [word_of(unit) for unit in units]})


def controls(visit: Visit, chosen: Comparison) -> None:
    """The choices: units, measure, with whom, year."""
    _units(visit, chosen)
    say = visit.say
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare-choice"):
        st.session_state[OF] = chosen.measure
        st.selectbox(
            say("column.measure"),
            queries.COMPARED,
            format_func=lambda name: measures()[name].title(visit.language),
            key=OF,
            on_change=address.choosing("measure", OF),
            width=280,
        )
        st.session_state[WIDTH] = chosen.width
        st.segmented_control(
            say("compare.with"),
            widths_of(chosen.units),
            format_func=lambda width: say(f"compare.with_{width}"),
            key=WIDTH,
            required=True,
            on_change=address.choosing("with", WIDTH),
        )
        st.session_state[YEAR] = chosen.year
        st.segmented_control(
            say("headline.year"),
            chosen.years,
            key=YEAR,
            required=True,
            on_change=address.choosing("at", YEAR),
        )


def _units(visit: Visit, chosen: Comparison) -> None:
    known = _known(visit, chosen)
    st.session_state[UNITS] = list(chosen.agencies)
    st.multiselect(
        visit.say("compare.units", most=MOST),
        list(known),
        format_func=lambda agency: _option(visit, known[agency]),
        key=UNITS,
        max_selections=MOST,
        placeholder=visit.say("compare.placeholder"),
        on_change=lambda: _units_chosen(known),
    )


def _units_chosen(known: Mapping[int, Record]) -> None:
    address.choose({"units": [word_of(known[agency]) for agency in st.session_state[UNITS]]})


def _known(visit: Visit, chosen: Comparison) -> dict[int, Record]:
    """The units of the selection, and those chosen though they lie outside it."""
    listed = [*records(offered(visit, "compare_find")), *chosen.units]
    return {int(unit["agency"]): unit for unit in listed}


def _option(visit: Visit, unit: Record) -> str:
    """A unit with its place: many bear the same name."""
    place = visit.region_name(unit["region"])
    name = unit["unit"]
    name = visit.say("compare.option", unit=name, region=place) if place else name
    return visit.searchable(name, unit["region"])


def word_of(unit: Mapping[str, Any]) -> str:
    """A unit in an address: its name and its region, which last."""
    return f"{unit['unit']}{AT}{unit['region'] or queries.NOWHERE}"


def _asked(visit: Visit) -> tuple[int, ...]:
    """The ids of the units that the address names, each once, at most as many as are shown side by
    side. Those that are not held are told; the page ends where none of them is."""
    found: list[int] = []
    lacking = []
    for word in dict.fromkeys(address.asked().get("units", [])):
        name, _, region = word.rpartition(AT)
        rows = visit.ask(queries.bearing, Selection(), name or word, region if name else None)
        found += [int(agency) for agency in rows["agency"]]
        lacking += [name or word] if rows.empty else []
    if lacking:
        said = visit.say("compare.not_held", units=visit.say.listed(lacking[:MOST]))
        if not found:
            halt_at(visit, said)
        line("g-empty", said)
    return tuple(dict.fromkeys(found))[:MOST]


def widths_of(units: Sequence[Record]) -> list[str]:
    """Within what units can be compared: a city in its province, not in itself."""
    levels = {unit["level"] for unit in units}
    first = 0 if "county" in levels else 1 if "city" in levels else 2
    return list(queries.WIDTHS[first:])


def _width(visit: Visit, units: Sequence[Record]) -> str:
    """The comparator asked for, else the region of the filter, else all that is held; the next one
    upwards where the first unit has too few others there."""
    asked = own("with")
    found = visit.regions.get(visit.selection.region or "")
    level = found.level if found else "country"
    wanted = str(asked) if asked in queries.WIDTHS else "city" if level == "county" else level
    known = widths_of(units)
    wanted = wanted if wanted in known else known[0]
    if asked in known:
        return wanted
    first = int(units[0]["agency"])
    return visit.ask(queries.width_of, visit.selection, first, None, wanted)


def _year(visit: Visit, frame: pd.DataFrame) -> int:
    """The year asked for, else the latest of those in which most of the units have a report."""
    years = sorted({int(year) for year in frame["year"]})
    asked = own("at")
    if asked is not None and asked not in map(str, years):
        halt_at(visit, visit.say("compare.no_year", year=asked, held=visit.say.years(years)))
    held = Counter(int(year) for year in frame.loc[frame["report"].notna(), "year"])
    latest = max(years, key=lambda year: (held[year], year))
    return next((year for year in years if str(year) == asked), latest)

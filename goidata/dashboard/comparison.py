"""What is compared: the units, with whom, by which measure and in which year; from the address."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from goidata.analysis import queries
from goidata.analysis.peers import superiors
from goidata.analysis.selection import Stratum
from goidata.dashboard import address
from goidata.dashboard.arrival import own, with_selection
from goidata.dashboard.finding import offered
from goidata.dashboard.headline import Headline
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.form import measures

MOST, AT_FIRST = 8, 4  # units side by side; those shown before any is chosen
MEASURE = "disclosure_rate"
DIGITS = 9  # of the id of a unit in an address
UNITS, WIDTH, OF, YEAR = "compare_units", "compare_with", "compare_measure", "compare_year"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`units` are records of `queries.units_of`; `by_reader` says whether the reader chose them;
    `frame` is `queries.compared` of the measure over all years."""

    units: list[Record]
    by_reader: bool
    width: str
    measure: str
    year: int
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


def comparison(visit: Visit) -> Comparison | None:
    """What the address asks for; where it names no unit that is held, the units of the focus of the
    selection with most years. None where there is none."""
    asked = _asked()
    known = visit.ask(queries.units_of, asked) if asked else None
    by_reader = known is not None and not known.empty
    if known is None or known.empty:
        first = visit.ask(queries.first_units, visit.selection, AT_FIRST)
        known = visit.ask(queries.units_of, first)
    if known.empty:
        return None
    width, measure = _width(visit), own("measure")
    measure = measure if measure in queries.COMPARED else MEASURE
    agencies = tuple(int(agency) for agency in known["agency"])
    frame = visit.ask(queries.compared, visit.selection, agencies, (measure,), width)
    return Comparison(records(known), by_reader, width, measure, _year(frame), frame)


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


def group_title(visit: Visit, stratum: Stratum, region: str | None) -> str:
    """Peers in words: 江苏省 · 县级政府."""
    where = visit.region_name(region) or visit.say("compare.held")
    return visit.say("compare.group", region=where, stratum=visit.title_of(stratum))


def link_with(visit: Visit, chosen: Comparison, agencies: tuple[int, ...]) -> str:
    """The address of the same comparison of other units."""
    words = with_selection(
        visit,
        units=",".join(map(str, agencies)),
        measure=chosen.measure,
        at=str(chosen.year),
        **{"with": chosen.width},
    )
    return address.link("compare", words)


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
            queries.WIDTHS,
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
    names = _names(visit, chosen)
    st.session_state[UNITS] = list(chosen.agencies)
    st.multiselect(
        visit.say("compare.units", most=MOST),
        list(names),
        format_func=names.__getitem__,
        key=UNITS,
        max_selections=MOST,
        placeholder=visit.say("compare.placeholder"),
        on_change=_units_chosen,
    )


def _units_chosen() -> None:
    agencies = ",".join(map(str, st.session_state[UNITS]))
    address.choose({"units": [agencies] if agencies else []})


def _names(visit: Visit, chosen: Comparison) -> dict[int, str]:
    """The units of the selection, and those chosen though they lie outside it, with their places:
    many bear the same name."""
    listed = offered(visit, "compare_find")
    columns = (listed[name].tolist() for name in ("agency", "unit", "region"))
    known = list(zip(*columns, strict=True))
    known += [(unit["agency"], unit["unit"], unit["region"]) for unit in chosen.units]
    return {
        int(agency): visit.say("compare.option", unit=unit, region=name)
        if (name := visit.region_name(region))
        else str(unit)
        for agency, unit, region in known
    }


def _asked() -> tuple[int, ...]:
    """The ids of the address, each once, at most as many as are shown side by side."""
    words = [part for text in address.asked().get("units", []) for part in text.split(",")]
    plain = [word for word in words if word.isascii() and word.isdecimal() and len(word) <= DIGITS]
    return tuple(dict.fromkeys(map(int, plain)))[:MOST]


def _width(visit: Visit) -> str:
    """The comparator asked for, else the region of the filter, else all that is held."""
    asked = own("with")
    if asked in queries.WIDTHS:
        return str(asked)
    found = visit.regions.get(visit.selection.region or "")
    level = found.level if found else "country"
    return "city" if level == "county" else level


def _year(frame: pd.DataFrame) -> int:
    """The year asked for, else the latest of those in which most of the units have a report."""
    years = sorted({int(year) for year in frame["year"]})
    asked = own("at")
    held = Counter(int(year) for year in frame.loc[frame["report"].notna(), "year"])
    latest = max(years, key=lambda year: (held[year], year))
    return next((year for year in years if str(year) == asked), latest)

"""A unit beside its peers, in words and as a small picture: nothing is judged, and nothing said of
too few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from goidata.analysis import queries
from goidata.analysis.peers import LEAST
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import fill
from goidata.dashboard.numbers import Kind, written
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import kind_of
from goidata.dashboard.visit import Visit
from goidata.form import Measure

WHOLE = 10  # from which on counts are told without decimals
ROOM = 0.12  # of the scale, at each end
EDGES = ("q1", "q3", "median", "low998", "high998")


def portrayed(visit: Visit, head: Headline, names: Sequence[str]) -> dict[str, Record]:
    """Rows of `queries.portrait` of the unit of the headline, by measure; of several units, their
    quartiles. Nothing for measures that are not of single units."""
    asked = tuple(name for name in names if name in queries.COMPARED)
    if head.unit:
        agency = head.marked[0]
        found = visit.ask(queries.portrait, visit.selection, agency, head.year, asked, head.width)
    else:
        within = queries.Peers(head.stratum, head.selection.region)
        found = visit.ask(queries.typical, visit.selection, (within,), asked)
        found = found[found["year"] == head.year]
    return {str(row["measure"]): row for row in records(found)}


def typical_said(visit: Visit, measure: Measure, row: Record, entry: str) -> str:
    """The median of the peers and between what the middle half of them lies; empty for too few."""
    if row.get("median") is None:
        return ""
    kind = kind_of(measure)
    low, middle, high = (told_whole(row[name], kind) for name in ("q1", "median", "q3"))
    return visit.say(f"peers.{entry}", median=middle, low=low, high=high)


def told_whole(value: float | None, kind: Kind) -> str:
    """A quartile: of counts, which lie between two units, no more digits than tell anything."""
    if value is not None and kind in ("count", "money") and abs(value) >= WHOLE:
        value = float(round(value))
    return written(value, kind)


def place_said(visit: Visit, row: Record) -> str:
    """The rank among all; empty where there is none."""
    if row.get("rank") is None:
        return ""
    entry = "peers.shared" if row["alike"] > 1 else "peers.place"
    return visit.say(entry, rank=row["rank"], n=row["ranked"])


def chance_said(visit: Visit, row: Record) -> str:
    """Whether chance alone would explain how far the unit is from its peers; empty for counts."""
    return visit.say(f"peers.{row['place']}") if row.get("place") else ""


def strip(measure: Measure, row: Record) -> Markup:
    """The unit on the scale of its peers: their middle half, their median, the unit; the limits of
    chance where it has any. Empty where there is nothing to compare with."""
    value, shares = row.get("value"), kind_of(measure) == "share"
    if row.get("median") is None or value is None:
        return Markup()
    known = {name: float(row[name]) for name in EDGES if row.get(name) is not None}
    ends = [*known.values(), float(value)]
    low, high = min(ends), max(ends)
    room = (high - low) * ROOM or abs(high) * ROOM or 1.0
    low, high = low - room, high + room
    if shares:
        low, high = max(low, 0.0), min(high, 1.0) if high <= 1 + room else high

    def at(number: float) -> float:
        return round(100 * (number - low) / (high - low), 1)

    places: Mapping[str, float] = {name: at(number) for name, number in known.items()}
    return fill("strip.html", at=at(float(value)), **{**dict.fromkeys(EDGES), **places})


def compared(visit: Visit, head: Headline, measure: Measure, row: Record | None) -> str:
    """In one line: the typical peer, and the place of the unit; for cards."""
    if row is None:
        return ""
    if head.unit is None:
        return typical_said(visit, measure, row, "units")
    if (row.get("group_units") or 0) < LEAST:
        return ""
    said = [typical_said(visit, measure, row, "short"), place_said(visit, row)]
    return " · ".join(filter(None, said))

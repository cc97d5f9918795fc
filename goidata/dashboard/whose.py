"""Whose a report is: the words by which an address names it, and the name by which it is told.

An address says unit, region and year. The number of a row would lead elsewhere in another database,
and in the same one once it is loaded anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from goidata.analysis import queries
from goidata.dashboard import address
from goidata.dashboard.arrival import with_selection
from goidata.dashboard.markup import mark
from goidata.dashboard.records import records
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words

Row = Mapping[str, Any]  # with unit, region, and year or the report where it is one's


def named(visit: Visit, row: Row, **more: str) -> address.Asked:
    """The words of the address of the report, or of the unit, in `row`, the selection among
    them."""
    own = unit_words(row)
    if row.get("year") is not None:
        own["at"] = str(row["year"])
    report = row.get("report", row.get("id"))
    if not row["region"] and (file := visit.ask(queries.told_by_file).get(report)):
        own["file"] = file
    return with_selection(visit, **own, **more)


def unit_words(row: Row) -> dict[str, str]:
    """The words by which an address names the unit in `row`: its name and its region."""
    return {"unit": str(row["unit"]), "in": str(row["region"] or queries.NOWHERE)}


def link_to(
    visit: Visit, row: Row, text: object = None, page: str = "report", **more: str
) -> Markup:
    """A link, in HTML, to a page on the report in `row`; in its own words, or unit and year."""
    said = f"{called(visit, row)} {row['year']}" if text is None else text
    return mark("link", address.link(page, named(visit, row, **more)), said)


def told(visit: Visit, row: Row) -> str:
    """The name of the unit in `row`; behind it the region above where others bear it as well."""
    return _told(visit, row, visit.ask(queries.shared_names))


def called(visit: Visit, row: Row, name: str | None = None) -> str:
    """The name of the unit in `row` (as `told`, or `name`) as a page says it: in English with that
    of its region in Latin letters in front, by which it is found."""
    said, latin = name or told(visit, row), visit.latin(row["region"] or None)
    return visit.say("region.both", own=said, latin=latin) if latin else said


def _told(visit: Visit, row: Row, shared: frozenset[str]) -> str:
    name = str(row["unit"])
    if name not in shared:
        return name
    above = _above(visit, row)
    return visit.say("compare.option", unit=name, region=above) if above else name


def told_apart(visit: Visit, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with unit and region whose units are told by their names, as `told`."""
    shared = visit.ask(queries.shared_names)
    rows = records(frame[["unit", "region"]])
    return frame.assign(unit=[_told(visit, row, shared) for row in rows])


def superior(visit: Visit, row: Row) -> str:
    """The region above that of the unit in `row`, with its own superiors, as a page says it; empty
    where there is none."""
    region = visit.place(row["region"])
    return (visit.called(region.parent) if region else None) or ""


def place_line(visit: Visit, row: Row, *more: str) -> str:
    """Where the unit of a report lies, its level and its kind, in one line."""
    say, level = visit.say, row["level"]
    region = visit.called(row["region"]) or say("report.undecided")
    kind = say(f"level.{level}") if level else say("level.none")
    return " · ".join(filter(None, [region, kind, say(f"scope.{row['scope']}"), *more]))


def no_address(say: Words, unit: str) -> str:
    """What is said of a source whose address is not known: who published it, and that it is not."""
    return say("report.no_source", unit=unit)


def _above(visit: Visit, row: Row) -> str:
    """The region above that which the unit bears in its name, or in which it lies."""
    region, place = visit.region_name(row["region"]), visit.place(row["region"])
    if not region:
        return visit.say("report.undecided")
    above = visit.region_name(place.parent) if place else None
    own = region.removeprefix(above or "")
    return above if above and own in str(row["unit"]) else region

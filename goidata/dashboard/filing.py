"""How many of the reports expected are held: for the strip of a page and the lead of a brief."""

from __future__ import annotations

from goidata.analysis import queries
from goidata.dashboard.headline import Headline
from goidata.dashboard.numbers import count, out_of, percent
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit


def filed(visit: Visit, head: Headline) -> Record | None:
    """The row of `queries.coverage_by_year` of the year shown; None where there is none."""
    found = visit.ask(queries.coverage_by_year, head.selection)
    return next((row for row in records(found) if row["year"] == head.year), None)


def filing_line(visit: Visit, head: Headline) -> str:
    """The filing rate of the year in words; empty where nothing is held."""
    row = filed(visit, head)
    if row is None:
        return ""
    held, n, expected = (int(row[name] or 0) for name in ("held", "filed", "expected"))
    if not expected:
        return visit.say("coverage.no_directory", held=count(held))
    if row["incomplete"]:
        return f"{visit.say('coverage.held_only', held=held)}{visit.say('coverage.incomplete')}"
    n_of = out_of(n, expected)
    return visit.say("coverage.filing", share=percent(n / expected), n_of=n_of)

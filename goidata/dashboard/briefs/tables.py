"""The tables of a brief: the units of a year, what the checks found, which reports are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from goidata.analysis import queries
from goidata.dashboard.briefs.brief import Amount, Grid, amount, line
from goidata.dashboard.headline import Headline
from goidata.dashboard.numbers import DASH, count, signed
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import measured
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called
from goidata.dashboard.words import Words
from goidata.form import measures

COLUMNS = ("received", "disclosure_rate", "clearance_rate", "review_correction_rate")
MOST_UNITS, MOST_FAULTS, MOST_MISSING = 18, 6, 10  # what two pages hold
NAME, SHORT = 24, 13  # characters of a unit's name in a table, in a chart
MISSING_ORDER = ("not_filed", "not_collected")


def units(visit: Visit, head: Headline) -> Grid:
    """Each unit of the year, those with most applications first, and all together at the end."""
    say = visit.say
    rows = by_report(visit, head)
    shown = rows[:MOST_UNITS]
    notes = [say("brief.order")]
    if len(rows) > len(shown):
        notes.append(say("brief.more_units", n=len(rows) - len(shown), N=len(rows)))
    if any((row["received"]["errors"] or 0) > 0 for row in shown):
        notes.append(say("brief.in_doubt_note"))
    return Grid(
        say("brief.units", year=head.year, stratum=head.title),
        (say("column.unit"), *(measures()[name].title(say.language) for name in COLUMNS)),
        (*(_unit(row, say) for row in shown), _together(visit, head, len(rows))),
        (2.0, 1.0, 2.05, 2.05, 2.1),
        tuple(notes),
    )


def by_report(visit: Visit, head: Headline) -> list[dict[str, Record]]:
    """The measures of each report of the year, by measure; most applications first."""
    chosen = replace(head.selection, years=(head.year,))
    found: dict[int, dict[str, Record]] = {}
    for row in records(visit.ask(queries.by_unit, chosen, COLUMNS)):
        found.setdefault(row["report"], {})[row["measure"]] = {**row, "unit": called(visit, row)}
    key = "received"
    return sorted(found.values(), key=lambda row: -(row[key]["value"] or -1))


def unit_name(row: Record, say: Words, longest: int = NAME) -> str:
    """The name, with a mark where its report has an open error."""
    mark = say("brief.in_doubt") if (row["errors"] or 0) > 0 else ""
    return mark + line(row["unit"], longest)


def _unit(row: Mapping[str, Record], say: Words) -> tuple[Amount, ...]:
    name = Amount(unit_name(row["received"], say))
    return (name, *(_amount(row[measure], say) for measure in COLUMNS))


def _together(visit: Visit, head: Headline, n: int) -> tuple[Amount, ...]:
    pooled = visit.ask(queries.pooled, head.selection, COLUMNS)
    rows = {row["measure"]: row for row in records(pooled[pooled["year"] == head.year])}
    amounts = (_amount(rows[name], visit.say) for name in COLUMNS)
    return (Amount(visit.say("brief.together", n=n)), *amounts)


def _amount(row: Record, say: Words) -> Amount:
    """A measure of one report or of several as a cell."""
    return amount(measured(row, measures()[row["measure"]], say))


def faults(visit: Visit, head: Headline) -> Grid:
    """The open errors, the latest year first: report, check, both sides, difference."""
    say = visit.say
    found = visit.ask(queries.findings, head.selection, "fails")
    found = found[(found["severity"] == "error") & ~found["accepted"].astype(bool)]
    found = found.sort_values(["year", "report"], ascending=[False, True], kind="stable")
    left = len(found) - MOST_FAULTS
    return Grid(
        say("brief.faults", n=len(found)),
        (
            say("attention.report"),
            say("attention.check"),
            *(say.head("brief", name) for name in ("left", "right", "difference")),
        ),
        tuple(_fault(visit, row) for row in records(found.head(MOST_FAULTS))),
        (2.4, 3.7, 0.95, 0.95, 0.8),
        (say("brief.more_faults", n=left),) if left > 0 else (),
        say("brief.no_faults"),
    )


def _fault(visit: Visit, row: Record) -> tuple[Amount, ...]:
    left, right, by = (row[name] for name in ("left", "right", "difference"))
    return (
        Amount(_report(visit, row)),
        Amount(line(str(row[visit.language]), 90)),
        Amount(count(left), left, "count"),
        Amount(count(right), right, "count"),
        Amount(DASH if by is None else signed(by), by, "count"),
    )


def _report(visit: Visit, row: Record) -> str:
    """The year first, so that a name too long for its column does not push it out."""
    return f"{row['year']} {line(called(visit, row, str(row['unit'])), NAME)}"


def missing(visit: Visit, head: Headline) -> Grid:
    """The reports that are not held, those known not to be filed first. Of what the directory of
    units does not list, nothing is known."""
    say = visit.say
    counted = visit.ask(queries.coverage_by_year, head.selection)
    expected, incomplete = (int(counted[name].sum()) for name in ("expected", "incomplete"))
    found = visit.ask(queries.coverage, head.selection)
    found = found[found["report"].isna() & ~found["beside"].astype(bool)]
    order = found["why_missing"].map({why: at for at, why in enumerate(MISSING_ORDER)})
    found = found.assign(order=order).sort_values(["order", "year"], ascending=[True, False])
    left = len(found) - MOST_MISSING
    return Grid(
        _missing_title(len(found), expected, say),
        (say("attention.report"), say("brief.reason")),
        tuple(
            (
                Amount(_report(visit, row)),
                Amount(say(f"missing.{row['why_missing']}")),
            )
            for row in records(found.head(MOST_MISSING))
        ),
        (2.4, 1.2),
        tuple(_missing_notes(left, incomplete, say)),
        say("brief.none_missing" if expected else "news.unlisted"),
    )


def _missing_title(n: int, expected: int, say: Words) -> str:
    return say("brief.missing", n=n) if expected else say("brief.missing_unknown")


def _missing_notes(left: int, incomplete: int, say: Words) -> Iterator[str]:
    if left > 0:
        yield say("brief.more_missing", n=left)
    if incomplete:
        yield say("brief.missing_of_listed")

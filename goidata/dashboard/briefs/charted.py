"""The four charts of a brief, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goidata.analysis import labels, queries
from goidata.dashboard.briefs.brief import Chart, Place, Series
from goidata.dashboard.briefs.tables import SHORT, by_report, unit_name
from goidata.dashboard.headline import Headline
from goidata.dashboard.numbers import count, percent
from goidata.dashboard.palette import FLOWS, INK, OUTCOMES, RESULTS
from goidata.dashboard.records import Record, records, small_bounds
from goidata.dashboard.values import value_of
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import measures

MOST_YEARS, MOST_UNITS, TINY = 8, 12, 10
Rows = Mapping[int, Record]


def charts(visit: Visit, head: Headline) -> tuple[Chart, ...]:
    """New applications, how they ended, how many were disclosed, and what came of proceedings."""
    if len(head.years) > 1:
        received, rate = _received_by_year(visit, head), _rate_by_year(visit, head)
    else:
        received, rate = _received_by_unit(visit, head), _rate_by_unit(visit, head)
    return received, _outcomes(visit, head), rate, _heard(visit, head)


def _years(head: Headline) -> list[int]:
    """Every year of the span, also one without reports; the latest ones where there are many."""
    return list(range(head.years[0], head.years[-1] + 1))[-MOST_YEARS:]


def _measured(visit: Visit, head: Headline, name: str) -> Rows:
    pooled = visit.ask(queries.pooled, head.selection, (name,))
    return {int(row["year"]): row for row in records(pooled)}


def _received_by_year(visit: Visit, head: Headline) -> Chart:
    rows, years, say = _measured(visit, head, "received"), _years(head), visit.say
    name = measures()["received"].title(visit.language)
    absent = _absence(visit, head)
    places = tuple(
        Place(_year(year, rows, say), _absent(rows.get(year), say, absent)) for year in years
    )
    values = tuple(_value(rows, year) for year in years)
    return Chart(
        _titled(visit, name),
        "counts",
        places,
        (Series(name, FLOWS["received"], values),),
        _year_notes(visit, head),
    )


def _rate_by_year(visit: Visit, head: Headline) -> Chart:
    rows, years, say = _measured(visit, head, "disclosure_rate"), _years(head), visit.say
    name = measures()["disclosure_rate"].title(visit.language)
    absent = _absence(visit, head)
    places = tuple(_rated(_year(year, rows, say), rows.get(year), say, absent) for year in years)
    values = tuple(_value(rows, year) for year in years)
    series = Series(name, INK, values)
    notes = (*_year_notes(visit, head), _intervals(places, say))
    return Chart(_titled(visit, name), "rate", places, (series,), tuple(filter(None, notes)))


def _received_by_unit(visit: Visit, head: Headline) -> Chart:
    """Of one year, the units with most applications, in the order of the table."""
    say = visit.say
    name = measures()["received"].title(visit.language)
    found = [row["received"] for row in by_report(visit, head)]
    shown = found[:MOST_UNITS]
    places = tuple(Place(unit_name(row, say, SHORT), _absent(row, say)) for row in shown)
    series = Series(name, FLOWS["received"], tuple(row["value"] for row in shown))
    left = len(found) - len(shown)
    notes = (say("brief.more_bars", n=left),) if left else ()
    title = say("brief.by_unit", what=name, year=head.year)
    return Chart(title, "counts", places, (series,) if shown else (), notes)


def _rate_by_unit(visit: Visit, head: Headline) -> Chart:
    """Of one year, the units with a base that bears comparison, in the order of the table."""
    say = visit.say
    name = measures()["disclosure_rate"].title(visit.language)
    found = [row["disclosure_rate"] for row in by_report(visit, head)]
    fit = [row for row in found if row["base"] in ("small", "plain")]
    shown = fit[:MOST_UNITS]
    places = tuple(_rated(unit_name(row, say, SHORT), row, say) for row in shown)
    values = tuple(row["value"] for row in shown)
    counted = (
        ("brief.more_bars", len(fit) - len(shown)),
        ("brief.tiny_bars", len(found) - len(fit)),
    )
    notes = [say(word, n=n) for word, n in counted if n]
    title = say("brief.by_unit", what=name, year=head.year)
    series = (Series(name, INK, values),) if shown else ()
    if any(place.interval for place in places):
        notes.append(say("brief.intervals_listed"))
    return Chart(title, "rate", places, series, tuple(notes))


def _outcomes(visit: Visit, head: Headline) -> Chart:
    say, years = visit.say, _years(head)
    found = records(visit.ask(queries.outcomes_by_year, head.selection))
    rows = {(int(row["year"]), row["outcome"]): row for row in found}
    first = {year: rows.get((year, labels.OUTCOMES[0])) for year in years}
    held = {year: row for year, row in first.items() if row}
    absent = _absence(visit, head)
    places = tuple(_whole(_year(year, held, say), first[year], say, absent) for year in years)
    series = _series(
        [[rows.get((year, part)) for year in years] for part in labels.OUTCOMES],
        [labels.outcome(part, visit.language) for part in labels.OUTCOMES],
        [OUTCOMES[part] for part in labels.OUTCOMES],
    )
    title = _titled(visit, say("applications.outcomes"))
    return Chart(title, "parts", places, series, (say("brief.parts_note"),))


def _heard(visit: Visit, head: Headline) -> Chart:
    """The results of the year by kind of proceeding."""
    say = visit.say
    found = visit.ask(queries.results_by_year, head.selection)
    rows = {(r["block"], r["result"]): r for r in records(found[found["year"] == head.year])}
    first = [rows.get((block, labels.RESULTS[0])) for block in labels.BLOCKS]
    named = [labels.block(block, visit.language) for block in labels.BLOCKS]
    places = tuple(
        _whole(name, row, say, none="brief.no_cases")
        for name, row in zip(named, first, strict=True)
    )
    series = _series(
        [[rows.get((block, part)) for block in labels.BLOCKS] for part in labels.RESULTS],
        [labels.result(part, visit.language) for part in labels.RESULTS],
        [RESULTS[part] for part in labels.RESULTS],
    )
    title = say("brief.heard", year=head.year)
    return Chart(title, "parts", places, series, (say("brief.parts_note"),))


def _series(
    rows: Sequence[Sequence[Record | None]], names: Sequence[str], colours: Sequence[str]
) -> tuple[Series, ...]:
    """A series for each part; a bar whose whole is nought or unknown has no value in any."""
    return tuple(
        Series(name, colour, tuple(r["value"] if r and r["total"] else None for r in row))
        for row, name, colour in zip(rows, names, colours, strict=True)
    )


def _whole(
    label: str,
    row: Record | None,
    say: Words,
    absent: str = "missing.not_collected",
    none: str = "missing.no_applications",
) -> Place:
    total = row["total"] if row else None
    if row is None:
        return Place(label, say(absent))
    if not total:
        return Place(label, say("missing.unstated" if total is None else none))
    return Place(label, say("mark.n", n=count(total)), total < TINY)


def _rated(
    label: str, row: Record | None, say: Words, absent: str = "missing.not_collected"
) -> Place:
    if row is None or row["value"] is None:
        none = row is not None and row["base"] == "none"
        return Place(label, say("missing.no_applications") if none else _absent(row, say, absent))
    value = value_of(row, say, "share")
    return Place(label, " ".join(value.basis[:2]), value.tiny, small_bounds(row))


def _absence(visit: Visit, head: Headline) -> str:
    """Why a year may have no row: a switch may leave out what is held."""
    switched = head.selection.only_clean or head.selection.without_largest
    return "brief.left_out" if switched else "missing.not_collected"


def _absent(row: Record | None, say: Words, absent: str = "missing.not_collected") -> str:
    """Why a bar is not drawn; empty where it is."""
    if row is None:
        return say(absent)
    return say("missing.unstated") if row["value"] is None else ""


def _value(rows: Rows, year: int) -> float | None:
    row = rows.get(year)
    return row["value"] if row else None


def _year(year: int, rows: Rows, say: Words) -> str:
    row = rows.get(year)
    if row is None:
        return str(year)
    return f"{year}{say('brief.of', n=row['reports'], N=row['held'])}"


def _titled(visit: Visit, what: str) -> str:
    return visit.say("brief.by_year", what=what)


def _year_notes(visit: Visit, head: Headline) -> tuple[str, ...]:
    left = head.years[-1] - head.years[0] + 1 - MOST_YEARS
    return (visit.say("brief.earlier", n=left),) if left > 0 else ()


def _intervals(places: Sequence[Place], say: Words) -> str:
    """The intervals of small bases, in one line; also where a format draws none."""
    named = [
        f"{place.label} {percent(place.interval[0])}–{percent(place.interval[1])}"
        for place in places
        if place.interval
    ]
    return say("brief.intervals", which=say.listed(named)) if named else ""

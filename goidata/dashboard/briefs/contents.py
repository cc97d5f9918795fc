"""The contents of a brief, asked of the database once for all formats."""

from __future__ import annotations

from datetime import date

from goidata.analysis import labels, origins, queries
from goidata.analysis.selection import Stratum
from goidata.dashboard.briefs.brief import Brief, Grid, Indicator, amount, line
from goidata.dashboard.briefs.charted import charts
from goidata.dashboard.briefs.method import method
from goidata.dashboard.briefs.tables import faults, missing, units
from goidata.dashboard.downloads import database_version
from goidata.dashboard.filing import filing_line
from goidata.dashboard.headline import Headline
from goidata.dashboard.indicators import SIX, Card, indicators
from goidata.dashboard.numbers import count
from goidata.dashboard.records import records
from goidata.dashboard.visit import Visit

HEADINGS = "about item content name value base change reports charts method sources tables numbers"
MOST_SOURCES = 24


def contents(visit: Visit, head: Headline | None, here: str, made: date) -> Brief:
    """The brief on the stratum and the year of `head`; `here` is the address of the page. Without a
    stratum it says that nothing is held."""
    say = visit.say
    empty = Grid("", (), (), (), empty=say("brief.nothing"))
    return Brief(
        language=visit.language,
        title=say("brief.title", region=line(_region(visit), 60)),
        subtitle=_subtitle(visit, head),
        marks=_marks(visit, head) if head else (say("brief.nothing"),),
        facts=(
            (say("brief.made"), made.isoformat()),
            (say("brief.version"), database_version(visit)),
            (say("brief.address"), line(here, 300)),
        ),
        lead=_lead(visit, head) if head else say("brief.nothing"),
        indicators=_six(visit, head) if head else (),
        sentences=_sentences(visit, head) if head else (),
        charts=charts(visit, head) if head else (),
        units=units(visit, head) if head else empty,
        faults=faults(visit, head) if head else empty,
        missing=missing(visit, head) if head else empty,
        method=method(visit, head),
        sources=_sources(visit, head) if head else (),
        reports=visit.ask(queries.held, head.selection) if head else 0,
        headings={name: say.head("brief", name) for name in HEADINGS.split()},
    )


def _region(visit: Visit) -> str:
    return visit.region_name(visit.selection.region) or visit.say("filters.all_regions")


def _subtitle(visit: Visit, head: Headline | None) -> str:
    say, selection = visit.say, visit.selection
    years = head.years if head else selection.years
    parts = [
        say.years(years) if years else say("filters.all_years"),
        head.title if head else "",  # with the kind of applicants, where one is chosen
        say("brief.year", year=head.year) if head else "",
        say("filters.clean") if selection.only_clean else "",
        say("filters.without_largest") if selection.without_largest else "",
    ]
    return " · ".join(part for part in parts if part)


def _marks(visit: Visit, head: Headline) -> tuple[str, ...]:
    """What must be known on every page."""
    say = visit.say
    held = visit.ask(queries.marked, head.selection)
    made_up = visit.ask(origins.facts).get("synthetic") == "1" or held.synthetic
    return tuple(
        text
        for text, wanted in (
            (say("brief.synthetic"), made_up),
            (say("brief.abridged", n=held.abridged, N=held.reports), held.abridged),
            (say("brief.doubted", n=held.doubtful, N=held.reports), True),
            (_whose(visit), visit.selection.column != "total"),
        )
        if wanted
    )


def _whose(visit: Visit) -> str:
    """Which of the figures are those of one kind of applicants."""
    return visit.say("brief.whose", column=labels.column(visit.selection.column, visit.language))


def _lead(visit: Visit, head: Headline) -> str:
    """The filing rate, and what else is selected but not in the brief."""
    parts = [filing_line(visit, head)]
    others = [
        visit.say("headline.counted", stratum=name, units=row["units"], reports=row["reports"])
        for row in records(visit.ask(queries.strata, visit.selection))
        if (stratum := _stratum(row)) != head.stratum and (name := visit.title_of(stratum))
    ]
    units, reports = visit.ask(queries.beside, visit.selection)
    if units:
        others.append(visit.say("headline.beside", units=units, reports=reports))
    if others:
        parts.append(visit.say("brief.without", others=visit.say("mark.semicolon").join(others)))
    return " ".join(part for part in parts if part)


def _stratum(row: dict[str, object]) -> Stratum:
    return Stratum(str(row["scope"]), row["level"] if isinstance(row["level"], str) else None)


def _six(visit: Visit, head: Headline) -> tuple[Indicator, ...]:
    return tuple(_indicator(visit, card) for card in indicators(visit, head, SIX))


def _indicator(visit: Visit, card: Card) -> Indicator:
    shown = amount(card.value, card.detail if card.rated else "")
    stated = visit.say("mark.stated", n=card.reports, N=card.held) if card.rated else card.stated
    return Indicator(card.measure.title(visit.language), shown, card.changed, stated)


def _sentences(visit: Visit, head: Headline) -> tuple[str, ...]:
    """Three sentences that only count: what came in, how it ended, what was corrected."""
    names = ("received", "disclosure_rate", "review_correction_rate", "litigation_correction_rate")
    received, disclosed, *corrected = indicators(visit, head, names)
    found = [_received(visit, head, received), _disclosed(visit, disclosed)]
    heard = [_corrected(visit, card) for card in corrected if card.value.whole]
    found.append(visit.say("mark.semicolon").join(heard) + visit.say("brief.stop") if heard else "")
    return tuple(text for text in found if text)


def _received(visit: Visit, head: Headline, card: Card) -> str:
    if card.value.number is None:
        return visit.say("brief.unstated", year=head.year, held=card.held, stratum=head.title)
    return visit.say(
        "brief.received",
        year=head.year,
        stratum=head.title,
        held=card.held,
        reports=card.reports,
        n=count(card.value.number),
        changed=_changed(visit, card),
    )


def _disclosed(visit: Visit, card: Card) -> str:
    whole, n = card.value.whole, card.value.n
    if not whole:
        return ""
    named = {
        name: labels.outcome(name, visit.language).lower() for name in ("granted", "partly_granted")
    }
    tail = _rate(visit, card) + _changed(visit, card)
    return visit.say("brief.ended", whole=count(whole), n=count(n), tail=tail, **named)


def _corrected(visit: Visit, card: Card) -> str:
    what = "review" if card.measure.name.startswith("review") else "litigation"
    tail = _rate(visit, card)
    whole, n = count(card.value.whole), count(card.value.n)
    return visit.say(f"brief.{what}", whole=whole, n=n, tail=tail)


def _rate(visit: Visit, card: Card) -> str:
    """The rate in words; of a small base only that it is small."""
    value = card.value
    if value.pale:
        return visit.say("brief.comma") + visit.say("mark.tiny")
    name = card.measure.title(visit.language)
    base = " · ".join(value.basis[1:])
    small = visit.say("brief.small", small=base) if base else ""
    return visit.say("brief.rate", rate=name, share=value.shown) + small


def _changed(visit: Visit, card: Card) -> str:
    """The change as the end of a sentence."""
    said = card.changed[:1].lower() + card.changed[1:]
    return visit.say("brief.comma") + said if said else ""


def _sources(visit: Visit, head: Headline) -> tuple[str, ...]:
    held = visit.ask(queries.latest_sources, head.selection, MOST_SOURCES)
    shown = [
        line(f"{row['title']} {row['url'] or visit.say('report.no_address')}", 160)
        for row in records(held)
    ]
    left = visit.ask(queries.held, head.selection) - len(shown)
    return (*shown, visit.say("brief.more_sources", n=left)) if left else tuple(shown)

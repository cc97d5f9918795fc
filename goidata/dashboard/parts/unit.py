"""One unit in one year on one page: how it does beside its peers and last year, what to ask."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from goidata.analysis import labels, queries
from goidata.analysis.peers import LEAST
from goidata.dashboard import address, reading
from goidata.dashboard.arrival import with_selection
from goidata.dashboard.beside_peers import chance_said, place_said, strip, typical_said
from goidata.dashboard.changes import both_sides
from goidata.dashboard.comparison import word_of
from goidata.dashboard.headline import group_title
from goidata.dashboard.indicators import SIX
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.meanings import explained
from goidata.dashboard.meanings import outcome as explained_outcome
from goidata.dashboard.numbers import DASH, count, out_of, percent, share_of
from goidata.dashboard.palette import OUTCOMES
from goidata.dashboard.parts.report import GRAVE, is_fault
from goidata.dashboard.parts.subject import RATES, Subject
from goidata.dashboard.records import Record, records
from goidata.dashboard.standing_out import of_itself, standing_out
from goidata.dashboard.values import measured
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called, link_to, place_line
from goidata.form import all_fields, measures

SHEET = Path(__file__).parents[1] / "sheet.css"
MOST_REASONS, MOST_FAULTS, MOST_QUESTIONS = 3, 6, 6


def page(visit: Visit, of: Subject) -> None:
    """The whole page as one sheet."""
    st.html(SHEET)
    said = standing_out(visit, of.rows, _first_reasons(visit, of))
    more = list(of_itself(visit, _first_reasons(visit, of), said))
    faults = _faults(visit, of)
    six = [_indicator(visit, of, name) for name in SIX if name != "doubtful_share"]
    errors = _errors(visit, of)
    most = max((of.rows[rate]["value"] or 0 for rate in RATES.values()), default=0) or 1
    abridged = visit.say("report.abridged") if of.known["abridged"] else ""
    questions = [each.question for each in (*said, *more) if each.question]
    st.html(
        fill(
            "unit.html",
            say=visit.say,
            title=visit.say("unit.title", unit=called(visit, of.known), year=of.known["year"]),
            place=place_line(visit, of.known, abridged),
            peers=_peers(visit, of),
            few=of.few,
            six=six,
            errors=errors,
            before=errors["changed"] or any(row["changed"] for row in six),
            outcomes=[_outcome(visit, of, name, most) for name in RATES],
            said=[each.sentence for each in said],
            unsaid=_unsaid(visit, of),
            questions=[*questions[:MOST_QUESTIONS], *faults[1][:2]],
            faults=faults[0],
            more=faults[2],
            unread=_unread(visit, of),
            reports=_reports(visit, of),
        )
    )


def _peers(visit: Visit, of: Subject) -> str:
    """With whom it is compared, or that there are too few."""
    group = group_title(visit, of.peers.stratum, of.peers.region)
    if of.few:
        return visit.say("unit.few", peers=group, least=LEAST)
    n = max(int(row["group_units"] or 0) for row in of.rows.values())
    return visit.say("unit.peers", peers=group, n=n)


def _unsaid(visit: Visit, of: Subject) -> str:
    known = any(row["before"] is not None for row in of.rows.values())
    if of.few:
        return visit.say("unit.unsaid_few" if known else "unit.unsaid_alone", least=LEAST)
    return visit.say("unit.unsaid")


def _indicator(visit: Visit, of: Subject, name: str) -> dict[str, object]:
    """One of the six as a row: its value, last year, its peers, its place."""
    measure, row = measures()[name], of.rows[name]
    value = measured(row, measure, visit.say)
    change = {**row, "previous": row["before"], "previous_base": row["before_base"]}
    compared = not value.pale and row["group_value"] is not None
    return {
        "title": explained(measure, visit.say),
        "shown": value.why or DASH if value.number is None else value.shown,
        "basis": " · ".join(value.basis),
        "pale": value.pale,
        "changed": "" if value.pale else both_sides(measure, change, visit),
        "typical": typical_said(visit, measure, row, "middle") if compared else "",
        "strip": strip(measure, row) if compared else "",
        "place": place_said(visit, row) if compared else "",
        "chance": chance_said(visit, row) if compared else "",
    }


def _errors(visit: Visit, of: Subject) -> dict[str, object]:
    """The last of the six, of one report: how many errors it has, and how many of its peers have
    any."""
    known, say = of.known, visit.say
    papers = records(visit.ask(queries.papers, int(known["agency"])))
    before = [row["errors"] for row in papers if row["year"] == known["year"] - 1]
    year = int(known["year"])
    n, whole = visit.ask(queries.doubted_among, visit.selection, of.peers, year)
    share = percent(share_of(n, whole)) if whole >= LEAST else ""
    return {
        "title": explained(measures()["doubtful_share"], visit.say),
        "shown": say("unit.errors", n=known["errors"]) if known["errors"] else say("unit.no_error"),
        "changed": f"{before[0]}→{known['errors']}" if before else "",
        "typical": say("unit.doubted", n_of=out_of(n, whole), share=share) if share else "",
    }


def _outcome(visit: Visit, of: Subject, name: str, most: float) -> dict[str, object]:
    """One outcome as a row: how many, which share, what the peers have, the greatest reasons; its
    bar against that of the `most` frequent one."""
    row, rate = of.outcomes.get(name), of.rows[RATES[name]]
    measure, listed = measures()[RATES[name]], of.reasons.get(name, [])
    value = measured(rate, measure, visit.say)
    compared = not value.pale and rate["group_value"] is not None
    return {
        "title": explained_outcome(name, visit.say),
        "colour": OUTCOMES[name],
        "width": round(100 * min(max(rate["value"] or 0, 0) / most, 1), 1),
        "n": count(row["value"]) if row else DASH,
        "shown": value.shown,
        "pale": value.pale,
        "typical": typical_said(visit, measure, rate, "middle") if compared else "",
        "strip": strip(measure, rate) if compared else "",
        "reasons": visit.say("mark.semicolon").join(
            f"{labels.row(reason['name'], visit.language)} {count(reason['value'])}"
            for reason in listed[:MOST_REASONS]
        ),
    }


def _first_reasons(visit: Visit, of: Subject) -> dict[str, Record]:
    """The greatest reason under an outcome, by the rate of the outcome: its label, how many of how
    many."""
    found = {}
    for outcome, rows in of.reasons.items():
        if rows:
            whole = sum(row["value"] for row in rows)
            label = labels.row(rows[0]["name"], visit.language)
            name = labels.outcome(outcome, visit.language)
            first = {"label": label, "value": rows[0]["value"], "total": whole, "outcome": name}
            found[RATES[outcome]] = first
    return dict(sorted(found.items(), key=lambda each: -each[1]["total"]))


def _faults(visit: Visit, of: Subject) -> tuple[list[Markup], list[str], str]:
    """The errors and warnings nobody has explained, each leading to its figure; what to ask of the
    errors; how many more there are."""
    found = records(visit.ask(queries.findings_of, int(of.known["id"])))
    grave = [row for row in found if is_fault(row) and not row["accepted"]]
    grave.sort(key=lambda row: GRAVE.index(row["severity"]))
    lines = [_fault(visit, of, row) for row in grave[:MOST_FAULTS]]
    asked = [
        visit.say("question.fault", fault=row[visit.language])
        for row in grave
        if row["severity"] == GRAVE[0]
    ]
    more = len(grave) - len(lines)
    return lines, asked, visit.say("checks.more", n=more) if more > 0 else ""


def _fault(visit: Visit, of: Subject, row: Record) -> Markup:
    figure = str(row["figure"] or next(iter(row["operands"]), ""))
    looked_at = {"figure": figure} if figure in all_fields() else {}
    tag = mark("tag", row["severity"], visit.say(f"severity.{row['severity']}"))
    link = link_to(visit, of.known, row[visit.language], **looked_at)
    return Markup("{} {}").format(tag, link)


def _unread(visit: Visit, of: Subject) -> str:
    """How many figures could not be read, which is no fault of the unit's; empty where all were."""
    return reading.told(reading.not_read(of.known), reading.recognised(of.known), visit.say)


def _reports(visit: Visit, of: Subject) -> dict[str, object]:
    """The unit's reports, year by year, and the ways to all else of it."""
    papers = records(visit.ask(queries.papers, int(of.known["agency"])))
    at = str(of.known["year"])
    compare = {**with_selection(visit, at=at), "units": [word_of(of.known)]}
    return {
        "links": [link_to(visit, row, row["year"]) for row in papers],
        "compare": mark("link", address.link("compare", compare), visit.say("unit.compare")),
    }

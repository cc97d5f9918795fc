"""Proactive disclosure: volumes stated in words, documents, licences, penalties, fees."""

from __future__ import annotations

import pandas as pd

from goidata.analysis import labels, queries
from goidata.dashboard.charts.bars import Look, bars
from goidata.dashboard.charts.facets import Facet, facets
from goidata.dashboard.charts.years import counts_by_year
from goidata.dashboard.doubts import doubts
from goidata.dashboard.headline import Headline
from goidata.dashboard.palette import CHANNELS, DECISIONS, DOCUMENTS
from goidata.dashboard.panel import chart, sentence
from goidata.dashboard.strata import charts_by_stratum
from goidata.dashboard.visit import Visit
from goidata.form import all_fields, measures

DECIDED = ("disclosure.licences", "disclosure.penalties")
FURTHER = ("disclosure.coercive_measures", "disclosure.fees")


def volumes(visit: Visit) -> None:
    """What each report states, by unit and year."""
    say, hollow = visit.say, doubts(visit)
    found = visit.ask(queries.volumes, visit.selection)
    stated = int(found["value"].notna().sum())
    look = Look(say, CHANNELS["total"], hollow, say("unit.items"))
    title = measures()["disclosed_items"].title(visit.language)
    if not stated:
        sentence(say("disclosure.none_states"))
        return
    notes = [
        say("mark.stated", n=stated, N=len(found)),
        say("disclosure.approximate") if found["approximate"].any() else "",
        measures()["disclosed_items"].note(visit.language),
    ]
    charts_by_stratum(
        visit,
        "volumes",
        title,
        found,
        lambda rows: bars(rows, look),
        notes,
    )


def volumes_by_year(visit: Visit, head: Headline) -> None:
    """The sum over the units of the headline, year by year, with how many state it."""
    found = visit.ask(queries.volumes_by_year, head.selection)
    title = measures()["disclosed_items"].title(visit.language)
    look = Look(visit.say, CHANNELS["total"], {}, visit.say("unit.items"))
    chart(
        visit,
        "volumes-years",
        visit.say("strata.by_year", what=title, stratum=head.title),
        lambda: counts_by_year(found, look),
        [visit.say("mark.units_differ")],
    )


def documents(visit: Visit, kind: str) -> None:
    """Issued, repealed and in force, side by side; `kind` is a row of the form."""
    say, hollow = visit.say, doubts(visit)
    found = visit.ask(queries.documents, visit.selection)
    found = found[found["kind"] == kind]
    found = found[~found["count"].isin(["newly_disclosed", "disclosed_total"])]
    if kind == "regulations":
        found = _with_some(found)
    if found.empty:
        sentence(say("disclosure.no_regulations"))
        return
    counts = list(dict.fromkeys(found["count"]))
    columns = [
        Facet(f"disclosure.{kind}.{name}", labels.count(name, visit.language), DOCUMENTS[name])
        for name in counts
    ]
    notes = sorted({str(note) for note in found.get("note", pd.Series()).dropna()})
    charts_by_stratum(
        visit,
        f"documents-{kind}",
        labels.documents(kind, visit.language),
        found,
        lambda rows: facets(rows, columns, say, hollow),
        [*notes, say("disclosure.regulations_note") if kind == "regulations" else ""],
    )


def decisions(visit: Visit, names: tuple[str, ...]) -> None:
    """Decisions and fees of each report, side by side."""
    say, hollow = visit.say, doubts(visit)
    found = visit.ask(queries.figures, visit.selection, names)
    columns = [_facet(visit, name) for name in names]
    charts_by_stratum(
        visit,
        f"figures-{names[0].split('.')[-1]}",
        say.listed([column.label for column in columns]),
        found,
        lambda rows: facets(rows, columns, say, hollow),
        [say("disclosure.office_note")],
    )


def _facet(visit: Visit, name: str) -> Facet:
    field = all_fields()[name]
    row = labels.documents(field.row.name, visit.language)
    unit = visit.say(f"unit.{'count' if field.integer else 'money'}")
    label = row if field.integer else f"{row} ({unit})"
    return Facet(name, label, DECISIONS[field.row.name], f" {unit}")


def _with_some(frame: pd.DataFrame) -> pd.DataFrame:
    """The reports with at least one figure above nought."""
    some = frame.groupby("report")["value"].max().fillna(0) > 0
    return frame[frame["report"].isin(some.index[some])]

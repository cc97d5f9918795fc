"""Proactive disclosure: volumes stated in words, documents, licences, penalties, fees."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from goidata.analysis import breaks, labels, queries
from goidata.dashboard.attention import report_link
from goidata.dashboard.charts.facets import Facet, facets
from goidata.dashboard.doubts import doubts
from goidata.dashboard.headline import Headline
from goidata.dashboard.indicators import stated_in
from goidata.dashboard.markup import mark
from goidata.dashboard.palette import CHANNELS, DECISIONS, DOCUMENTS
from goidata.dashboard.panel import heading, sentence, table
from goidata.dashboard.parts.yearly import by_year
from goidata.dashboard.records import Record, records
from goidata.dashboard.strata import charts_by_stratum
from goidata.dashboard.values import unit_of_field, value_of
from goidata.dashboard.visit import Visit
from goidata.form import all_fields, measures

DECIDED = ("disclosure.licences", "disclosure.penalties")
MOST = 40  # rows of the table of quotations
FURTHER = ("disclosure.coercive_measures", "disclosure.fees")


def is_stated_by_many(visit: Visit) -> bool:
    """Whether at least half of the reports state a volume; else a line says how few do, and the
    page leads with documents and decisions."""
    found = visit.ask(queries.volumes, visit.selection)
    found = found[~found["beside"]]  # which is no part of what the page leads with
    stated = int(found["value"].notna().sum())
    if 2 * stated >= len(found):
        return True
    said = "disclosure.few_state" if stated else "disclosure.no_state"
    sentence(visit.say(said, n=stated, N=len(found)))
    return False


def volumes(visit: Visit) -> None:
    """What each report states, by unit and year, each channel a column."""
    say, hollow = visit.say, doubts(visit)
    found = visit.ask(queries.volumes_by_channel, visit.selection)
    title = measures()["disclosed_items"].title(visit.language)
    channels = [name for name in CHANNELS if name in set(found["channel"])]
    if not channels:
        sentence(say("disclosure.none_states"))
        return
    unit = say("unit.items")
    columns = [Facet(name, say(f"channel.{name}"), CHANNELS[name], unit) for name in channels]
    # Why a report has no bar at all stands in the first column.
    found = found.assign(name=found["channel"].fillna(channels[0]))
    stating = found.loc[found["value"].notna(), "report"].nunique()
    notes = [
        say("mark.stated", n=stating, N=found["report"].nunique()),
        say("disclosure.approximate") if found["approximate"].any() else "",
        say("disclosure.several") if (found["statements"] > 1).any() else "",
        measures()["disclosed_items"].note(visit.language),
        say("strata.scales"),
    ]
    charts_by_stratum(
        visit,
        "volumes",
        title,
        found,
        lambda rows: facets(rows, columns, say, hollow),
        notes,
    )


def yearly(visit: Visit, head: Headline) -> None:
    """Volumes, with how many state them, and documents issued, year by year."""
    left, right = st.columns(2, gap="large")
    found = visit.ask(queries.volumes_by_year, head.selection)
    with left:
        by_year(
            visit,
            head,
            "disclosed_items",
            visit.say("unit.items"),
            CHANNELS["total"],
            found,
            stated_in(visit, head)["approximate"],
            visit.say("disclosure.mixed") if (found["channels"] > 1).any() else "",
        )
    with right:
        unit = visit.say("unit.count")
        by_year(visit, head, "documents_issued", unit, DOCUMENTS["issued"])


def stated(visit: Visit) -> None:
    """The words in which each report states its volume, every channel on a line of its own."""
    say = visit.say
    found = visit.ask(queries.volumes, visit.selection, True)
    rows = found[found["value"].notna()]
    heading(say("disclosure.stated"), say("disclosure.stated_beneath"))
    head = [say.head("disclosure", name) for name in ("report", "number", "channel", "quote")]
    table(head, [_stated(visit, row) for row in records(rows.head(MOST))])
    if len(rows) > MOST:
        sentence(say("attention.more", n=len(rows) - MOST))


def _stated(visit: Visit, row: Record) -> list[str]:
    say = visit.say
    channel = say(f"channel.{row['channel']}") if row["channel"] else say("channel.none")
    return [
        report_link(visit, row),
        mark("number", value_of(row, say).shown),
        channel,
        mark("quote", row["quote"]),
    ]


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
    met = set(found["note"].dropna()) & {"narrower"}  # bars stand apart: gaps need no note
    charts_by_stratum(
        visit,
        f"documents-{kind}",
        labels.documents(kind, visit.language),
        found,
        lambda rows: facets(rows, columns, say, hollow),
        [
            say("strata.scales"),
            *(breaks.note(code, visit.language) for code in met),
            say("disclosure.regulations_note") if kind == "regulations" else "",
        ],
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
        [say("strata.scales"), say("disclosure.office_note")],
    )


def _facet(visit: Visit, name: str) -> Facet:
    field = all_fields()[name]
    row = labels.documents(field.row.name, visit.language)
    unit = unit_of_field(field, visit.say)
    label = row if field.integer else visit.say("mark.of", measure=row, unit=unit)
    return Facet(name, label, DECISIONS[field.row.name], f" {unit}")


def _with_some(frame: pd.DataFrame) -> pd.DataFrame:
    """The reports with at least one figure above nought."""
    some = frame.groupby("report")["value"].max().fillna(0) > 0
    return frame[frame["report"].isin(some.index[some])]

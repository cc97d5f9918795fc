"""Of whom the page of a unit speaks: its report, its peers, and what is asked of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from goidata.analysis import queries
from goidata.analysis.peers import LEAST
from goidata.analysis.selection import Selection
from goidata.dashboard import address
from goidata.dashboard.arrival import own
from goidata.dashboard.comparison import widths_of
from goidata.dashboard.indicators import SIX
from goidata.dashboard.parts.applications import REASONED
from goidata.dashboard.records import Record, records
from goidata.dashboard.standing_out import LOOKED_AT
from goidata.dashboard.visit import Visit

WIDTH = "unit_with"
RATES = {
    "granted": "full_grant_rate",
    "partly_granted": "partial_grant_rate",
    "refused": "refusal_rate",
    "unavailable": "unable_rate",
    "not_processed": "not_processed_rate",
    "other": "other_rate",
}
ASKED = tuple(
    dict.fromkeys(name for name in (*SIX, *RATES.values(), *LOOKED_AT) if name in queries.COMPARED)
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The unit and the year spoken of: its report, its peers within a width, the rows of
    `queries.portrait` by measure, its outcomes, and the rows under each."""

    known: Mapping[str, Any]
    peers: queries.Peers
    width: str
    rows: Mapping[str, Record]
    outcomes: Mapping[str, Record]
    reasons: Mapping[str, list[Record]]

    @property
    def few(self) -> bool:
        """Whether the peers are too few for anything to be said."""
        return not any((row["group_units"] or 0) >= LEAST for row in self.rows.values())


def subject(visit: Visit, known: Mapping[str, Any]) -> Subject:
    """What the page speaks of; draws the choice of with whom it is compared."""
    agency, year = int(known["agency"]), int(known["year"])
    width = _width(visit, known)
    peers = visit.ask(queries.peers_of, agency, width)
    found = visit.ask(queries.portrait, visit.selection, agency, year, ASKED, width)
    alone = replace(_alone(known), column=visit.selection.column)
    outcomes = records(visit.ask(queries.outcomes, alone, (agency,)))
    reasons = {
        outcome: _greatest(records(visit.ask(queries.reasons, alone, f"handled.{outcome}")), agency)
        for outcome in REASONED
    }
    return Subject(
        known,
        peers,
        width,
        {str(row["measure"]): row for row in records(found)},
        {str(row["outcome"]): row for row in outcomes},
        reasons,
    )


def _alone(known: Mapping[str, Any]) -> Selection:
    """The few reports of the unit's kind and place in the year."""
    return Selection(
        scope=known["scope"],
        level=known["level"],
        region=known["region"],
        years=(int(known["year"]),),
    )


def _greatest(rows: list[Record], agency: int) -> list[Record]:
    """The rows of the unit that have anything, the greatest first."""
    mine = [row for row in rows if row["agency"] == agency and (row["value"] or 0) > 0]
    return sorted(mine, key=lambda row: -row["value"])


def _width(visit: Visit, known: Mapping[str, Any]) -> str:
    widths = widths_of([dict(known)])
    agency, year = int(known["agency"]), int(known["year"])
    asked = own("with")
    if asked not in widths:
        asked = visit.ask(queries.width_of, visit.selection, agency, year)
    st.session_state[WIDTH] = asked
    if len(widths) > 1:
        with st.container(key="unit-choice"):
            st.segmented_control(
                visit.say("compare.with"),
                widths,
                format_func=lambda width: visit.say(f"compare.with_{width}"),
                key=WIDTH,
                required=True,
                on_change=address.choosing("with", WIDTH),
            )
    return str(asked)

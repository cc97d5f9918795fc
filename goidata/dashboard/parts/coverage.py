"""The coverage strip: units expected, held, checked, in doubt, missing, before any indicator."""

from __future__ import annotations

import streamlit as st

from goidata.dashboard.address import link
from goidata.dashboard.arrival import with_selection
from goidata.dashboard.filing import filed
from goidata.dashboard.headline import Headline
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.numbers import count, out_of, percent
from goidata.dashboard.visit import Visit

PARTS = ("clean", "doubtful", "absent")  # of the bar, from the left


def strip(visit: Visit, head: Headline) -> None:
    """How many units are expected, held, without an open error, in doubt, in the year shown."""
    row = filed(visit, head)
    if row is None:
        return
    expected, say = int(row["expected"] or 0), visit.say
    rated = expected and not row["incomplete"]  # a set listed in part says nothing of who is late
    counts = {name: int(row[name] or 0) for name in ("held", "clean", "doubtful", "abridged")}
    counts["absent"] = max(0, expected - int(row["filed"] or 0))
    shown = [("expected", count(expected) if expected else say("coverage.unknown"))]
    shown += [(name, count(counts[name])) for name in ("held", "clean", "doubtful")]
    if expected:
        shown.append(("absent", count(counts["absent"])))
    if rated:
        shown.append(("rate", percent(int(row["filed"]) / expected)))
    said = [say("coverage.rate_note", n_of=out_of(row["filed"], expected))] if rated else []
    if expected and not rated:
        said.append(say("coverage.incomplete"))
    if counts["abridged"]:
        said.append(say("coverage.abridged", n=counts["abridged"]))
    if visit.selection.only_clean or visit.selection.without_largest:
        said.append(say("coverage.all"))
    st.html(
        fill(
            "coverage.html",
            facts=[_fact(visit, name, value) for name, value in shown],
            parts=[(name, counts[name]) for name in PARTS if counts[name]],
            said=" ".join([*said, say("coverage.note")]),
        )
    )


def _fact(visit: Visit, name: str, value: str) -> tuple[str, str]:
    """One number under its name; those in doubt lead to the checks that fail."""
    name_said = visit.say.head("coverage", name)
    if name == "doubtful" and value != "0":
        return name_said, mark(
            "link", link("checks", with_selection(visit, severity="error")), value
        )
    return name_said, value

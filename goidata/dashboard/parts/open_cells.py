"""The cells of a report that could not be read, and how a person decides them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from goidata.analysis import queries
from goidata.analysis.paper import RECOGNISED
from goidata.dashboard.in_place import here
from goidata.dashboard.markup import mark
from goidata.dashboard.panel import heading, remarks, sentence, table
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import told

_MOST = 30  # cells listed; the sheet has all of them
_FEW = 8  # cells that need not be unfolded
_HEADS = ("label", "raw", "whereabouts", "why", "candidates")

Cells = Sequence[Mapping[str, Any]]


def listed(visit: Visit, known: Mapping[str, Any]) -> None:
    """What is open, each cell with a link to its place, and the command for many at once."""
    say = visit.say
    cells = _of(visit, known)
    decided = say("open.decided", n=known["n_decided"]) if known["n_decided"] else ""
    if not cells:
        remarks([decided])
        return
    seen = sum(cell["state"] == RECOGNISED for cell in cells)
    about = [say("open.seen", n=seen) if seen else "", decided]
    heading(say("open.title", n=len(cells)), say("attention.beside").join(filter(None, about)))
    sentence(say("open.beneath"))
    rows = [_row(visit, cell) for cell in cells[:_MOST]]
    with st.expander(say("open.listed", n=len(rows)), expanded=len(cells) <= _FEW):
        table([say.head("open", name) for name in _HEADS], rows)
    remarks([say("open.many")])
    where = f" --region {known['region']}" if known["region"] else ""
    sheet = f"goidata decide --sheet decisions.csv --year {known['year']}{where}"
    st.code(f"{sheet}\ngoidata decide --from decisions.csv", language=None)


def command(visit: Visit, known: Mapping[str, Any], figure: str) -> None:
    """The command that decides the figure, where it is open."""
    cell = next((cell for cell in _of(visit, known) if cell["name"] == figure), None)
    if cell is None:
        return
    remarks([visit.say("open.command")])
    number = cell["candidates"] if cell["state"] == RECOGNISED else "N"
    words = [told(visit, known), str(known["year"]), figure, number, "--reason"]
    asked = shlex.join([*words, visit.say("open.reason")])
    st.code(f"goidata decide {asked}", language=None, wrap_lines=True)


def _of(visit: Visit, known: Mapping[str, Any]) -> Cells:
    return visit.ask(queries.open_cells, int(known["id"]), visit.language)


def _row(visit: Visit, cell: Mapping[str, Any]) -> list[object]:
    link = mark("here", here(visit, figure=str(cell["name"])), cell["label"], "open-cell")
    return [link, mark("quote", cell["raw"]), *(cell[name] for name in _HEADS[2:])]

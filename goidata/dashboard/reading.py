"""How much of a report could not be read, and how much only a picture shows, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goidata.analysis.paper import RECOGNISED
from goidata.checks.unread import NOT_READ
from goidata.dashboard.words import Words


def not_read(known: Mapping[str, Any]) -> int:
    """How many figures of a report could not be read, by what is known of it."""
    return sum(int(known[f"n_{state}"] or 0) for state in NOT_READ)


def recognised(known: Mapping[str, Any]) -> int:
    """How many figures were recognised in a picture and wait for a person; 0 of reports that were
    stored before there were any."""
    return int(known[f"n_{RECOGNISED}"] or 0)


def told(unread: int, seen: int, say: Words) -> str:
    """Both in a sentence, each where there is any; neither is a fault of the report."""
    numbers = {"unread": unread, "recognised": seen}
    said = (say(f"attention.{name}", n=n) for name, n in numbers.items() if n)
    return say("attention.beside").join(said)

"""What a test of the form of a report saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goidata.checks.finding import Number, Outcome
from goidata.documents.document import Place
from goidata.extraction.report import Report


@dataclass(frozen=True, slots=True)
class Seen:
    """What a test saw: its outcome, both sides where it has any, and the rest in words."""

    outcome: Outcome
    said: tuple[str, str] | None = None
    left: Number | None = None
    right: Number | None = None
    quote: str | None = None
    place: Place | None = None
    operands: tuple[str, ...] = ()


HOLDS = Seen(Outcome.HOLDS)
Test = Callable[[Report], Iterator[Seen]]


def undetermined(zh: str, en: str) -> Seen:
    """Nothing can be said, for the reason given in both languages."""
    return Seen(Outcome.UNDETERMINED, (zh, en))

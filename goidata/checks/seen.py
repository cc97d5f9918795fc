"""What a test of the form of a report saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goidata.checks.finding import Number, Outcome
from goidata.documents.document import Place
from goidata.extraction.report import Report
from goidata.wording import Said


@dataclass(frozen=True, slots=True)
class Seen:
    """What a test saw: its outcome, both sides where it has any, and the rest in words."""

    outcome: Outcome
    said: Said | None = None
    left: Number | None = None
    right: Number | None = None
    quote: str | None = None
    place: Place | None = None
    operands: tuple[str, ...] = ()


HOLDS = Seen(Outcome.HOLDS)
Test = Callable[[Report], Iterator[Seen]]


def undetermined(why: str, **details: object) -> Seen:
    """Nothing can be said, for the reason that is called so in findings.toml."""
    return seen(Outcome.UNDETERMINED, why, **details)


def seen(outcome: Outcome, said: str, **details: object) -> Seen:
    """What was seen, in the words that are called so in findings.toml."""
    return Seen(outcome, Said.of(f"findings.{said}", **details))

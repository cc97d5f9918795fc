"""The one typed result of reading: a report with its figures, claims and sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from goidata.documents.document import Place, Unseen
from goidata.extraction.reasons import Reason


class State(StrEnum):
    """What a cell holds; only NUMBER has a value, and DECIDED the one that a person gave it.
    RECOGNISED is what a picture shows by every look at it while no sum confirms it: its only
    candidate, until a person decides."""

    NUMBER = "number"
    BLANK = "blank"
    NA = "na"
    TEXT = "text"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    RECOGNISED = "recognised"
    DECIDED = "decided"


class Scope(StrEnum):
    """What kind of body reports."""

    GOVERNMENT = "government"
    OFFICE = "office"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    OTHER = "other"


class Figure(NamedTuple):
    """One figure: `raw` as printed, `value` as read (None unless `state` is NUMBER or DECIDED), its
    place, and `reasons` where it was not read plainly; `candidates` are the readings of an
    ambiguous cell, the only one of a recognised."""

    value: int | float | None
    state: State
    raw: str | None = None
    place: Place | None = None
    reasons: tuple[Reason, ...] = ()
    candidates: tuple[int | float, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that the narrative states, with its quotation and place.

    `channel` is "website", "new_media", "gazette", "total" or None; `qualifier` a word of the
    sentence that changes its meaning; `section` the number of the section it stands in; `doubt` a
    code of frames.toml, why a difference from the table would prove nothing.
    """

    name: str
    value: int | float
    section: int
    quote: str
    place: Place
    channel: str | None = None
    qualifier: str | None = None
    approximate: bool = False
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section as printed: number, heading, text (tables left out) and where it begins."""

    number: int
    heading: str
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Misprint:
    """A label as printed, the label of the form (in normal form) that is meant, and its place."""

    printed: str
    meant: str
    place: Place


@dataclass(frozen=True, slots=True)
class Formalities:
    """What a report says of itself: the years printed in its "title", "period" and "sign_off"; the
    editions whose notice its introduction cites; misprinted labels; the rows that a table does not
    print, by the table's name; and, of an abridgement, whether it says that every number stated is
    carried over. `synthetic` where it calls itself invented; `unseen` what nobody looked at of very
    many pages or pictures."""

    years: Mapping[str, int] = field(default_factory=dict)
    cited: tuple[str, ...] = ()
    labels: tuple[Misprint, ...] = ()
    unprinted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    complete: bool = False
    synthetic: bool = False
    unseen: Unseen | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports, for which year. `region` is a region code, or None where no evidence decides;
    `region_reason` says what decided or what is lacking. `published` is an ISO date."""

    title: str
    unit: str
    scope: Scope
    year: int
    region: str | None
    region_reason: str = ""
    published: str | None = None
    abridged: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read. `figures` holds every figure of each table's edition; `edition` maps the
    name of a table to its edition, or None where the table is not there; `context` maps the line
    numbers at which figures stand to the printed text."""

    identity: Identity
    edition: Mapping[str, str | None]
    figures: Mapping[str, Figure]
    claims: tuple[Claim, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    context: Mapping[int, str] = field(default_factory=dict)
    formalities: Formalities = Formalities()

    @property
    def values(self) -> dict[str, int | float | None]:
        """Each figure's value by name; None where it is no number."""
        return {name: figure.value for name, figure in self.figures.items()}

    @property
    def counts(self) -> dict[str, int]:
        """How many figures are in each state that text can have, all named; and how many a picture
        alone shows or a person decided, where any is."""
        found = Counter(figure.state for figure in self.figures.values())
        rare = (State.RECOGNISED, State.DECIDED)
        return {state.value: found[state] for state in State if state not in rare or found[state]}

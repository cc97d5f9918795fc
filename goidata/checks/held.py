"""What one report must know of another to be compared with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goidata.checks.finding import Number
from goidata.extraction.report import Report, Scope

WORDS_OF = (1, 5, 6)  # the sections whose words are an office's own


@dataclass(frozen=True, slots=True)
class Held:
    """A report as others are compared with it. `values` holds its figures, None where one is no
    number; `edition` that of each table, None where it is absent; `words` its running text, ""
    where that is not known."""

    unit: str
    year: int
    scope: Scope
    region: str | None
    abridged: bool
    edition: Mapping[str, str | None]
    values: Mapping[str, Number | None]
    words: str = ""


def held(report: Report) -> Held:
    """The report as others are compared with it."""
    who = report.identity
    return Held(
        unit=who.unit,
        year=who.year,
        scope=who.scope,
        region=who.region,
        abridged=who.abridged,
        edition=report.edition,
        values=report.values,
        words=words_of(report),
    )


def words_of(report: Report) -> str:
    """The running text of the sections in an office's own words."""
    return "\n".join(section.text for section in report.sections if section.number in WORDS_OF)

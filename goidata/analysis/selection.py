"""What a reader has chosen: region, level, years, scope, applicant type; read from hostile words.

Two facts decide what may be added up. A whole government's report contains those below it (a
city's figures contain its counties'), and an office reports its own cases only. So a sum, a rate
over several units, a ranking or a funnel is formed within one *stratum*, one scope at one level,
and nowhere else; the queries group by scope and level and never offer a total over them.

What is shown at first. Whole governments are selected where any are held (measures: Scope); the
level is left open, since a collection of a few cities and a few counties would otherwise show
half of itself. Units are listed one stratum at a time; values over several units come one a
stratum, and `queries.focus` names the stratum whose values stand at the head of a page: the one
with most units, the lower level where two are equal. As long as the reader has not chosen a scope,
the units of other scopes are listed `beside` the governments, marked, so that offices and
departments stay visible but enter no sum and no ranking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from goidata.extraction.report import Scope
from goidata.form import editions

LEVELS = ("province", "city", "county")
SCOPES = tuple(scope.value for scope in Scope)
ALL = "all"
NO_LEVEL = "none"  # of units whose region is undecided


def applicant_columns() -> tuple[str, ...]:
    """The names of the applicant types, as the form declares its columns; "total" last."""
    return tuple(column.name for column in editions()[0].tables["applications"].rows[0].columns)


@dataclass(frozen=True, slots=True)
class Stratum:
    """One scope at one level: the widest set of units that may be added up or ranked."""

    scope: str
    level: str | None


@dataclass(frozen=True, slots=True)
class Available:
    """What a database holds: years (ascending), scopes and levels (in declared order), and the
    codes of all regions in which a report lies, superiors included."""

    years: tuple[int, ...] = ()
    scopes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    regions: frozenset[str] = frozenset()

    @property
    def scope(self) -> str | None:
        """The scope selected at first: whole governments where held, else the first held."""
        if Scope.GOVERNMENT.value in self.scopes:
            return Scope.GOVERNMENT.value
        return self.scopes[0] if self.scopes else None


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected; every query takes one.

    `region` is a code, or None for all; `level` one of LEVELS, NO_LEVEL, or None for all; `years`
    is empty for all; `scope` one of SCOPES, or None for all; `beside` lists units of other scopes
    too, marked, outside sums and rankings; `column` is the applicant type; `only_clean` leaves out
    reports with an open error; `without_largest` the unit of each stratum of several that handled
    most applications over all years held.
    """

    region: str | None = None
    level: str | None = None
    years: tuple[int, ...] = ()
    scope: str | None = None
    beside: bool = False
    column: str = "total"
    only_clean: bool = False
    without_largest: bool = False

    @classmethod
    def default(cls, available: Available) -> Selection:
        """What is shown before anything is chosen."""
        return cls(scope=available.scope, beside=True)

    @classmethod
    def from_words(
        cls, words: Mapping[str, str | Sequence[str]], available: Available
    ) -> Selection:
        """The selection that an address asks for; what is unknown or not held is dropped.

        Keys: region, level ("none" for that of undecided regions), year (repeated, or joined by
        commas; "2021-2023" is a span), scope ("all" for every scope), applicant, clean,
        without_largest ("1" for yes).
        """
        scope = _one(words, "scope", (*SCOPES, ALL))
        chosen = (
            cls.default(available) if scope is None else cls(scope=None if scope == ALL else scope)
        )
        return replace(
            chosen,
            region=_one(words, "region", available.regions),
            level=_one(words, "level", (*LEVELS, NO_LEVEL)),
            years=_years(_listed(words, "year"), available.years),
            column=_one(words, "applicant", applicant_columns()) or "total",
            only_clean=_one(words, "clean", ("1",)) is not None,
            without_largest=_one(words, "without_largest", ("1",)) is not None,
        )

    @staticmethod
    def unknown(
        words: Mapping[str, str | Sequence[str]], available: Available
    ) -> dict[str, tuple[str, ...]]:
        """What an address asks for and `from_words` drops: the values that name nothing held, by
        their key, as they stand in the address."""
        allowed: dict[str, Sequence[str] | frozenset[str]] = {
            "region": available.regions,
            "level": (*LEVELS, NO_LEVEL),
            "scope": (*SCOPES, ALL),
            "applicant": applicant_columns(),
        }
        found = {
            key: tuple(value for value in _listed(words, key) if value not in known)
            for key, known in allowed.items()
        }
        years = (value for value in _listed(words, "year") if not _span(value, available.years))
        found["year"] = tuple(years)
        return {key: values for key, values in found.items() if values}

    def words(self) -> dict[str, list[str]]:
        """The address of the selection: what `from_words` reads back; defaults are left out."""
        found = {
            "region": [self.region] if self.region else [],
            "level": [self.level] if self.level else [],
            "year": [str(year) for year in self.years],
            "scope": [] if self.beside else [self.scope or ALL],
            "applicant": [self.column] if self.column != "total" else [],
            "clean": ["1"] if self.only_clean else [],
            "without_largest": ["1"] if self.without_largest else [],
        }
        return {key: values for key, values in found.items() if values}

    def within(self, stratum: Stratum) -> Selection:
        """The same selection, narrowed to one stratum: what may be ranked."""
        return replace(self, scope=stratum.scope, level=stratum.level or NO_LEVEL, beside=False)


def _listed(words: Mapping[str, str | Sequence[str]], key: str) -> list[str]:
    value = words.get(key, ())
    values = [value] if isinstance(value, str) else list(value)
    return [part.strip() for text in values if isinstance(text, str) for part in text.split(",")]


def _one(words: Mapping[str, str | Sequence[str]], key: str, allowed: object) -> str | None:
    assert isinstance(allowed, (tuple, frozenset))
    return next((value for value in _listed(words, key) if value in allowed), None)


def _years(values: Sequence[str], held: Sequence[int]) -> tuple[int, ...]:
    chosen = {year for value in values for year in _span(value, held)}
    return tuple(sorted(chosen)) if chosen != set(held) else ()


def _span(value: str, held: Sequence[int]) -> list[int]:
    """The years held that a year or a span of the address means."""
    first, dash, last = value.partition("-")
    span = (first, last if dash else first)
    if not all(len(part) == 4 and part.isascii() and part.isdecimal() for part in span):
        return []
    return [year for year in held if int(span[0]) <= year <= int(span[1])]

"""Formulas of the declarations as SQL over `report r` of the columns.

A pattern that covers other figures in another edition (the outcomes of row six are one row in one,
three in another) becomes a CASE over the edition of its table as printed in each report. SQL's own
arithmetic keeps the rule of the house: a sum with an operand that has no value has none.
"""

from __future__ import annotations

from functools import cache

from goidata.analysis.selection import applicant_columns
from goidata.errors import UsageError
from goidata.form import Formula, all_fields, editions


def column_of(name: str) -> str:
    """The quoted column of a figure; UsageError where no edition declares the name."""
    field = all_fields().get(name)
    if field is None:
        raise UsageError.of("not_found.figure", name=name)
    return f'r."{field.database_name}"'


@cache
def names_by_edition(formula: Formula, column: str = "total") -> dict[str, tuple[str, ...]]:
    """The figures a formula covers, by edition; a name that an edition lacks is kept."""
    return {
        each.name: tuple(name for _, name in formula.names(each.fields, column=column))
        for each in editions()
    }


@cache
def expression(formula: Formula, column: str = "total") -> str:
    """The formula as SQL; `column` is the applicant type it is asked for."""
    if column not in applicant_columns():
        raise UsageError.of("not_found.applicant", column=column)
    terms = [_term(Formula(pattern, ((1, pattern),)), column) for _, pattern in formula.terms]
    signs = ["-" if sign < 0 else "+" for sign, _ in formula.terms]
    joined = " ".join(f"{sign} {term}" for sign, term in zip(signs, terms, strict=True))
    return f"({joined.removeprefix('+ ')})"


NOTHING = "NULL"

# What measures take from elsewhere than the figures; one value a report.
OPERANDS = {
    "claim.disclosed_items": "r.stated",
    "report.held": "1",
    "report.with_error": "(r.errors > 0)",
    "report.expected": NOTHING,  # belongs to units, not to reports: see coverage.coverage_by_year
    "population.inhabitants": "(SELECT any_value(p.inhabitants) FROM population p"
    " WHERE p.region = r.region AND p.year = r.year)",
    "finding.holds": "r.holds",
    "finding.decided": "r.decided",
}


def operand(formula: Formula | None, column: str = "total") -> str:
    """A numerator or denominator of any source as SQL; NULL where the measure has none."""
    if formula is None:
        return NOTHING
    return OPERANDS.get(formula.text) or expression(formula, column)


def operand_names(formula: Formula | None, column: str = "total") -> tuple[str, ...]:
    """The figures behind an operand, those of every edition."""
    if formula is None or formula.text in OPERANDS:
        return ()
    named = names_by_edition(formula, column).values()
    return tuple(dict.fromkeys(name for names in named for name in names))


def _term(formula: Formula, column: str) -> str:
    by_edition = names_by_edition(formula, column)
    if len(set(by_edition.values())) == 1:
        return _sum(next(iter(by_edition.values())))
    cases = " ".join(
        f"WHEN '{edition}' THEN {_sum(names)}" for edition, names in by_edition.items() if names
    )
    return f"(CASE r.edition_{_table(by_edition)} {cases} END)"


def _sum(names: tuple[str, ...]) -> str:
    return f"({' + '.join(map(column_of, names))})"


def _table(by_edition: dict[str, tuple[str, ...]]) -> str:
    tables = {all_fields()[name].table for names in by_edition.values() for name in names}
    if len(tables) != 1:
        raise ValueError(f"a pattern over several tables: {sorted(tables)}")
    return tables.pop()

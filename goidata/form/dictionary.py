"""The dictionary: every figure, check, measure and claim as declared, in tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goidata.form.checks import Check, checks, claim_kinds
from goidata.form.example import example, value_of, worked
from goidata.form.fields import Edition, Field, Table
from goidata.form.measures import Measure, measures
from goidata.wording import Both, say


@dataclass(frozen=True, slots=True)
class Listing:
    """A titled table of texts."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """The same as Markdown."""
        lines = [f"## {self.title}", "", _line(self.head), _line(["---"] * len(self.head))]
        return "\n".join([*lines, *map(_line, self.rows)]) + "\n"


def dictionary(editions: Sequence[Edition], language: str = "zh") -> Iterator[Listing]:
    """The figures of `editions`, table by table, then all checks, measures and claims."""
    for edition in editions:
        for table in edition.tables.values():
            yield _figures(edition, table, language)
    yield _checks(language)
    yield _measures(language)
    yield _claims(language)


def _head(listing: str, language: str) -> tuple[str, ...]:
    return tuple(say(f"dictionary.{listing}.{name}", language) for name in _HEADS[listing])


_HEADS = {
    "figures": ("name", "row", "column", "unit", "article", "example"),
    "checks": ("id", "severity", "check", "formula", "per", "basis", "example"),
    "measures": ("name", "measure", "numerator", "denominator", "unit", "note", "example"),
    "claims": ("name", "claim", "equals"),
}


def _figures(edition: Edition, table: Table, language: str) -> Listing:
    title = say(
        "dictionary.figures.title",
        language,
        table=table,
        edition=edition.name,
        notice=edition.notice,
    )
    rows = tuple(_figure(field, language) for field in edition.fields_of(table.name))
    return Listing(title, _head("figures", language), rows)


def _figure(field: Field, language: str) -> tuple[str, ...]:
    labels = (field.row.named(language), field.column.named(language))
    return (field.name, *labels, field.unit, field.article, f"{example()[field.name]:,}")


def _checks(language: str) -> Listing:
    rows = tuple(_check(check, language) for check in checks().values())
    return Listing(say("dictionary.checks.title", language), _head("checks", language), rows)


def _check(check: Check, language: str) -> tuple[str, ...]:
    basis = Both(check.basis, check.basis_en).named(language)
    shown, words = check_example(check, language), check.named(language)
    return (check.id, check.severity, words, formula(check), check.per, basis, shown)


# What a formula of a check is worked for, where it is applied to many.
_BOUND = {
    "column": "total",
    "row": "received",
    "block": "review",
    "documents": "normative_documents",
}


def check_example(check: Check, language: str) -> str:
    """The declared example of a check, else its formula with the figures of the example."""
    declared = Both(check.example_zh, check.example_en).named(language)
    if declared or check.left is None or check.right is None:
        return declared
    left, right = (worked(side, **_BOUND) for side in (check.left, check.right))
    return left + _RELATIONS[check.relation] + right


_RELATIONS = {"at_most": " ≤ ", "zero": " = 0", "positive": " > 0", "equal": " = "}


def formula(check: Check) -> str:
    """What a check compares: its sides and their relation, or the claims it covers."""
    if check.left is None or check.kind == "domain":
        return check.left.text if check.left else ", ".join(check.claims)
    left = " , ".join(check.figures) or check.left.text
    if check.right is None:
        return left + _RELATIONS[check.relation]
    if check.kind == "years":
        carried = f"{check.carried.text}(t−1) + " if check.carried else ""
        own = check.right.text if check.carried else f"{check.right.text}(t−1)"
        return f"{left}(t) = {carried}{own}"
    return left + _RELATIONS[check.relation] + check.right.text


def _measures(language: str) -> Listing:
    rows = tuple(_measure(each, language) for each in measures().values())
    return Listing(say("dictionary.measures.title", language), _head("measures", language), rows)


def _measure(measure: Measure, language: str) -> tuple[str, ...]:
    return (
        measure.name,
        measure.title(language),
        measure.numerator.text,
        measure.denominator.text if measure.denominator else "",
        measure.unit,
        measure.note(language),
        measure_example(measure),
    )


def measure_example(measure: Measure) -> str:
    """The measure worked with the figures of the example: "(37 + 12) / 97 = 50.5 %"."""
    top = worked(measure.numerator, column="total")
    if measure.denominator is None:
        value = value_of(measure.numerator)
        return top if len(measure.numerator.terms) == 1 else f"{top} = {value:,}"
    below = worked(measure.denominator, column="total")
    share = (
        (100 if measure.per == 1 else measure.per)
        * value_of(measure.numerator)
        / value_of(measure.denominator)
    )
    unit = " %" if measure.unit == "ratio" else ""
    return f"{_bracketed(top)} / {_bracketed(below)} = {share:.1f}{unit}"


def _bracketed(terms: str) -> str:
    return f"({terms})" if " " in terms else terms


def _claims(language: str) -> Listing:
    rows = tuple(
        (kind.name, kind.named(language), " | ".join(f.text for f in kind.equals))
        for kind in claim_kinds().values()
    )
    return Listing(say("dictionary.claims.title", language), _head("claims", language), rows)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

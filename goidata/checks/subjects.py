"""What a check was applied to, and the figures concerned, in the printed words of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from goidata.checks.finding import Finding
from goidata.form import TABLES, Check, Field, all_fields, checks, claim_kinds, editions
from goidata.form.ordinals import bare, without_bracket
from goidata.wording import say


def subject_label(finding: Finding, language: str = "zh") -> str:
    """What the check was applied to, as the form prints it; empty where there is nothing."""
    per, subject = checks()[finding.check].per, finding.subject
    if subject is None:
        return ""
    if subject in TABLES:
        return editions()[0].tables[subject].named(language)
    if per in ("figure", "figures"):
        return figure_label(subject, language)
    if per == "claim":
        return claim_kinds()[subject].named(language)
    if per == "documents":
        row = next(
            f.row for f in all_fields().values() if f.name.startswith(f"disclosure.{subject}.")
        )
        return row.named(language)
    return _labels(per, language).get(subject, subject)


def figure_label(name: str, language: str = "zh") -> str:
    """The printed words of a figure, of last year's with its year (`name@2022`); its name where no
    edition has it."""
    name, _, year = name.partition("@")
    field = all_fields().get(name)
    label = field.label(language) if field else name
    return of_year(label, year, language)


def row_labels(name: str, language: str = "zh") -> list[str]:
    """The row of a figure, behind the group that it stands in."""
    row = all_fields()[name].row
    groups = [group.named(language) for group in row.groups if not group.head]
    return [*groups[-1:], row.named(language)]


def column_label(name: str, language: str = "zh") -> str:
    """The column of a figure."""
    return all_fields()[name].column.named(language)


def part_label(check: Check, name: str, language: str) -> str:
    """The printed words of an operand, without what the subject already says."""
    name, _, year = name.partition("@")
    field = all_fields().get(name)
    if field is None:
        label = name
    elif check.per == "column":
        label = field.row.named(language)
    elif check.per in ("row", "block", "documents"):
        label = field.column.named(language)
    else:
        label = field.label(language)
    return of_year(bare(label), year, language)


def of_year(label: str, year: str, language: str) -> str:
    """A label with the year that a name carries, if it does."""
    return say("findings.said.of_year", language, label=label, year=year) if year else label


@cache
def _labels(per: str, language: str) -> Mapping[str, str]:
    fields: Iterable[Field] = editions()[0].fields.values()
    parts = (field.column if per == "column" else field.row for field in fields)
    return {part.name: without_bracket(part.named(language)) for part in parts if part.name}

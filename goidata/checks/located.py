"""Where on the form a finding belongs, as a person looks for it: 表三 · （七）总计 · 自然人."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.checks.failure import left_terms
from goidata.checks.finding import Finding
from goidata.checks.subjects import column_label, row_labels
from goidata.form import TABLES, all_fields, checks, editions
from goidata.form.ordinals import numeral, without_bracket
from goidata.wording import say


def located(finding: Finding, language: str) -> str:
    """Table, row and column of what is printed, as far as all figures concerned share them; the
    words, or the report as a whole, where none is."""
    if finding.claim is not None:
        return say("report.where.words", language)
    if names := printed(finding):
        return label_of(names, language)
    if finding.subject in TABLES:
        return table_number(str(finding.subject), language)
    return say("report.where.whole", language)


def facing(finding: Finding, language: str) -> str:
    """Of a statement of the narrative: the figures it is compared with; else empty."""
    names = [name for name in finding.operands if name in all_fields()]
    return label_of(names, language) if finding.claim is not None and names else ""


def printed(finding: Finding) -> list[str]:
    """The figures of the side that is printed; those concerned where no side is declared."""
    names = [name for _, name in left_terms(finding)]
    if checks()[finding.check].per == "figure" and finding.subject:
        names = [finding.subject]
    return [name for name in names or finding.operands if name in all_fields()]


def label_of(names: Sequence[str], language: str) -> str:
    """The table of some figures, and their row and column where these are the same for all."""
    fields = [all_fields()[name] for name in names]
    parts = [table_number(fields[0].table, language)]
    if len({(field.table, field.row.name) for field in fields}) == 1:
        parts += row_labels(names[0], language)
    if len({field.column.name for field in fields}) == 1:
        parts.append(column_label(names[0], language))
    return " · ".join(map(without_bracket, parts))


def table_number(table: str, language: str) -> str:
    """A table by the number of the section it stands in: 表三."""
    number = editions()[0].tables[table].section
    return say("report.where.table", language, number=number, ordinal=numeral(number))

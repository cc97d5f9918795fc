"""All words that the form prints, in normal form: what is none of them was written by an office."""

from __future__ import annotations

from functools import cache

from goidata.extraction.normal import label
from goidata.form import editions


@cache
def printed_in_tables() -> frozenset[str]:
    """The words of every head, group, row and column, in any edition."""
    return frozenset(
        label(text)
        for edition in editions()
        for table in edition.tables.values()
        for text in (
            *table.head,
            *(group.zh for group in table.groups),
            *(text for row in table.rows for text in (row.zh, *row.variants)),
            *(
                text
                for row in table.rows
                for column in row.columns
                for text in (column.zh, *column.variants)
            ),
        )
    )


@cache
def heads_of_columns() -> tuple[str, ...]:
    """The words over columns, in any edition."""
    rows = (row for form in editions() for table in form.tables.values() for row in table.rows)
    columns = (column for row in rows for column in row.columns)
    return tuple({label(text) for c in columns for text in (c.zh, *c.variants)})


@cache
def articles() -> tuple[str, ...]:
    """The articles that head a part of a table, in any edition: none of them labels a row."""
    tables = (table for form in editions() for table in form.tables.values())
    return tuple({label(group.zh) for table in tables for group in table.groups if group.head})


@cache
def in_tables() -> str:
    """These words, one behind the other."""
    return "|".join(sorted(printed_in_tables()))


@cache
def in_headings() -> str:
    """The words of the headings of sections, which stand before a table's first row."""
    headings = {
        label(text)
        for edition in editions()
        for section in edition.sections
        for text in (section.zh, *section.variants)
    }
    return "|".join(sorted(headings))

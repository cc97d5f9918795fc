"""What spreadsheets do to cells, and how it is prevented."""

from __future__ import annotations

SHEET_ROWS = 1_048_575  # what a sheet holds below its head
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: object) -> object:
    """`value`; a text that begins like a formula with an apostrophe in front. Numbers stay."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value

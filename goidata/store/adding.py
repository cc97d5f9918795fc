"""Sums in SQL that no figure can break."""

from __future__ import annotations


def added(value: str) -> str:
    """The SQL of the sum of `value` over the rows of a group, NULL where none has one.

    SQLite adds whole numbers in 64 bits and fails the statement that leaves them, which a few
    misprinted figures do. Added as binary fractions, sums are exact to 2**53, sixteen digits, and
    rounded beyond.
    """
    return f"SUM(CAST({value} AS REAL))"

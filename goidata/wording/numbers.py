"""How a number is written."""

from __future__ import annotations


def shown(number: int | float | None) -> str:
    """A number as a reader expects it, with a proper minus sign; a dash where there is none."""
    if number is None:
        return "—"
    text = str(number) if isinstance(number, int) else f"{number:.6f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")

"""How a number is written."""

from __future__ import annotations

MYRIAD = 10_000


def shown(number: int | float | None) -> str:
    """A number as a reader expects it, with a proper minus sign; a dash where there is none."""
    if number is None:
        return "—"
    text = str(number) if isinstance(number, int) else f"{number:.6f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def rounded(number: float, language: str) -> str:
    """A large number in few digits: in 万, or in English in k and M."""
    if language == "en":
        return f"{number / 1000:,.0f}k" if abs(number) < 1e6 else f"{number / 1e6:,.2f}M"
    return f"{number / MYRIAD:,.1f}".removesuffix(".0") + "万"

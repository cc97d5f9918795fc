"""Numbers as readers see them: thousands, 万, per cent, and what is not a number."""

from __future__ import annotations

from typing import Literal

from goidata.wording import rounded

Kind = Literal["count", "money", "share", "events"]  # how a number is written
DASH = "—"


def count(value: float | None) -> str:
    """A number with thousands separators; in parts, with up to six decimals: 万元 to the fen."""
    if value is None:
        return DASH
    if float(value).is_integer():
        return f"{int(value):,}"
    shown = f"{value:,.6f}".rstrip("0").rstrip(".")
    return f"{value:g}" if shown in ("0", "-0") else shown  # what is not nought is not shown as it


def short(value: float | None, language: str) -> str:
    """A count for a label in a chart, with two decimals: from 100,000 on in 万, or k and M."""
    if value is None or abs(value) < 100_000:
        return count(round(value, 2) if value and abs(value) >= 1 else value)
    return rounded(value, language)


def percent(share: float | None) -> str:
    """A share as per cent with one decimal; what is nearly all or nearly nothing is not rounded to
    all or nothing."""
    if share is None:
        return DASH
    shown = f"{share * 100:.1f}%"
    if shown == "100.0%" and share < 1:
        return ">99.9%"
    return "<0.1%" if shown == "0.0%" and share > 0 else shown


def written(value: float | None, kind: Kind) -> str:
    """A number in its kind; a dash where there is none."""
    if value is None:
        return DASH
    return {"share": percent, "events": events}.get(kind, count)(value)


def share_of(part: float | None, whole: float | None) -> float | None:
    """A part of a whole as a fraction; None where there is no whole to share."""
    return part / whole if part is not None and whole else None


def events(value: float) -> str:
    """Events per hundred or ten thousand: one decimal, two below ten where the second counts."""
    return f"{value:.1f}" if value >= 1 or not value else f"{value:.2f}"


def points(difference: float) -> str:
    """The difference of two shares in percentage points, signed."""
    shown = f"{difference * 100:+.1f}"
    return "±0.0" if shown in ("+0.0", "-0.0") else shown.replace("-", "−")


def signed(difference: float) -> str:
    """A signed count."""
    return ("+" if difference > 0 else "−" if difference < 0 else "±") + count(abs(difference))


def out_of(numerator: float | None, denominator: float | None) -> str:
    """n/N, as printed beside every percentage."""
    return f"{count(numerator)}/{count(denominator)}"

"""The marks of units in a chart: filled, or hollow where the report is in doubt."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from goidata.dashboard.palette import CLEAR
from goidata.dashboard.records import Record


def marker(
    rows: Sequence[Record], shades: Sequence[str], doubted: Container[int], **more: Any
) -> dict[str, Any]:
    """A Plotly marker a row in its shade; `more` gives size, opacity and the width of the edge."""
    fills = [
        CLEAR if row["report"] in doubted else shade
        for row, shade in zip(rows, shades, strict=True)
    ]
    width = more.pop("width", 2)
    return {"color": fills, "line": {"color": shades, "width": width}, **more}

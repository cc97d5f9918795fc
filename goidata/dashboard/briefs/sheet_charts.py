"""The native charts of a workbook, drawn of the numbers above them."""

from __future__ import annotations

from typing import Any

from goidata.dashboard.briefs.brief import Chart
from goidata.dashboard.briefs.native import format_of, unlabelled
from goidata.dashboard.palette import contrast, pale
from goidata.tables.cells import text

_SIZE = {"width": 640, "height": 320, "object_position": 1}


def native_chart(book: Any, sheet: str, top: int, chart: Chart) -> Any:
    """The chart of the numbers whose headings stand in row `top`."""
    stacked = chart.kind == "parts"
    drawn = book.add_chart(
        {"type": "bar", "subtype": "percent_stacked"} if stacked else {"type": "bar"}
    )
    last = top + len(chart.places)
    for column, each in enumerate(chart.series, 1):
        drawn.add_series(
            {
                "name": [sheet, top, column],
                "categories": [sheet, top + 1, 0, last, 0],
                "values": [sheet, top + 1, column, last, column],
                "fill": {"color": each.colour},
                "gap": 45,
                "points": [
                    {"fill": {"color": pale(each.colour)}} if place.pale else None
                    for place in chart.places
                ],
                "data_labels": {
                    "value": True,
                    "num_format": format_of(chart),
                    "position": "center" if stacked else "outside_end",
                    "font": {"size": 9, "color": contrast(each.colour) if stacked else "#1C2733"},
                    "custom": [
                        {"delete": True} if at in unlabelled(chart, each) else None
                        for at in range(len(chart.places))
                    ],
                },
            }
        )
    _look(drawn, chart)
    return drawn


def _look(drawn: Any, chart: Chart) -> None:
    drawn.set_title({"name": text(chart.title), "name_font": {"size": 12}})
    drawn.set_y_axis({"reverse": True, "num_font": {"size": 9}, "line": {"color": "#C9D0D4"}})
    most = {} if chart.kind == "counts" else {"max": 1}
    drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0, **most})
    drawn.set_legend({"position": "top"} if len(chart.series) > 1 else {"none": True})
    drawn.set_size(_SIZE)

"""A chart of a brief as a native chart of a slide, to be edited there with its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.util import Pt

from goidata.dashboard.briefs.brief import Chart, Series
from goidata.dashboard.numbers import count
from goidata.dashboard.palette import contrast, pale
from goidata.tables.cells import text
from goidata.tables.workbook import FORMATS

FONT = "Microsoft YaHei"
_DATA: Any = CategoryChartData  # in part without types
_COLOUR: Any = RGBColor
_GAP = 45  # per cent of a bar's width between bars
_DIGIT = 0.033  # of a bar, the room that a digit of a label takes


def format_of(chart: Chart) -> str:
    """The format of its labels; a part of nought has none."""
    return FORMATS[chart.form] + (";;" if chart.kind == "parts" else "")


def kind_of(chart: Chart) -> XL_CHART_TYPE:
    """Stacked to the whole for parts, else one bar beside the other."""
    return XL_CHART_TYPE.BAR_STACKED_100 if chart.kind == "parts" else XL_CHART_TYPE.BAR_CLUSTERED


def data_of(chart: Chart) -> Any:
    """The numbers; a place bears what stands at its end (n/N, the whole) in its label."""
    data: Any = _DATA(number_format=format_of(chart))
    data.categories = labels_of(chart)
    for each in chart.series:
        data.add_series(text(each.name), each.values)
    return data


def labels_of(chart: Chart) -> list[str]:
    """The labels of the places with what stands at their ends, none of them a formula."""
    return [text(" · ".join(filter(None, [p.label, p.end]))) for p in chart.places]


def style(native: NativeChart, chart: Chart, size: float) -> None:
    """Colours, labels and axes, with letters of `size` points."""
    native.font.size, native.font.name = Pt(size), FONT
    native.has_title = False
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.TOP
        native.legend.include_in_layout = False
    _axes(native, chart)
    plot = native.plots[0]
    plot.gap_width = _GAP
    if chart.kind == "parts":
        plot.overlap = 100
    for each, drawn in zip(chart.series, plot.series, strict=True):
        _series(drawn, each, chart, size)


def _axes(native: NativeChart, chart: Chart) -> None:
    native.category_axis.reverse_order = True  # the first place at the top
    native.category_axis.format.line.color.rgb = _COLOUR.from_string("C9D0D4")
    native.category_axis.has_major_gridlines = False
    native.value_axis.visible = False
    native.value_axis.has_major_gridlines = False
    native.value_axis.minimum_scale = 0
    if chart.kind != "counts":
        native.value_axis.maximum_scale = 1


def _series(drawn: Any, each: Series, chart: Chart, size: float) -> None:
    _fill(drawn.format, each.colour)
    labels = drawn.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = format_of(chart), False
    labels.font.size = Pt(size - 1)
    stacked = chart.kind == "parts"
    labels.position = XL_LABEL_POSITION.CENTER if stacked else XL_LABEL_POSITION.OUTSIDE_END
    if stacked:
        labels.font.color.rgb = _rgb(contrast(each.colour))
    for at in _pale(chart):
        _fill(drawn.points[at].format, pale(each.colour))
        if stacked:
            drawn.points[at].data_label.font.size = Pt(size - 1)
            drawn.points[at].data_label.font.color.rgb = _rgb(contrast(pale(each.colour)))
    for at in unlabelled(chart, each):
        drawn.points[at].data_label.text_frame.text = ""


def _pale(chart: Chart) -> Iterator[int]:
    return (at for at, place in enumerate(chart.places) if place.pale)


def unlabelled(chart: Chart, each: Series) -> list[int]:
    """The places where a part is too narrow for its number."""
    if chart.kind != "parts":
        return []
    wanted = [_DIGIT * len(count(value)) for value in each.values]
    return [at for at, least in enumerate(wanted) if chart.share(each, at) < least]


def _fill(target: Any, colour: str) -> None:
    target.fill.solid()
    target.fill.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> Any:
    return _COLOUR.from_string(colour.removeprefix("#").upper())

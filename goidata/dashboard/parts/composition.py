"""The parts of a total of each unit, as a bar as small as a line of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from goidata.analysis.rates import TINY
from goidata.analysis.selection import Selection
from goidata.dashboard.markup import fill
from goidata.dashboard.numbers import count, percent
from goidata.dashboard.palette import paler
from goidata.dashboard.records import Record, records
from goidata.dashboard.unit_table import Drawn
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words

SIZE = {"wide": 180, "tall": 16}
PALE = 0.35  # of the colours where there are too few cases to be compared

Ask = Callable[[Visit, Selection, Sequence[int]], pd.DataFrame]


def composed(
    title: Callable[[Words], str],
    ask: Ask,
    column: str,
    colours: Mapping[str, str],
    label: Callable[[str, str], str],
) -> Drawn:
    """A column of bars: `ask` gives report, `column` (the part), value and total; `label` names a
    part in a language. Parts stand in the order of `colours`."""

    def cells(visit: Visit, selection: Selection, agencies: Sequence[int]) -> dict[int, Markup]:
        by_report: dict[int, list[Record]] = {}
        for row in records(ask(visit, selection, agencies)):
            by_report.setdefault(int(row["report"]), []).append(row)
        return {report: bar(rows, visit.say) for report, rows in by_report.items()}

    def bar(rows: Sequence[Record], say: Words) -> Markup:
        whole = rows[0]["total"] or 0
        values = {row[column]: row["value"] or 0 for row in rows}
        drawn = [(part, values[part]) for part in colours if values.get(part, 0) > 0]
        if whole <= 0 or not drawn:
            return Markup()
        end = max(whole, sum(value for _, value in drawn))  # a faulty report may exceed its total
        bars, at = [], 0.0
        for part, value in drawn:
            shade = colours[part] if whole >= TINY else paler(colours[part], PALE)
            wide = SIZE["wide"] * value / end
            bars.append((at, wide, shade))
            at += wide
        said = [
            f"{label(part, say.language)} {count(value)} · {percent(value / end)}"
            for part, value in drawn
        ]
        drawing = fill("composition.svg", bars=bars, **SIZE)
        return fill("composition.html", drawing=drawing, said=say("units.and").join(said), **SIZE)

    def legend(say: Words) -> list[tuple[str, str]]:
        return [(label(part, say.language), colour) for part, colour in colours.items()]

    return Drawn(title, cells, legend)

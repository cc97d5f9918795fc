"""A brief as one page of the web that prints on two sheets of A4: no script, nothing fetched."""

from __future__ import annotations

from goidata.dashboard.briefs.brief import Brief, Grid
from goidata.dashboard.briefs.drawing import drawing
from goidata.dashboard.markup import fill
from goidata.dashboard.words import Words


def page_bytes(brief: Brief) -> bytes:
    """The page, in UTF-8."""
    say = Words(brief.language)
    page = fill(
        "brief.html",
        brief=brief,
        drawings=[
            drawing(chart, f"chart{at}") if chart.series else ""
            for at, chart in enumerate(brief.charts)
        ],
        no_chart=say("brief.no_chart"),
        missing=_listed(brief.missing, say),
        facts=" · ".join(f"{name}{say('mark.colon')}{text}" for name, text in brief.facts),
    )
    return page.encode()


def _listed(grid: Grid, say: Words) -> str:
    """A table of names as a sentence: it takes a tenth of the room."""
    if not grid.rows:
        return grid.empty if grid.title else ""
    said = [f"{row[0].shown} ({row[1].shown})" for row in grid.rows]
    return " ".join([say.listed(said), *grid.notes])

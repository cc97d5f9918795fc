"""A brief as one page of the web that prints on two sheets of A4: no script, nothing fetched."""

from __future__ import annotations

from functools import cache
from importlib import resources

from goidata.dashboard.briefs.brief import Amount, Brief, Chart, Grid, Indicator
from goidata.dashboard.briefs.drawing import drawing
from goidata.dashboard.markup import escaped
from goidata.dashboard.words import Words

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page_bytes(brief: Brief) -> bytes:
    """The page, in UTF-8."""
    say = Words(brief.language)
    first = (
        f"<header><h1>{escaped(brief.title)}</h1>"
        f'<p class="sub">{escaped(brief.subtitle)}</p>{_marks(brief)}</header>'
        f'<p class="lead">{escaped(brief.lead)}</p>{_said(brief)}{_six(brief)}'
        f'<div class="charts">{_figures(brief, say)}</div>'
    )
    second = (
        f'<header><p class="running"><b>{escaped(brief.title)}</b>'
        f"<span>{escaped(brief.subtitle)}</span></p>{_marks(brief)}</header>"
        f"{_grid(brief.units, summed=True)}{_grid(brief.faults)}{_listed(brief.missing, say)}"
        f"{_method(brief)}{_facts(brief, say)}"
    )
    language = "zh-CN" if brief.language == "zh" else "en"
    return (
        f'<!doctype html><html lang="{language}"><head>'
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escaped(brief.title)}</title><style>{_style()}</style></head>"
        f"<body><section>{first}</section><section>{second}</section></body></html>"
    ).encode()


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("page.css").read_text("utf-8")


def _marks(brief: Brief) -> str:
    marks = "".join(f"<b>{escaped(mark)}</b>" for mark in brief.marks)
    return f'<p class="marks">{marks}</p>'


def _said(brief: Brief) -> str:
    lines = "".join(f"<li>{escaped(text)}</li>" for text in brief.sentences)
    return f'<ul class="said">{lines}</ul>' if lines else ""


def _six(brief: Brief) -> str:
    cards = "".join(map(_indicator, brief.indicators))
    return f'<div class="six">{cards}</div>' if cards else ""


def _indicator(each: Indicator) -> str:
    look = ' class="pale"' if each.amount.pale else ""
    lines = [line for line in (each.amount.note, each.changed, each.stated) if line]
    small = "".join(f"<span>{escaped(line)}</span>" for line in lines)
    return (
        f'<div><span class="name">{escaped(each.name)}</span>'
        f"<b{look}>{escaped(each.amount.shown)}</b>{small}</div>"
    )


def _figures(brief: Brief, say: Words) -> str:
    return "".join(_figure(chart, number, say) for number, chart in enumerate(brief.charts))


def _figure(chart: Chart, number: int, say: Words) -> str:
    drawn = drawing(chart, f"chart{number}") if chart.series else _small([say("brief.no_chart")])
    head = f"<figcaption><h3>{escaped(chart.title)}</h3></figcaption>"
    return f"<figure>{head}{drawn}{_small(chart.notes)}</figure>"


def _small(notes: tuple[str, ...] | list[str]) -> str:
    return f'<p class="small">{escaped(" ".join(notes))}</p>' if notes else ""


def _grid(grid: Grid, summed: bool = False) -> str:
    """A table; the last row is the sum of all where it is `summed`."""
    if not grid.title:
        return ""
    title = f"<h2>{escaped(grid.title)}</h2>"
    if not grid.rows:
        return f'{title}<p class="small">{escaped(grid.empty)}</p>'
    whole = sum(grid.widths)
    columns = "".join(f'<col style="width:{w / whole:.1%}">' for w in grid.widths)
    numbers = [any(row[at].form != "text" for row in grid.rows) for at in range(len(grid.heads))]
    heads = "".join(
        f'<th scope="col"{_look(number)}>{escaped(head)}</th>'
        for head, number in zip(grid.heads, numbers, strict=True)
    )
    rows = "".join(
        ('<tr class="sum">' if summed and row is grid.rows[-1] else "<tr>")
        + "".join(map(_cell, row))
        + "</tr>"
        for row in grid.rows
    )
    return (
        f"{title}<table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{_small(grid.notes)}"
    )


def _look(number: bool) -> str:
    return ' class="number"' if number else ""


def _cell(amount: Amount) -> str:
    if amount.form == "text":
        return f"<td>{escaped(amount.shown)}</td>"
    note = f"<small>{escaped(amount.note)}</small>" if amount.note else ""
    look = "number pale" if amount.pale else "number"
    return f'<td class="{look}">{escaped(amount.shown)}{note}</td>'


def _listed(grid: Grid, say: Words) -> str:
    """A table of names as a paragraph: it takes a tenth of the room."""
    title = f"<h2>{escaped(grid.title)}</h2>" if grid.title else ""
    if not grid.rows:
        return f'{title}<p class="small">{escaped(grid.empty)}</p>' if title else ""
    said = [f"{row[0].shown} ({row[1].shown})" for row in grid.rows]
    return f"{title}{_small([say.listed(said), *grid.notes])}"


def _method(brief: Brief) -> str:
    lines = "".join(
        f"<div><dt>{escaped(name)}</dt> <dd>{escaped(text)}</dd></div>"
        for name, text in brief.method
    )
    return f"<h2>{escaped(brief.headings['method'])}</h2><dl>{lines}</dl>"


def _facts(brief: Brief, say: Words) -> str:
    facts = " · ".join(f"{name}{say('mark.colon')}{text}" for name, text in brief.facts)
    return f'<p class="small" style="margin-top:2mm;overflow-wrap:anywhere">{escaped(facts)}</p>'

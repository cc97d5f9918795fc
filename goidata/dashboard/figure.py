"""One figure of a report: what was printed, what was read, where it stands, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import DASH, count
from goidata.dashboard.records import Record
from goidata.dashboard.words import Words
from goidata.form import Field, all_fields

PLACE = (
    ("page", "page"),
    ("grid", "table"),
    ("cell_row", "row"),
    ("cell_column", "column"),
    ("line", "line"),
)


_REASON = {"zh": "reason", "en": "reason_en"}


def full_label(name: str, language: str) -> str:
    """The printed words of a figure with the groups above it, outermost first."""
    field = all_fields()[name]
    groups = [g.en if language == "en" else g.zh for g in field.row.groups if not g.head]
    return " › ".join([*groups[-1:], field.label(language)])


def detail_html(cell: Record, findings: Sequence[Record], say: Words) -> str:
    """Everything about the figure in `cell`, a row of `queries.form`; `findings` are those that
    fail on it."""
    field = all_fields()[cell["name"]]
    lines = [
        (say("figure.printed"), _printed(cell)),
        (say("figure.value"), _value(cell, field, say)),
        (say("figure.state"), escaped(say(f"state.{cell['state']}"))),
        (say("figure.reason"), escaped(cell[_REASON[say.language]] or "")),
        (say("figure.candidates"), _candidates(cell, say)),
        (say("figure.place"), escaped(place(cell, say))),
        (say("figure.line"), _context(cell)),
        (say("figure.name"), f"<code>{escaped(field.name)}</code>"),
    ]
    shown = "".join(f"<dt>{escaped(key)}</dt><dd>{value}</dd>" for key, value in lines if value)
    wrong = "".join(f"<li>{escaped(_sentence(found, say))}</li>" for found in findings)
    title = escaped(full_label(field.name, say.language))
    failing = f'<ul class="g-wrong">{wrong}</ul>' if wrong else ""
    return f'<div class="g-figure"><h3>{title}</h3><dl>{shown}</dl>{failing}</div>'


def place(cell: Record, say: Words) -> str:
    """Where a figure or a claim stands, in words; what the format does not count is left out."""
    parts = [
        say(f"place.{word}", n=int(cell[key])) for key, word in PLACE if cell.get(key) is not None
    ]
    return (" " if say.language == "zh" else ", ").join(parts)


def _printed(cell: Record) -> str:
    return f"<q>{escaped(cell['raw'])}</q>" if cell["raw"] else DASH


def _value(cell: Record, field: Field, say: Words) -> str:
    value = cell["value"]
    if value is None:
        return DASH
    whole = count(value) if field.integer else f"{value:,.6f}".rstrip("0").rstrip(".")
    unit = say("unit.count" if field.integer else "unit.money")
    return escaped(f"{whole} {unit}")


def _candidates(cell: Record, say: Words) -> str:
    return escaped(say.listed([count(each) for each in cell["candidates"]]))


def _context(cell: Record) -> str:
    return f'<span class="g-printed">{escaped(cell["context"])}</span>' if cell["context"] else ""


def _sentence(found: Record, say: Words) -> str:
    hinted = found.get(f"hint_{say.language}")
    hint = f" {hinted}" if hinted else ""
    return f"{found['check']}: {found[say.language]}{hint}"

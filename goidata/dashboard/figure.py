"""One figure of a report: what was printed, what was read, where it stands, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from goidata.checks.places import counted_off
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.numbers import DASH, count
from goidata.dashboard.records import Record
from goidata.dashboard.values import unit_of_field
from goidata.dashboard.words import Words
from goidata.form import Field, all_fields

# The parts of a place by the columns that hold them.
PLACE = {
    "page": "page",
    "line": "line",
    "table": "grid",
    "row": "cell_row",
    "column": "cell_column",
}


_REASON = {"zh": "reason", "en": "reason_en"}


def full_label(name: str, language: str) -> str:
    """The printed words of a figure with the groups above it, outermost first."""
    field = all_fields()[name]
    groups = [g.named(language) for g in field.row.groups if not g.head]
    return " › ".join([*groups[-1:], field.label(language)])


def detail_html(cell: Record, findings: Sequence[Record], say: Words) -> Markup:
    """Everything about the figure in `cell`, a row of `queries.form`; `findings` are those that
    fail on it."""
    field = all_fields()[cell["name"]]
    lines = [
        (say("figure.printed"), mark("quote", cell["raw"]) if cell["raw"] else DASH),
        (say("figure.value"), _value(cell, field, say)),
        (say("figure.state"), say(f"state.{cell['state']}")),
        (say("figure.reason"), cell[_REASON[say.language]]),
        (say("figure.candidates"), say.listed([count(each) for each in cell["candidates"]])),
        (say("figure.place"), place(cell, say)),
        (say("figure.line"), mark("printed", cell["context"]) if cell["context"] else ""),
        (say("figure.name"), mark("check", field.name)),
    ]
    title = full_label(field.name, say.language)
    wrong = [_sentence(found, say) for found in findings]
    return fill("figure.html", title=title, lines=lines, wrong=wrong)


def place(cell: Record, say: Words) -> str:
    """Where a figure or a claim stands, in words; what the format does not count is left out."""
    return counted_off({part: cell.get(key) for part, key in PLACE.items()}, say.language)


def _value(cell: Record, field: Field, say: Words) -> str:
    value = count(cell["value"])
    return value if value == DASH else f"{value} {unit_of_field(field, say)}"


def _sentence(found: Record, say: Words) -> str:
    hinted = found.get(f"hint_{say.language}")
    hint = f" {hinted}" if hinted else ""
    return f"{found[say.language]}{hint}"

"""What needs attention: reports with failing checks, and reports that could not be read in full."""

from __future__ import annotations

from markupsafe import Markup

from goidata.analysis import queries
from goidata.dashboard import address
from goidata.dashboard.arrival import with_selection
from goidata.dashboard.markup import mark
from goidata.dashboard.panel import heading, line, sentence, table
from goidata.dashboard.reading import told
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import link_to

MOST = 12


def attention(visit: Visit) -> None:
    """Failing checks of severity error or warning first, then reading problems, apart."""
    say = visit.say
    heading(say("attention.heading"), say("attention.beneath"))
    grave = visit.ask(queries.gravest, visit.selection, MOST)
    if grave.empty:
        sentence(say("attention.none"))
    else:
        head = [say(f"attention.{name}") for name in ("report", "check")]
        rows = [_failing(visit, row) for row in records(grave)]
        table(head, rows)
        if more := grave.attrs["all"] - len(grave):
            target = address.link("checks", with_selection(visit))
            line("g-beneath", mark("link", target, say("attention.others", n=more)))
    _unread(visit)


def _failing(visit: Visit, row: Record) -> list[str]:
    tag = mark("tag", row["severity"], visit.say(f"severity.{row['severity']}"))
    said = Markup("{} {}").format(tag, row[visit.language])
    return [link_to(visit, row), said]


def _unread(visit: Visit) -> None:
    """Reading problems are never mixed with what does not add up: a line of their own."""
    for row in records(visit.ask(queries.not_read, visit.selection, MOST)):
        text = told(row["unread"], row["recognised"], visit.say)
        line("g-unread", Markup("{} {}").format(link_to(visit, row), text))

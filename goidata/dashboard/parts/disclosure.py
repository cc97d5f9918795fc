"""Proactive disclosure: volumes stated in words, documents, licences, penalties, fees."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from goidata.analysis import labels, queries
from goidata.analysis.selection import Selection
from goidata.dashboard.headline import Headline
from goidata.dashboard.indicators import stated_in
from goidata.dashboard.markup import mark
from goidata.dashboard.palette import CHANNELS, DOCUMENTS
from goidata.dashboard.panel import sentence
from goidata.dashboard.parts.yearly import by_year
from goidata.dashboard.records import Record, records
from goidata.dashboard.unit_table import Drawn, View
from goidata.dashboard.values import value_of
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import measures

REGULATIONS = tuple(f"disclosure.regulations.{name}" for name in labels.COUNTS)


def is_stated_by_many(visit: Visit) -> bool:
    """Whether at least half of the reports state a volume; else a line says how few do, and the
    table of units begins with documents."""
    found = visit.ask(queries.volumes_by_year, visit.selection)
    stated, held = int(found["reports"].sum()), int(found["held"].sum())
    if 2 * stated >= held:
        return True
    said = "disclosure.few_state" if stated else "disclosure.no_state"
    sentence(visit.say(said, n=stated, N=held))
    return False


def yearly(visit: Visit, head: Headline) -> None:
    """Volumes, with how many state them, and documents issued, year by year: one below the other,
    for their scales are not alike."""
    found = visit.ask(queries.volumes_by_year, head.selection)
    by_year(
        visit,
        head,
        "disclosed_items",
        visit.say("unit.items"),
        CHANNELS["total"],
        found,
        stated_in(visit, head)["approximate"],
        visit.say("disclosure.mixed") if (found["channels"] > 1).any() else "",
    )
    unit = visit.say("unit.count")
    by_year(visit, head, "documents_issued", unit, DOCUMENTS["issued"])


def quotations(visit: Visit, selection: Selection, agencies: Sequence[int]) -> dict[int, Markup]:
    """The words in which each report states its volume, every channel on a line of its own."""
    found = visit.ask(queries.volumes, selection, True, agencies)
    said: dict[int, Markup] = {}
    for row in records(found[found["value"].notna()]):
        report = int(row["report"])
        said[report] = said.get(report, Markup()) + _stated(visit.say, row)
    return said


def _stated(say: Words, row: Record) -> Markup:
    channel = say(f"channel.{row['channel']}") if row["channel"] else say("channel.none")
    return mark("stated", channel, value_of(row, say).shown, row["quote"])


VOLUMES = View(
    "volumes",
    lambda say: measures()["disclosed_items"].title(say.language),
    ("disclosed_items",),
    (Drawn(lambda say: say("disclosure.stated"), quotations),),
    lambda say: say("disclosure.stated_beneath"),
)
OTHERS = (
    View(
        "documents",
        lambda say: labels.documents("normative_documents", say.language),
        ("documents_issued", "documents_repealed", "documents_net", "documents_in_force"),
    ),
    View(
        "regulations",
        lambda say: labels.documents("regulations", say.language),
        REGULATIONS,
        note=lambda say: say("disclosure.regulations_note"),
    ),
    View(
        "decisions",
        lambda say: say("disclosure.decisions"),
        ("licences", "penalties", "coercive_measures", "fees"),
        note=lambda say: say("disclosure.office_note"),
    ),
)


def views(led: bool) -> tuple[View, ...]:
    """What is listed by unit; volumes first where they lead the page."""
    return (VOLUMES, *OTHERS) if led else (*OTHERS, VOLUMES)

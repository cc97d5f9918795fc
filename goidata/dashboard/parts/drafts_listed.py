"""Several drafts at a glance: whose each is, and how much is to be mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from goidata.analysis.paper import RECOGNISED
from goidata.checks.faults import UNREAD
from goidata.dashboard.markup import mark
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import table
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called
from goidata.intake.drafts import Draft

FIRST = ("error", UNREAD, "warning")  # what asks to be mended, in this order


def listed(visit: Visit, found: Sequence[Draft]) -> None:
    """A line a file, in their order; nothing for a single one, which is told beneath anyway."""
    if len(found) < 2:
        return
    say = visit.say
    heads = [say("column.file"), say("column.unit"), *(say(f"precheck.n_{kind}") for kind in FIRST)]
    table(heads, [_line(visit, each) for each in found], "g-drafts")


def whose(visit: Visit, report: Mapping[str, Any]) -> str:
    """Whose report it is, and of which year."""
    region = report["region"]
    row = {"unit": report["unit"], "region": region["code"] if region else None}
    return f"{called(visit, row, str(report['unit']))} {report['year']}"


def to_mend(draft: Draft) -> dict[str, int]:
    """How much of each kind is to be mended; what a picture shows and no sum confirms is counted
    apart (`recognised`) from what was not read."""
    counts = {kind: sum(each.kind == kind for each in draft.told) for kind in FIRST}
    counts[UNREAD] -= recognised(draft)
    return counts


def recognised(draft: Draft) -> int:
    """How many figures a picture shows and no sum confirms."""
    return int(draft.report["counts"].get(RECOGNISED, 0)) if draft.report else 0


def _line(visit: Visit, draft: Draft) -> list[str]:
    if draft.report is None:
        refused = mark("tag", "error", visit.say("precheck.refused"))
        return [draft.name, refused, *("" for _ in FIRST)]
    numbers = [mark("number", count(n)) for n in to_mend(draft).values()]
    return [draft.name, whose(visit, draft.report), *numbers]

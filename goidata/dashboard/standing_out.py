"""What stands out of one unit's figures, in sentences that are computed and judge nothing, and
which questions they raise.

A rate stands out where chance alone would not explain how far it is from its peers (the 95 % limits
of a funnel), or how it changed; a count where its change is beyond chance and a fifth at least.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goidata.analysis.intervals import Z95
from goidata.analysis.rates import TINY
from goidata.dashboard.beside_peers import chance_said, place_said, typical_said
from goidata.dashboard.changes import both_sides
from goidata.dashboard.numbers import count, out_of
from goidata.dashboard.records import Record
from goidata.dashboard.values import measured, unit_of
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import vocabulary
from goidata.form import Measure, measures

FIFTH = 0.2
HIGH, LOW = ("high", "above"), ("low", "below")
# What a leader is told of, in this order, where it stands out.
LOOKED_AT = (
    "received",
    "disclosure_rate",
    "refusal_rate",
    "unable_rate",
    "not_processed_rate",
    "other_rate",
    "clearance_rate",
    "review_rate",
    "litigation_rate",
    "review_correction_rate",
    "litigation_correction_rate",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence on a measure, and the question that it raises; empty where it raises none."""

    measure: str
    sentence: str
    question: str = ""


def standing_out(
    visit: Visit, rows: Mapping[str, Record], reasons: Mapping[str, Record]
) -> list[Said]:
    """What stands out of rows of `queries.portrait`, by measure; `reasons` are the greatest under
    an outcome, by the rate of it."""
    said = []
    for name in LOOKED_AT:
        row = rows.get(name)
        if row is None or row["value"] is None:
            continue
        side, told = _against_peers(visit, measures()[name], row)
        changed = _changed(visit, measures()[name], row)
        if side or changed:
            sentence = _sentence(visit, measures()[name], row, [told, changed])
            question = _question(visit, name, side or _direction(row), row, reasons.get(name))
            said.append(Said(name, sentence, question))
    return said


def _against_peers(visit: Visit, measure: Measure, row: Record) -> tuple[str, str]:
    """On which side of its peers a rate stands out, and how that is told; empty where it does
    not."""
    place = row.get("place")
    side = "high" if place in HIGH else "low" if place in LOW else ""
    if not side or row["base"] in ("none", "tiny"):
        return "", ""
    parts = [typical_said(visit, measure, row, "short"), place_said(visit, row)]
    parts = [*filter(None, parts), chance_said(visit, row)]
    return side, visit.say("peers.comma").join(parts)


def _changed(visit: Visit, measure: Measure, row: Record) -> str:
    """The change against last year where it is beyond chance; empty where it is not."""
    change = {**row, "previous": row["before"], "previous_base": row["before_base"]}
    if row["before"] is None or not _beyond_chance(measure, row):
        return ""
    said = both_sides(measure, change, visit)
    return visit.say("peers.changed", year=row["year"] - 1, change=said) if said else ""


def _beyond_chance(measure: Measure, row: Record) -> bool:
    """Whether two years differ by more than chance: shares by their standard errors, events and
    counts as Poisson counts, and then by a fifth."""
    if measure.denominator is None:
        now, before = float(row["value"]), float(row["before"])
        apart = abs(now - before)
        return before >= TINY and apart > Z95 * math.sqrt(now + before) and apart >= FIFTH * before
    n, whole, before, before_whole = (
        float(row[key] or 0) for key in ("n", "N", "before_n", "before_N")
    )
    if min(whole, before_whole) < TINY or min(n, before) < 0:
        return False
    together = (n + before) / (whole + before_whole)
    spread = together if measure.per > 1 else together * (1 - together)
    error = math.sqrt(max(spread, 0) * (1 / whole + 1 / before_whole))
    return abs(n / whole - before / before_whole) > Z95 * error > 0


def _direction(row: Record) -> str:
    return "more" if row["value"] > row["before"] else "less"


def _sentence(visit: Visit, measure: Measure, row: Record, parts: Sequence[str]) -> str:
    value = measured(row, measure, visit.say)
    number = value.shown if value.fraction else f"{value.shown} {unit_of(measure, visit.say)}"
    said = visit.say("peers.comma").join(filter(None, parts))
    base = visit.say("peers.base", fraction=value.fraction) if value.fraction else ""
    unit = f" {value.unit}" if value.unit else ""
    return visit.say(
        "peers.sentence",
        what=measure.title(visit.language),
        value=f"{number.strip()}{unit}{base}",
        said=said,
    )


def _question(visit: Visit, name: str, side: str, row: Record, reason: Record | None) -> str:
    """The question declared for a measure on a side; empty where none is."""
    lead = visit.say(f"peers.lead_{side}")
    side = {"more": "high", "less": "low"}.get(side, side) if name != "received" else side
    entry = f"question.{name}_{side}"
    if entry not in vocabulary():
        return ""
    what = measures()[name].title(visit.language)
    words = {"what": what, "lead": lead, "n": count(row["n"])}
    if reason:
        words |= {"reason": reason["label"], "of": out_of(reason["value"], reason["total"])}
    elif "{reason}" in vocabulary()[entry][visit.language]:
        return ""
    return visit.say(entry, **words)


def of_itself(visit: Visit, reasons: Mapping[str, Record], asked: Sequence[Said]) -> Iterator[Said]:
    """What may be asked of the unit's own figures, whoever its peers are: of the greatest reason
    under each outcome, where the measure has no question yet."""
    known = {said.measure for said in asked if said.question}
    for name, reason in reasons.items():
        if name not in known and (reason["total"] or 0) >= TINY:
            words = {"reason": reason["label"], "of": out_of(reason["value"], reason["total"])}
            what = visit.say(f"question.{name}", what=reason["outcome"], **words)
            yield Said(name, "", what)

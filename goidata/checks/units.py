"""A report against those of other units: copied words, other places' names, sums over an area."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from goidata.checks.copies import ALIKE
from goidata.checks.finding import Finding, Number, Outcome, undetermined
from goidata.checks.held import Held
from goidata.checks.sound import sound
from goidata.extraction.report import Scope
from goidata.form import Check, checks
from goidata.regions import ancestors, by_code, is_within, official
from goidata.wording import Said

# What a government's report consolidates of its bodies'.
CONSOLIDATED = (
    "disclosure.licences",
    "disclosure.penalties",
    "disclosure.coercive_measures",
    "applications.received.total",
    "applications.handled_total.total",
    "review.total",
    "litigation_direct.total",
    "litigation_after_review.total",
)
COPIES = ("P-COPY",)
SUMS = ("SUM-OVER", "SUM-UNITS")
UNITS = (*COPIES, *SUMS)
PARTS = (Scope.OFFICE, Scope.DEPARTMENT, Scope.TOWNSHIP)
# A place named as the one that reports: …县人民政府, …区政府门户网站.
NAMED = re.compile(r"[\u4e00-\u9fff]{2,12}?(?=(?:人民)?政府|政务公开|政府信息公开|门户网站)")
LONGEST_NAME, SHORTEST_NAME = 12, 3


def against_others(
    now: Held, alike: tuple[float, str, int] | None, comparable: bool
) -> Iterator[Finding]:
    """The findings on copies. `alike` is the likest report of another unit: likeness, unit, year;
    `comparable` says whether the words are long enough to be compared with any."""
    yield from sound("P-COPY", partial(_copies, now, alike, comparable))


def _copies(now: Held, alike: tuple[float, str, int] | None, comparable: bool) -> Iterator[Finding]:
    check = checks()["P-COPY"]
    if now.abridged:
        yield undetermined(check, "form.abridged")
        return
    if strange := strange_place(now):
        said = Said.of("findings.others.strange_place", place=strange)
        yield Finding(check.id, None, Outcome.FAILS, check.severity, said=said, quote=strange)
    if not comparable:
        yield undetermined(check, "others.too_short")
    elif alike is None or alike[0] < ALIKE:
        yield Finding(check.id, None, Outcome.HOLDS, check.severity)
    else:
        share, unit, year = alike
        percent = round(100 * share)
        yield Finding(
            check.id,
            None,
            Outcome.FAILS,
            check.severity,
            left=percent,
            right=round(100 * ALIKE),
            said=Said.of("findings.others.copied", unit=unit, year=year, percent=percent),
        )


def strange_place(now: Held) -> str | None:
    """A county or city, far from the report's own region, that its words name as a government or
    site. Only whole official names count, and none that lies in the same province."""
    own = by_code(now.region) if now.region else None
    if own is None:
        return None
    province = (own, *ancestors(own))[-1]
    for found in NAMED.finditer(now.words):
        name = _official_end(found[0])
        places = [place for place in official(name or "") if place.level in ("city", "county")]
        if places and not any(is_within(place, province.code) for place in places):
            return name
    return None


def _official_end(text: str) -> str | None:
    """The longest official name that a text ends with."""
    for size in range(min(LONGEST_NAME, len(text)), SHORTEST_NAME - 1, -1):
        if official(text[-size:]):
            return text[-size:]
    return None


def against_consolidated(now: Held, whole: Held) -> Iterator[Finding]:
    """The findings on a unit whose government's report for the same region and year is `whole`."""
    yield from sound("SUM-OVER", partial(_over, now, whole))


def _over(now: Held, whole: Held) -> Iterator[Finding]:
    check = checks()["SUM-OVER"]
    if now.scope not in PARTS:
        return
    for name in CONSOLIDATED:
        own, total = now.values.get(name), whole.values.get(name)
        if name not in now.values or name not in whole.values:
            continue
        said = Said.of("findings.others.over", own=own, whole=whole.unit, total=total)
        over = None if own is None or total is None else own > total
        yield _on_figure(check, name, own, total, over, said)


def against_parts(
    now: Held, sums: Mapping[str, Number | None], units: int, complete: bool
) -> Iterator[Finding]:
    """The findings on a consolidated report over `units` units of its region and year, whose
    figures add up to `sums`."""
    yield from sound("SUM-UNITS", partial(_below, now, sums, units, complete))


def _below(
    now: Held, sums: Mapping[str, Number | None], units: int, complete: bool
) -> Iterator[Finding]:
    check = checks()["SUM-UNITS"]
    if now.scope is not Scope.GOVERNMENT or not units:
        return
    if not complete:
        yield undetermined(check, "others.not_declared")
        return
    for name in CONSOLIDATED:
        own, total = now.values.get(name), sums.get(name)
        if name not in now.values:
            continue
        below = None if own is None or total is None else own < total
        said = Said.of("findings.others.together", own=own, units=units, total=total)
        yield _on_figure(check, name, own, total, below, None if below is None else said)


def _on_figure(
    check: Check,
    name: str,
    own: Number | None,
    other: Number | None,
    fails: bool | None,
    said: Said | None,
) -> Finding:
    """The outcome on one figure; undetermined where `fails` is None."""
    decided = Outcome.FAILS if fails else Outcome.HOLDS
    return Finding(
        check=check.id,
        subject=name,
        outcome=Outcome.UNDETERMINED if fails is None else decided,
        severity=check.severity,
        left=own,
        right=other,
        operands={name: own},
        said=said,
    )

"""Which of several regions of one name a report means: decided by evidence, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from goidata.regions.names import short_forms
from goidata.regions.table import (
    Region,
    all_regions,
    ancestors,
    full_name,
    is_within,
    leading,
    named,
    standing,
)

# The title stands here; a place named further down may be one that was visited or quoted.
_HEAD = 200

_CODE = r"(010|02\d|0[3-9]\d{2})"
_PHONE = re.compile(
    rf"(?<![\d.]){_CODE}\s*[-—–―)]+\s*\d{{7,8}}(?!\d)"
    rf"|(?:电话|传真|热线)\D{{0,8}}{_CODE}\s*\d{{7,8}}(?!\d)"
)
_SPACE = re.compile(r"\s+")
_BETWEEN_HINTS = re.compile(r"[\\/\s_.,()\-—]+")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the evidence says: the region, or None; why, in words; what could have been meant."""

    region: Region | None
    reason: str
    candidates: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """A report as evidence: its head, its whole text, and the parts of its hints."""

    head: str
    whole: str
    phones: frozenset[str]
    parts: frozenset[str]


def decide(name: str, text: str, hints: Sequence[str] = (), *, year: int | None = None) -> Decision:
    """Decides which region `name`, as printed in the unit, means in a report.

    `text` is the whole report, `hints` its folder and file name, `year` the year it covers:
    regions that stood then are preferred. A name that only one region bears is decided by
    itself; another only if the evidence picks exactly one candidate and nothing as strong
    speaks for a second. Evidence, the strongest first: the superior right before the name, in
    the unit, the title or a hint; a telephone code or the name of the superior city; the
    province, where only one candidate lies in it.
    """
    unit = _joined(name)
    candidates = _candidates(unit, year)
    if not candidates:
        return Decision(None, f"no region is called {unit!r}", ())
    if len(candidates) == 1:
        return Decision(candidates[0], _alone(candidates[0], year), candidates)
    return _weigh(unit, candidates, _source(text, hints))


def _candidates(unit: str, year: int | None) -> tuple[Region, ...]:
    """The regions of a name; superiors may stand in front of it (江苏省徐州市鼓楼区)."""
    found = standing(unit, year) if year is not None else ()
    return found or named(unit) or _below(unit, year)


def _below(unit: str, year: int | None) -> tuple[Region, ...]:
    for head, superiors in leading(unit, short=True):
        inner = _candidates(unit[len(head) :], year)
        found = tuple(
            region for region in inner if any(_lies_below(region, above) for above in superiors)
        )
        if found:
            return found
    return ()


def _lies_below(region: Region, above: Region) -> bool:
    return region.code != above.code and is_within(region, above.code)


def _alone(region: Region, year: int | None) -> str:
    then = "" if year is None else f" in {year}"
    if region.stood_in(year) or year is None:
        return f"the only region of this name{then} is {full_name(region)}"
    return f"the only region of this name is {full_name(region)}, which did not stand{then}"


def _source(text: str, hints: Sequence[str]) -> _Source:
    plain = unicodedata.normalize("NFKC", text)
    joined = [_joined(hint) for hint in hints]
    parts = (
        part for hint in hints for part in _BETWEEN_HINTS.split(unicodedata.normalize("NFKC", hint))
    )
    report = _joined(plain)
    return _Source(
        "\n".join([report[:_HEAD], *joined]),
        "\n".join([report, *joined]),
        frozenset(one or other for one, other in _PHONE.findall(plain)),
        frozenset(parts),
    )


def _weigh(unit: str, candidates: tuple[Region, ...], source: _Source) -> Decision:
    before = _supported(candidates, lambda region: _right_before(unit, region, source))
    phone = _supported(candidates, lambda region: _telephone(region, source))
    city = _supported(candidates, lambda region: _city(region, source))
    province = _supported(candidates, lambda region: _province(region, source))
    strong = [before, phone] if len(before) == 1 else [before, phone, city]
    kinds = [kind for kind in strong if kind] or [province]
    if not any(kinds):
        return Decision(None, f"nothing decides between {_listed(candidates)}", candidates)
    chosen = [region for region in candidates if all(region in kind for kind in kinds)]
    if len(chosen) == 1:
        return Decision(chosen[0], "; ".join(kind[chosen[0]] for kind in kinds), candidates)
    words = "; ".join(dict.fromkeys(said for kind in kinds for said in kind.values()))
    return Decision(None, f"the evidence does not pick one region: {words}", candidates)


def _supported(
    candidates: tuple[Region, ...], evidence: Callable[[Region], str | None]
) -> dict[Region, str]:
    """The candidates for which one kind of evidence speaks, with its words."""
    return {region: said for region in candidates if (said := evidence(region))}


def _right_before(unit: str, region: Region, source: _Source) -> str | None:
    for above in ancestors(region):
        for form in (above.name, *short_forms(above.name)):
            if any(_has(source.head, form + own, form) for own in {region.name, unit}):
                return f"{form} stands right before the name"
    return None


def _telephone(region: Region, source: _Source) -> str | None:
    holder = next((each for each in (region, *ancestors(region)) if each.area_code), None)
    if holder is None or holder.area_code not in source.phones:
        return None
    return f"the telephone code {holder.area_code} is that of {holder.name}"


def _city(region: Region, source: _Source) -> str | None:
    return _mentioned((above for above in ancestors(region) if _is_city(above)), source)


def _province(region: Region, source: _Source) -> str | None:
    return _mentioned((above for above in ancestors(region) if not _is_city(above)), source)


def _is_city(region: Region) -> bool:
    return region.level == "city" or region.name.endswith("市")


def _mentioned(regions: Iterable[Region], source: _Source) -> str | None:
    for region in regions:
        short = short_forms(region.name)
        official = [region.name, *(form for form in short if form.endswith("州"))]
        if any(_has(source.whole, form, form) for form in official if len(form) > 2):
            return f"{region.name} is named"
        if any(form in source.parts for form in (region.name, *short)):
            return f"{region.name} is in the name of the folder or file"
    return None


def _has(text: str, words: str, place: str) -> bool:
    """Whether `words` stand in `text`, and not only inside a longer place (鞍山市 in 马鞍山市)."""
    if words not in text:
        return False
    for longer in _longer(place):
        text = text.replace(longer, "\n")
    return re.search(re.escape(words) + "(?!场)", text) is not None


@cache
def _longer(place: str) -> tuple[str, ...]:
    return tuple({each.name for each in all_regions() if place in each.name} - {place})


def _listed(regions: Iterable[Region]) -> str:
    return ", ".join(f"{full_name(region)} ({region.code})" for region in regions)


def _joined(text: str) -> str:
    """Width and white space do not matter: a name may be split over two lines."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))

"""Which of several regions of one name a report means: decided by evidence, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from goidata.regions.names import short_forms
from goidata.regions.sites import Site, points_to, province_site, site_in
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
# Places that were visited or taken for an example are not the report's own.
_NOT_VISITED = "(?<![赴到往去])"
_NOT_LEARNT_FROM = "(?!场|等地|学习|考察|交流|经验|先进)"
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
    """A report as evidence: its head, its whole text, the parts of its hints, the site of its page
    and those whose addresses stand in the text."""

    head: str
    whole: str
    phones: frozenset[str]
    parts: frozenset[str]
    site: Site
    sites: Site


def decide(
    name: str,
    text: str,
    hints: Sequence[str] = (),
    addresses: Sequence[str] = (),
    *,
    year: int | None = None,
) -> Decision:
    """Decides which region `name`, as printed in the unit, means in a report.

    `text` is the whole report, `hints` its folder and file name, `addresses` where the page says
    that it stands, `year` the year it covers: regions that stood then are preferred. A name that
    only one region bears is decided by itself; another only if the evidence picks exactly one
    candidate and nothing as strong speaks for a second. Evidence, the strongest first: the
    superior right before the name, in the unit, the title or a hint; a telephone code, the address
    of the site, or the name of the superior city; the province, where only one candidate lies in
    it.
    """
    unit = joined(name)
    candidates = _candidates(unit, year)
    if not candidates:
        return Decision(None, f"no region is called {unit!r}", ())
    if len(candidates) == 1:
        return Decision(candidates[0], _alone(candidates[0], year), candidates)
    return _weigh(unit, candidates, _source(text, hints, addresses))


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


def _source(text: str, hints: Sequence[str], addresses: Sequence[str]) -> _Source:
    plain = unicodedata.normalize("NFKC", text)
    beside = [joined(hint) for hint in hints]
    parts = (
        part for hint in hints for part in _BETWEEN_HINTS.split(unicodedata.normalize("NFKC", hint))
    )
    report = joined(plain)
    return _Source(
        "\n".join([report[:_HEAD], *beside]),
        "\n".join([report, *beside]),
        frozenset(one or other for one, other in _PHONE.findall(plain)),
        frozenset(parts),
        site_in(addresses),
        site_in([plain]),
    )


def _weigh(unit: str, candidates: tuple[Region, ...], source: _Source) -> Decision:
    before = _supported(candidates, lambda region: _right_before(unit, region, source))
    phone = _supported(candidates, lambda region: _telephone(region, source))
    city = _supported(candidates, lambda region: _city(region, source))
    province = _supported(candidates, lambda region: _province(region, source))
    site = _supported(candidates, lambda region: _site(region, source))
    strong = [before, phone, site] if len(before) == 1 else [before, phone, site, city]
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


def _site(region: Region, source: _Source) -> str | None:
    """The site of the page; where that says nothing, those that the text names."""
    part = points_to(region, source.site) or points_to(region, source.sites)
    return f"the site {part} is that of {region.name} or its city" if part else None


def _city(region: Region, source: _Source) -> str | None:
    return _mentioned((above for above in ancestors(region) if _is_city(above)), source)


def _province(region: Region, source: _Source) -> str | None:
    above = [each for each in ancestors(region) if not _is_city(each)]
    part = next((p for each in above if (p := province_site(each, source.site))), None)
    said = f"the site {part} is that of the province" if part else None
    return _mentioned(above, source) or said


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
    return re.search(f"{_NOT_VISITED}{re.escape(words)}{_NOT_LEARNT_FROM}", text) is not None


@cache
def _longer(place: str) -> tuple[str, ...]:
    return tuple({each.name for each in all_regions() if place in each.name} - {place})


def _listed(regions: Iterable[Region]) -> str:
    return ", ".join(f"{full_name(region)} ({region.code})" for region in regions)


def joined(text: str) -> str:
    """A text without white space, its widths made equal: a name may be split over two lines."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))

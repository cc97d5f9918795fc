"""The regions of China down to the county: code, superior, centre, telephone code, years.

Sources, licences and known gaps are in SOURCES.md beside the table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from goidata.regions.names import short_forms

_WITHOUT_RULES = ("地区", "盟")


@dataclass(frozen=True, slots=True)
class Region:
    """One row of the table.

    `level` is province, city or county; `longitude` and `latitude` are degrees, for bubbles.
    `valid_from` and `valid_to` are the first and the last year at whose end the region stood
    under this code, so a report of year Y belongs to the region that stood when it was written;
    None: stood before 2019, stands today.
    """

    code: str
    name: str
    level: str
    parent: str | None
    longitude: float | None
    latitude: float | None
    area_code: str | None
    valid_from: int | None
    valid_to: int | None

    def stood_in(self, year: int | None) -> bool:
        """Whether the region stood at the end of `year`; None asks about today."""
        if year is None:
            return self.valid_to is None
        return (self.valid_from or year) <= year <= (self.valid_to or year)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name that stands for a region: a zone that administers it, or a former name."""

    name: str
    code: str
    valid_to: int | None
    note: str


@cache
def all_regions() -> tuple[Region, ...]:
    """Every region, in the order of the codes, those that no longer stand included."""
    return tuple(_region(row) for row in _rows("regions.csv"))


@cache
def all_aliases() -> tuple[Alias, ...]:
    """Every alias of the table of aliases."""
    return tuple(
        Alias(row[0], row[1], int(row[2]) if row[2] else None, row[3])
        for row in _rows("aliases.csv")
    )


def by_code(code: str) -> Region | None:
    """The region of a six-digit code, or None."""
    return _by_code().get(code)


def official(name: str) -> tuple[Region, ...]:
    """The regions of which `name` is the official name or an alias, in the order of the codes."""
    return _official().get(name, ())


def named(name: str) -> tuple[Region, ...]:
    """The regions called `name`: official name or alias first, then short form (北京, 恩施州)."""
    return tuple(dict.fromkeys(official(name) + _short().get(name, ())))


def standing(name: str, year: int | None) -> tuple[Region, ...]:
    """The regions called `name` at the end of `year` (None: today), former names left out."""
    ended = {alias.code for alias in all_aliases() if alias.name == name and _ended(alias, year)}
    return tuple(
        region for region in named(name) if region.stood_in(year) and region.code not in ended
    )


def leading(text: str, *, short: bool = False) -> list[tuple[str, tuple[Region, ...]]]:
    """The region names with which `text` begins, the longest first, each with its regions.

    Official names and aliases only, unless `short`: a short form is also the beginning of
    words that are no place (新华书店).
    """
    find = named if short else official
    longest = min(len(text), longest_name())
    heads = (text[:length] for length in range(longest, 1, -1))
    return [(head, regions) for head in heads if (regions := find(head))]


def ancestors(region: Region) -> tuple[Region, ...]:
    """The regions above, the parent first; none above a province."""
    found: list[Region] = []
    above = region.parent
    while above is not None:
        found.append(_by_code()[above])
        above = found[-1].parent
    return tuple(found)


def children(code: str, year: int | None = None) -> tuple[Region, ...]:
    """The regions directly below that stood at the end of `year` (None: that stand today)."""
    return tuple(region for region in _children().get(code, ()) if region.stood_in(year))


def is_within(region: Region, code: str) -> bool:
    """Whether `region` is the region of `code` or lies below it."""
    return region.code == code or any(above.code == code for above in ancestors(region))


def full_name(region: Region) -> str:
    """The name with all superiors in front: 四川省攀枝花市米易县."""
    return "".join(above.name for above in reversed(ancestors(region))) + region.name


def is_regulation_maker(region: Region) -> bool:
    """Whether the region's government may make 规章.

    Provinces, cities with districts, autonomous prefectures, and the four cities without
    districts; not 地区 and 盟, which are offices of the province, and no county.
    """
    return region.level == "province" or (
        region.level == "city" and not region.name.endswith(_WITHOUT_RULES)
    )


def _ended(alias: Alias, year: int | None) -> bool:
    return alias.valid_to is not None and (year is None or year > alias.valid_to)


def _rows(file: str) -> list[list[str]]:
    text = (files(__package__) / file).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]


def _region(row: list[str]) -> Region:
    code, name, level, parent, longitude, latitude, area_code, first, last = row
    return Region(
        code,
        name,
        level,
        parent or None,
        float(longitude) if longitude else None,
        float(latitude) if latitude else None,
        area_code or None,
        int(first) if first else None,
        int(last) if last else None,
    )


@cache
def _by_code() -> dict[str, Region]:
    return {region.code: region for region in all_regions()}


@cache
def _children() -> dict[str, tuple[Region, ...]]:
    return _grouped((region.parent, region) for region in all_regions() if region.parent)


@cache
def _official() -> dict[str, tuple[Region, ...]]:
    aliases = ((alias.name, _by_code()[alias.code]) for alias in all_aliases())
    return _grouped(((region.name, region) for region in all_regions()), aliases)


@cache
def _short() -> dict[str, tuple[Region, ...]]:
    return _grouped((form, region) for region in all_regions() for form in short_forms(region.name))


@cache
def longest_name() -> int:
    """The characters of the longest official name or alias."""
    return max(map(len, _official()))


def _grouped(*groups: Iterable[tuple[str, Region]]) -> dict[str, tuple[Region, ...]]:
    found: dict[str, dict[str, Region]] = {}
    for name, region in chain.from_iterable(groups):
        found.setdefault(name, {})[region.code] = region
    return {name: tuple(same[code] for code in sorted(same)) for name, same in found.items()}

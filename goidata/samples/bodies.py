"""Which bodies report in a sample: governments of real regions, and the offices, departments and
townships below them, region after region."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from goidata.declared import load
from goidata.regions import Region, all_regions, full_name, is_within

FILE = "samples/bodies.toml"


@dataclass(frozen=True, slots=True)
class Townships:
    """Names of townships: a stem with a kind behind it, so many to a county at `most`."""

    stems: tuple[str, ...]
    kinds: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Shares:
    """Of the units, those that are governments; of the regions, those whose office comes first."""

    governments: float
    offices: float


@dataclass(frozen=True, slots=True)
class Median:
    """What falls to the government of a region in the middle of its level, a year."""

    applications: float
    licences: float
    items: float


@dataclass(frozen=True, slots=True)
class Volumes:
    """The medians of each level, and the part (from, to) that one body of a region has of them."""

    province: Median
    city: Median
    county: Median
    part: tuple[float, ...]
    items_part: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bodies:
    """What bodies.toml declares."""

    without: tuple[str, ...]
    government: str
    office: str
    departments: tuple[str, ...]
    townships: Townships
    calls: Mapping[str, str]
    shares: Shares
    volumes: Volumes


@dataclass(frozen=True, slots=True)
class Body:
    """A reporting body: its name with its superiors in front, what it is called without them, its
    region, and its medians a year; `area` is that of the applications of its region's government.
    `whole` says that it reports for the area."""

    name: str
    own: str
    region: Region
    area: float
    applications: float
    licences: float
    items: float
    whole: bool


@cache
def declared() -> Bodies:
    """What is declared of bodies. Raises DeclarationError."""
    return load(FILE, Bodies)


def calls() -> Mapping[str, str]:
    """What a body calls itself, by the end of its name."""
    return declared().calls


def regions(within: str | None = None) -> list[Region]:
    """The regions whose bodies publish reports, all or those `within` a code."""
    return [
        region
        for region in all_regions()
        if region.valid_to is None
        and not region.code.startswith(declared().without)
        and (within is None or is_within(region, within))
    ]


def most(within: str | None = None) -> int:
    """How many bodies there are to draw from."""
    return sum(1 + _others(region) for region in regions(within))


def bodies(count: int, source: random.Random, within: str | None = None) -> Iterator[Body]:
    """`count` bodies, no two alike, at most `most`: a region's government, then other bodies of it,
    region after region. The other bodies fall to the regions evenly."""
    standing = regions(within)
    source.shuffle(standing)
    shared = max(1, round(count * declared().shares.governments))
    chosen = standing[: min(len(standing), max(shared, 1))]
    each, left = _dealt(count - len(chosen), list(map(_others, chosen)))
    for region in chosen:
        more = _others(region) > each and left > 0
        left -= more
        yield from _of(region, min(each, _others(region)) + more, source)


def _dealt(count: int, places: Sequence[int]) -> tuple[int, int]:
    """How many of `count` each place gets where it has room, and how many are left for one more
    each."""
    each, left = 0, count
    while left > 0 and (open_ := sum(room > each for room in places)) and left >= open_:
        each, left = each + 1, left - open_
    return each, left


def _of(region: Region, others: int, source: random.Random) -> Iterator[Body]:
    spread = source.lognormvariate(0, 1.1), source.lognormvariate(0, 0.9)
    yield _body(region, declared().government, (1.0, 1.0), spread)
    volumes = declared().volumes
    for own in _names(region, source)[:others]:
        parts = source.uniform(*volumes.part), source.uniform(*volumes.items_part)
        yield _body(region, own, parts, spread)


def _others(region: Region) -> int:
    """How many bodies a region has beside its government."""
    townships = declared().townships.most if region.level == "county" else 0
    return 1 + len(declared().departments) + townships


def _names(region: Region, source: random.Random) -> list[str]:
    """The other bodies of a region, in the order in which they are drawn."""
    provincial = region.level == "province" and not region.name.endswith("市")
    names = [name.split("|")[0 if provincial else -1] for name in declared().departments]
    if region.level == "county":
        townships = declared().townships
        stems = source.sample(townships.stems, townships.most)
        names += [stem + source.choice(townships.kinds) for stem in stems]
    source.shuffle(names)
    first = source.random() < declared().shares.offices
    names.insert(0 if first else source.randint(1, len(names)), declared().office)
    return names


def _body(region: Region, own: str, part: tuple[float, float], spread: tuple[float, float]) -> Body:
    medians: Mapping[str, Median] = {
        level: getattr(declared().volumes, level) for level in ("province", "city", "county")
    }
    median = medians[region.level]
    return Body(
        full_name(region) + own,
        own,
        region,
        median.applications * spread[0],
        median.applications * part[0] * spread[0],
        0.0 if own == declared().office else median.licences * part[0] * spread[1],
        median.items * part[1] * spread[1],
        own == declared().government,
    )

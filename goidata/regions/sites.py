"""What the address of a government's site says of its region: miyi.gov.cn, gl.xuzhou.gov.cn.

Names are spelt as in spellings.csv. Addresses are evidence, not keys: several regions may share
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from goidata.regions.spelling import spellings
from goidata.regions.table import Region, ancestors, by_code

_HOST = re.compile(r"(?<![\w.-])(?:[\w.-]{1,80}@)?((?:[a-z0-9-]{1,40}\.){1,5})gov\.cn\b", re.I)
_GENERAL = frozenset(["www", "zwgk", "xxgk", "gk", "zfxxgk", "m", "wap"])
_KINDS = ("", "q", "x", "s", "qu", "xian", "shi")


class Site(NamedTuple):
    """The parts of the hosts of government sites: the `names` right before gov.cn, all of them, and
    the names before which another part stands, which may be a district's or a department's."""

    names: frozenset[str]
    parts: frozenset[str]
    divided: frozenset[str]


def site_in(texts: Iterable[str]) -> Site:
    """The government sites whose addresses stand in `texts`."""
    hosts = [host.lower().strip(".").split(".") for t in texts for host in _HOST.findall(t)]
    return Site(
        frozenset(host[-1] for host in hosts),
        frozenset(part for host in hosts for part in host),
        frozenset(host[-1] for host in hosts if not _GENERAL.issuperset(host[:-1])),
    )


def points_to(region: Region, site: Site) -> str | None:
    """The part of an address that names a region together with a superior, or the city above it."""
    for part in sorted(site.parts):
        if any(region is each for each in _with_superior(part)):
            return part
        if any(part == _spelling(above) for above in ancestors(region) if above.level == "city"):
            return part
    return None


def province_site(region: Region, site: Site) -> str | None:
    """The name of the site of a province, by its spelling or its initials."""
    return next(
        (n for n in sorted(site.names) if n in {_spelling(region), *_initials(region)}), None
    )


def of_site(site: Site) -> frozenset[Region]:
    """The regions below a province whose government a site may be; several may be spelt alike. A
    site that is divided is no city's: the part before may be any of its districts."""
    found: set[Region] = set()
    for name in site.names:
        spelt = {each for core in _cores(name) for each in _spelt().get(core, ())}
        spelt.update(_with_superior(name))
        found.update(r for r in spelt if r.level == "county" or name not in site.divided)
    return frozenset(each for each in found if each.level != "province")


def _cores(name: str) -> Iterator[str]:
    """The name without what may be its kind (大通区 as datongq, datongqu)."""
    for kind in _KINDS:
        if name.endswith(kind) and len(name) > len(kind):
            yield name[: len(name) - len(kind)]


def _with_superior(name: str) -> Iterator[Region]:
    """The regions that a name means which spells or shortens a superior's and theirs (xzgl)."""
    for core in _cores(name):
        for cut in range(2, len(core) - 1):
            above = _called().get(core[:cut], ())
            for region in _called().get(core[cut:], ()) if above else ():
                if any(each in above for each in ancestors(region)):
                    yield region


@cache
def _called() -> dict[str, frozenset[Region]]:
    """The regions by their spelling and their initials."""
    found: dict[str, set[Region]] = {}
    for region in _regions():
        for form in (_spelling(region), *_initials(region)):
            found.setdefault(form, set()).add(region)
    return {form: frozenset(regions) for form, regions in found.items()}


@cache
def _spelt() -> dict[str, frozenset[Region]]:
    """The regions by their spelling alone: initials alone are too few to tell."""
    found: dict[str, set[Region]] = {}
    for region in _regions():
        found.setdefault(_spelling(region), set()).add(region)
    return {form: frozenset(regions) for form, regions in found.items()}


def _regions() -> list[Region]:
    return [region for code in spellings() if (region := by_code(code))]


def _spelling(region: Region) -> str:
    return "".join(_syllables(region))


def _initials(region: Region) -> tuple[str, ...]:
    """The initials, also with zh, ch and sh as two letters."""
    syllables = _syllables(region)
    short = "".join(each[0] for each in syllables)
    long = "".join(each[: 1 + (each[1:2] == "h")] for each in syllables)
    return tuple(dict.fromkeys([short, long]))


def _syllables(region: Region) -> tuple[str, ...]:
    spelt = spellings().get(region.code)
    return spelt.syllables if spelt else ()

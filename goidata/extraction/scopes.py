"""What kind of body reports, by its name, and the place that its name begins with."""

from __future__ import annotations

from goidata.extraction.report import Scope
from goidata.form.wordings import wordings
from goidata.regions import Region, is_within, leading, named

_KINDS = "州县旗"


def scope_of(unit: str) -> Scope:
    """The scope of the body called `unit`, told by the end of its name."""
    words = wordings().identity
    if named(unit):
        return Scope.GOVERNMENT
    if unit.endswith(words["township"]):
        return Scope.TOWNSHIP
    if unit.endswith(words["office"]):
        return Scope.OFFICE
    if unit.endswith(words["bare_office"]) and not any(trade in unit for trade in words["trade"]):
        return Scope.OFFICE
    if unit.endswith(words["government"]) or _is_zone(unit):
        return Scope.GOVERNMENT
    if unit.endswith(words["other"]):
        return Scope.OTHER
    return Scope.DEPARTMENT if unit.endswith(words["department"]) else Scope.OTHER


def _is_zone(unit: str) -> bool:
    """A zone, or its committee; the committees of a trade (…监督管理委员会) are departments."""
    words = wordings().identity
    for ending in words["zone_government"]:
        place = unit.removesuffix(ending)
        if place != unit:
            return place.endswith(words["zone"]) or bool(named(place))
    return unit.endswith(words["zone"])


def places(unit: str) -> tuple[str, ...]:
    """The names of regions with which `unit` begins, each within the one before."""
    found: list[str] = []
    above: tuple[Region, ...] = ()
    rest = unit
    for body in wordings().identity["national"]:
        rest = rest.removeprefix(body)
    while step := _step(rest, above):
        name, above = step
        found.append(name)
        rest = rest[len(name) :]
    return tuple(found)


def _step(rest: str, above: tuple[Region, ...]) -> tuple[str, tuple[Region, ...]] | None:
    for name, regions in leading(rest):
        within = tuple(
            each
            for each in regions
            if not above or any(each != over and is_within(each, over.code) for over in above)
        )
        if within:
            return name, within
    return (_of_a_people(rest) or _shortened(rest)) if not above else None


def _of_a_people(rest: str) -> tuple[str, tuple[Region, ...]] | None:
    """An autonomous place called without its peoples (临夏州, 张家川县), where one alone is called
    so."""
    for name, regions in leading(rest, short=True):
        autonomous = len(regions) == 1 and "自治" in regions[0].name
        if autonomous and name[-1] == regions[0].name[-1] and name[-1] in _KINDS:
            return name, regions
    return None


def _shortened(rest: str) -> tuple[str, tuple[Region, ...]] | None:
    """A short form with which a name begins (徐州鼓楼区), known by the name of a region within it
    that follows."""
    for name, regions in leading(rest, short=True):
        for _, inner in leading(rest[len(name) :]):
            over = tuple(each for each in regions if any(lies_in(one, each) for one in inner))
            if over:
                return name, over
    return None


def lies_in(region: Region, above: Region) -> bool:
    """Whether `region` is one below `above`."""
    return region != above and is_within(region, above.code)


def without_superior(unit: str) -> str:
    """`unit` without the names of the places above its own (攀枝花市米易县… → 米易县…)."""
    found = places(unit)
    above = "".join(found[:-1])
    return unit.removeprefix(above) if above else unit

"""The region of a body whose name does not say it (城关镇, 县水务局): by what else is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goidata.regions.evidence import Decision, decide, joined
from goidata.regions.sites import of_site, site_in
from goidata.regions.table import (
    Region,
    ancestors,
    children,
    full_name,
    longest_name,
    official,
    standing,
)

KINDS = "省市县区旗州盟"  # a name may begin with the kind of its region instead: 县水务局
_BETWEEN = re.compile(r"[\\/\s_.,()\-—]+")
_SITE = re.compile('(?:人民)?政府[”"]?(?:门户|官方|官|信息公开|公众信息)?(?:网|(?<=公开)平台)')
FEWEST = 3  # times that the one region of a report is named


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed: the parts of a report that speak of itself (its head, its introduction, its
    sign-off), its whole text, its folder and file, the addresses of its page, its year, and what
    the portal says of the place of the page and of who published it."""

    front: str
    text: str
    hints: Sequence[str] = ()
    addresses: Sequence[str] = ()
    year: int | None = None
    portal: str = ""


def locate(unit: str, printed: Printed, *, township: bool = False) -> Decision:
    """Decides in which region the body `unit` is, whose name begins with none.

    Evidence, the strongest first: the name of a region right before that of the body, in front;
    the lines of the portal; the name of its folder; the site of the page, where one region is
    spelt so that is named; the government whose site it speaks of; one region named at least
    three times, once in front, while all others named more than once are its superiors.
    Evidence that contradicts itself decides nothing. A `township` lies in a county, or in a
    city without any.
    """
    unit = joined(unit)
    kind, body = (unit[0], unit[1:]) if unit[:1] in KINDS and len(unit) > 2 else ("", unit)
    fitting = _Fitting(kind, township, printed.year)
    named = Counter(_names(joined(printed.text)))
    before = _before(body, printed, fitting)
    sited = {each for each in of_site(site_in(printed.addresses)) if named[each.name]}
    sited = {each for each in sited if fitting.fits(each)}
    portal = _deepest(fitting.only(name) for name in _names_of_lines(printed.portal))
    folder = {each for each in map(fitting.only, _parts(printed.hints)) if each}
    kinds = (
        (before, "stands right before the body"),
        (portal, "is that of the portal"),
        (folder, "is the folder"),
        (sited, "is the government of the site"),
        (_of_the_own_site(printed.text, fitting), "has the site on which the report stands"),
    )
    found, why = next((kind for kind in kinds if kind[0]), (set(), ""))
    others = before | portal | folder | sited
    if len(found) == 1:
        (region,) = found
        if all(_agree(region, other) for other in others):
            return Decision(region, f"{full_name(region)} {why}", (region,))
    if found:
        listed = ", ".join(full_name(each) for each in sorted(others, key=lambda r: r.code))
        return Decision(None, f"the evidence does not pick one region: {listed}", ())
    often = _often(named, fitting)
    if often and often.name in joined(printed.front):
        why = f"{full_name(often)} is the only region of which the report speaks"
        return Decision(often, why, (often,))
    return Decision(None, f"no region begins the name {unit!r}", ())


@dataclass(frozen=True, slots=True)
class _Fitting:
    """What a region must be: of a kind that the body's name begins with, near enough to a
    township, standing in the year."""

    kind: str
    township: bool
    year: int | None

    def fits(self, region: Region) -> bool:
        if not region.stood_in(self.year):
            return False
        near = region.level == "county" or (region.level == "city" and not children(region.code))
        return region.name.endswith(self.kind) and (near or not self.township)

    def only(self, name: str) -> Region | None:
        """The one region called `name` that fits."""
        found = [each for each in standing(name, self.year) if self.fits(each)]
        return found[0] if len(found) == 1 else None


def _before(body: str, printed: Printed, fitting: _Fitting) -> set[Region]:
    """The regions whose names stand right before the body's where the report speaks of itself;
    elsewhere it may speak of another place's body of the same name."""
    texts = (printed.front, *printed.hints)
    names = {n for text in texts for n in _names_before(joined(text), body)}
    decided = {_decided(name, printed) for name in names if name.endswith(fitting.kind)}
    found = {each for each in decided if each and fitting.fits(each)}
    return _deepest(found) if fitting.township else found


def _of_the_own_site(text: str, fitting: _Fitting) -> set[Region]:
    """The one region whose government's site the report speaks of (某县人民政府网站); several name
    none, since a body may also publish on another's."""
    words = joined(text)
    names = {_name_ending(words, found.start()) for found in _SITE.finditer(words)}
    found = {region for name in names if name and (region := fitting.only(name))}
    return found if len(found) == 1 else set()


def _deepest(regions: Iterable[Region | None]) -> set[Region]:
    """The regions without those that lie above another of them."""
    found = {each for each in regions if each}
    return found - {above for each in found for above in ancestors(each)}


def _decided(name: str, printed: Printed) -> Region | None:
    told = decide(name, printed.text, printed.hints, printed.addresses, year=printed.year)
    return told.region


def _agree(one: Region, other: Region) -> bool:
    return one == other or one in ancestors(other) or other in ancestors(one)


def _often(named: Mapping[str, int], fitting: _Fitting) -> Region | None:
    """The region that is named often, nearly all others being its superiors."""
    for name, times in sorted(named.items(), key=lambda each: -each[1]):
        region = fitting.only(name) if times >= FEWEST else None
        if region is None:
            continue
        own = {region.name, *(above.name for above in ancestors(region))}
        rivals = [n for n, count in named.items() if n not in own and count > 1]
        higher = [n for n in own if n != name and named.get(n, 0) > times]
        return region if not rivals and (fitting.township or not higher) else None
    return None


def _parts(hints: Sequence[str]) -> set[str]:
    return {part for hint in hints for part in _BETWEEN.split(hint)}


def _names(text: str) -> Iterator[str]:
    """The names of regions in a text, each time that one stands there; of names that end at one
    place the longest."""
    for end, character in enumerate(text, 1):
        if character in KINDS and (name := _name_ending(text, end)):
            yield name


def _names_of_lines(text: str) -> Iterator[str]:
    """The names of regions in each line: none is made at a seam (正文|县政府)."""
    for line in text.splitlines():
        yield from _names(joined(line))


def _names_before(text: str, body: str) -> Iterator[str]:
    """The names of regions right before each place at which `body` stands."""
    at = text.find(body)
    while at >= 0:
        if name := _name_ending(text, at):
            yield name
        at = text.find(body, at + 1)


def _name_ending(text: str, end: int) -> str | None:
    """The longest name of a region that ends at `end`, without those above it before it."""
    for start in range(max(0, end - longest_name()), end - 1):
        name = text[start:end]
        if official(name):
            return name
    return None

"""Sentences declared in sentences.toml, and one of them with its numbers filled in."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from goidata.declared import load
from goidata.form import claim_kinds

FILE = "samples/sentences.toml"
SLOT = re.compile(r"\{([a-z_.]+)(\?)?(?::([a-z]+))?\}")
EITHER = re.compile(r"\[([^\[\]]*)\]")
DIGITS = "零一二三四五六七八九"
VOLUME, OTHER = "disclosed_items", "disclosed_items_other"
TOTAL, WEBSITE = "total", "website"
CHANNELS = (WEBSITE, "wechat", "weibo", "media", "gazette")
THOUSANDS = 0.1  # of the numbers from 1,000, that are written with a comma
SHARES = (10, 999)  # per mille
AT_LEAST = {"wan": 20_000, "more": 21}
AT_MOST = {"words": 99}


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences about one matter: the share of reports that have one; those with numbers, those
    said only where there is none of some claims, and those that say that there is none."""

    share: float
    say: tuple[str, ...]
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nothing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentences:
    """What sentences.toml declares; `figures` are the bounds of numbers that state nothing."""

    opening: Group
    volumes: Group
    applications: Group
    cases: Group
    documents: Group
    aside: Group
    figures: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Slot:
    """A number of a sentence: its name, whether it may be 0, and how it is written."""

    name: str
    or_none: bool
    written: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence as declared, its numbers, the claims of which it says that there is none, and
    those of which there must be none."""

    text: str
    slots: tuple[Slot, ...]
    nothing: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def fits(self, numbers: Mapping[str, int]) -> bool:
        """Whether it can be said of these numbers."""
        return all(numbers.get(name) == 0 for name in (*self.nothing, *self.unless)) and all(
            _fits(slot, numbers.get(slot.name, -1))
            for slot in self.slots
            if slot.name in numbers or is_stated(slot.name)
        )

    @property
    def stated(self) -> tuple[str, ...]:
        """The names of the claims and volumes that it states as numbers."""
        return tuple(slot.name for slot in self.slots if is_stated(slot.name))


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as a report states it: its name, and its value as written."""

    name: str
    value: int
    approximate: bool = False


@cache
def declared() -> Sentences:
    """What is declared of sentences. Raises DeclarationError."""
    return load(FILE, Sentences)


@cache
def frames(group: str) -> tuple[Frame, ...]:
    """The sentences of a group."""
    found: Group = getattr(declared(), group)
    texts = dict.fromkeys((*found.say, *found.unless, *found.nothing))
    return tuple(
        Frame(text, tuple(_slots(text)), found.nothing.get(text, ()), found.unless.get(text, ()))
        for text in texts
    )


def is_stated(name: str) -> bool:
    """Whether a number of this name is one that a report states of itself."""
    return name in claim_kinds() or name == TOTAL or name in CHANNELS


def told(
    frame: Frame, numbers: Mapping[str, int], names: Mapping[str, str], source: random.Random
) -> str:
    """The sentence with its numbers filled in, and the `names` of the body and of years."""
    text = EITHER.sub(lambda found: source.choice(found[1].split("|")), frame.text)
    for name, said in names.items():
        text = text.replace(f"{{{name}}}", said)
    filling = _Filling(numbers, max((numbers[n] for n in frame.stated), default=0), source)
    return SLOT.sub(filling, text)


def claims(frame: Frame, numbers: Mapping[str, int]) -> Iterator[Said]:
    """The claims that the sentence makes. The total, or else the website's volume, is what the
    body disclosed; the other volumes are those of other channels."""
    leading = TOTAL if TOTAL in frame.stated else WEBSITE
    for slot in frame.slots:
        if is_stated(slot.name):
            volume = VOLUME if slot.name == leading else OTHER
            name = slot.name if slot.name in claim_kinds() else volume
            about = slot.written == "more"
            yield Said(name, rounded(slot, numbers[slot.name]), about)
    for name in frame.nothing:
        yield Said(name, 0)


def rounded(slot: Slot, value: int) -> int:
    """The number as it is written."""
    return value - value % {"wan": 1_000, "more": 10}.get(slot.written, 1)


def _slots(text: str) -> Iterator[Slot]:
    return (Slot(*_parts(found)) for found in SLOT.finditer(text))


def _parts(found: re.Match[str]) -> tuple[str, bool, str]:
    return found[1], bool(found[2]), found[3] or ""


def _fits(slot: Slot, value: int) -> bool:
    """A number that the form of the year does not ask for is below 0."""
    least = AT_LEAST.get(slot.written, 0 if slot.or_none else 1)
    return least <= value <= AT_MOST.get(slot.written, value)


class _Filling:
    """Fills the slots of one sentence, from the left: a percentage is of the number before it."""

    def __init__(self, numbers: Mapping[str, int], whole: int, source: random.Random) -> None:
        self.numbers, self.whole, self.source = numbers, whole, source
        self.before = 0

    def __call__(self, found: re.Match[str]) -> str:
        slot = Slot(*_parts(found))
        if slot.name == "percent":
            return str(self.source.randint(*SHARES) / 10)
        if slot.name == "portion":
            return f"{100 * self.before / self.whole:.1f}"
        if slot.name.endswith("growth"):
            return str(self.numbers[slot.name] / 10)
        self.before = self._value(slot)
        return _number(slot, self.before, self.source)

    def _value(self, slot: Slot) -> int:
        bounds = declared().figures.get(slot.name)
        if bounds:
            return self.source.randint(*bounds)
        if slot.name == "part":
            return self.source.randint(1, max(1, self.whole // 4))
        return rounded(slot, self.numbers[slot.name])


def _number(slot: Slot, value: int, source: random.Random) -> str:
    if slot.written == "wan":
        return f"{value / 10_000:g}"
    if slot.written == "words":
        return _in_words(value)
    return f"{value:,}" if value >= 1000 and source.random() < THOUSANDS else str(value)


def _in_words(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")

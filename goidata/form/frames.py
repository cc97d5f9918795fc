"""What a sentence must say for a number in it to be a claim, as declared in frames.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from typing import Literal

from goidata.declared import Fault, load, no_such
from goidata.declared.loading import refuse
from goidata.form.wordings import Wordings, wordings
from goidata.wording import Both

FRAMES = "form/frames.toml"

NUMBER, DENIAL, EVERY, ANY, ALONE, END = "#", "no", "every", "~", "^", "$"
ANY_OF_ONE = "-"  # any words of one thing: none that joins another
LOOSE_END = ";"  # behind it may stand what does not narrow


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a saying: the kinds of word that fill it, whether any words (`wide`) may stand
    between it and its neighbour towards the number, and whether it may be left out."""

    kinds: frozenset[str]
    wide: bool = False
    joined: bool = True  # whether words that join two things may be among those
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """One order of words: the slots before the number, nearest first, those behind it, whether it
    is a denial, or says something of all that was counted (`every`), and what may stand before
    (`alone`) and behind (`end`)."""

    left: tuple[Slot, ...]
    right: tuple[Slot, ...]
    denied: bool
    alone: bool
    end: str
    every: bool = False

    @classmethod
    def declared(cls, value: object) -> Saying:
        """Read from its notation; ValueError where it names no number and no denial."""
        words = value.split() if isinstance(value, str) else []
        at = next((i for i, word in enumerate(words) if word in (NUMBER, DENIAL, EVERY)), None)
        if at is None:
            raise ValueError(f"“{value}”中没有 # 或 no", f"there is no # and no “no” in “{value}”")
        before, behind = words[:at], words[at + 1 :]
        alone = before[:1] == [ALONE]
        end = behind[-1] if behind and behind[-1] in (END, LOOSE_END) else ""
        return cls(
            left=tuple(_slots([*reversed(before[alone:])])),
            right=tuple(_slots(behind[: -1 if end else None])),
            denied=words[at] == DENIAL,
            alone=alone,
            end=end,
            every=words[at] == EVERY,
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of frames.toml; its head explains the fields."""

    claim: str
    say: tuple[Saying, ...]
    of: frozenset[str] = frozenset()
    when: Literal[
        "",
        "sorted",
        "unsorted",
        "of_stock",
        "own_share",
        "listed",
        "next",
        "first",
        "sole",
        "sum",
        "sum_taken",
    ] = ""
    unless: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    nowhere: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    part: Literal["may", "never", "only", "new", "handled", "channel"] = "may"
    after: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    not_units: frozenset[str] = frozenset()
    weight: int = 0
    own: bool = True
    all: bool = False
    free: bool = False
    matter: bool = False
    whole: bool = False
    times: bool = False
    anywhere: bool = False
    own_channel: bool = False
    channel: str = ""
    one_way: Literal["", "apart"] = ""
    doubt: str = ""
    confirmed: bool = False
    read: Mapping[str, int | float] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict, metadata={"key": "not"})


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames in their order; the groups and names that they use; the doubts by code; and what
    is counted only to tell it from claims (`aside`)."""

    frames: tuple[Frame, ...] = field(metadata={"key": "frame"})
    groups: Mapping[str, frozenset[str]]
    names: Mapping[str, str]
    doubts: Mapping[str, Both]
    aside: frozenset[str] = frozenset()


@cache
def frames() -> Frames:
    """The declared frames. Raises DeclarationError."""
    found = load(FRAMES, Frames)
    words = wordings()
    refuse(_unknown_words(found, words))
    found = replace(found, frames=tuple(_spread(frame, found.groups) for frame in found.frames))
    refuse(_unknown_names(found, words))
    return found


def _slots(words: list[str]) -> Iterator[Slot]:
    """The slots from the number outwards."""
    gap = ""
    for word in words:
        if word in (ANY, ANY_OF_ONE):
            gap = word
            continue
        name = word.removesuffix("?")
        kinds = frozenset(name.split("|"))
        yield Slot(kinds, bool(gap), joined=gap != ANY_OF_ONE, optional=name != word)
        gap = ""


def _spread(frame: Frame, groups: Mapping[str, frozenset[str]]) -> Frame:
    """The frame with the kinds of each group that it names."""
    return replace(
        frame,
        say=tuple(
            replace(saying, left=_with(saying.left, groups), right=_with(saying.right, groups))
            for saying in frame.say
        ),
        of=_kinds(frame.of, groups),
        unless=_kinds(frame.unless, groups),
        beside=_kinds(frame.beside, groups),
        nowhere=_kinds(frame.nowhere, groups),
        skip=_kinds(frame.skip, groups),
    )


_OF_WORDS = ("of", "unless", "beside", "nowhere", "skip")


def _with(slots: Iterable[Slot], groups: Mapping[str, frozenset[str]]) -> tuple[Slot, ...]:
    return tuple(replace(slot, kinds=_kinds(slot.kinds, groups)) for slot in slots)


def _kinds(names: Iterable[str], groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(kind for name in names for kind in groups.get(name, (name,)))


def _unknown_words(declared: Frames, words: Wordings) -> Iterator[Fault]:
    """A fault for each kind of word that wordings.toml does not have."""
    known = {kind for kinds in words.groups.values() for kind in kinds} | {"quoted", "matter"}
    for group, kinds in declared.groups.items():
        for kind in sorted(kinds - known):
            yield no_such(FRAMES, f"groups.{group}", "word", kind, known)
    known |= set(declared.groups)
    for entry, frame in _entries(declared):
        slots = (slot for saying in frame.say for slot in (*saying.left, *saying.right))
        asked = {f"{entry}.say": frozenset().union(*(slot.kinds for slot in slots))}
        asked |= {f"{entry}.{name}": getattr(frame, name) for name in _OF_WORDS}
        asked[f"{entry}.channel"] = frozenset([frame.channel]) - {""}
        for at, kinds in asked.items():
            for kind in sorted(kinds - known):
                yield no_such(FRAMES, at, "word", kind, known)


def _unknown_names(declared: Frames, words: Wordings) -> Iterator[Fault]:
    """A fault for each claim, doubt, unit or part of section one that is nowhere declared."""
    from goidata.form.checks import claim_kinds  # whose conditions ask for claims

    claims = {*claim_kinds(), *declared.aside}
    units, parts = words.numbers["units"], words.headings
    for entry, frame in _entries(declared):
        for name in claims_of(frame, declared):
            if name not in claims:
                yield no_such(FRAMES, f"{entry}.claim", "claim", name, claims)
        for what, names, known in (
            ("claim", frame.after, claims),
            ("key", frame.elsewhere, parts),
            ("unit", frame.units | frame.not_units, units),
            ("doubt", frozenset([frame.doubt]) - {""}, declared.doubts),
        ):
            for name in sorted(names.difference(known)):
                yield no_such(FRAMES, entry, what, name, known)


def _entries(declared: Frames) -> Iterator[tuple[str, Frame]]:
    """Each frame with its place, and its claim, by which people find it."""
    for number, frame in enumerate(declared.frames, 1):
        yield f"frame[{number}] {frame.claim}", frame


STATUS = ("issued", "repealed", "in_force")


def claims_of(frame: Frame, declared: Frames) -> Iterator[str]:
    """Every claim that a frame may make, its open places filled in."""
    open_places = {name: declared.groups.get(name, STATUS) for name in _open(frame.claim)}
    for kinds in product(*open_places.values()):
        names = (declared.names.get(kind, kind) for kind in kinds)
        yield frame.claim.format(**dict(zip(open_places, names, strict=True)))


def _open(claim: str) -> list[str]:
    return [part.partition("}")[0] for part in claim.split("{")[1:]]

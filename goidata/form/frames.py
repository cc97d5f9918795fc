"""What a sentence must say for a number in it to be a claim, as declared in frames.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from goidata.form.wordings import wordings
from goidata.wording import Both

NUMBER, DENIAL, ANY, ALONE, END = "#", "no", "~", "^", "$"
LOOSE_END = ";"  # behind it may stand what does not narrow


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a saying: the kinds of word that fill it, whether any words may stand between it
    and its neighbour towards the number, and whether it may be left out."""

    kinds: frozenset[str]
    wide: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """One order of words: the slots before the number, nearest first, those behind it, whether it
    is a denial, and what may stand before (`alone`) and behind (`end`)."""

    left: tuple[Slot, ...]
    right: tuple[Slot, ...]
    denied: bool
    alone: bool
    end: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of frames.toml; its head explains the fields."""

    claim: str
    say: tuple[Saying, ...]
    of: frozenset[str] = frozenset()
    when: str = ""
    unless: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    part: str = "may"
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
    one_way: str = ""
    doubt: str = ""
    confirmed: bool = False
    read: Mapping[str, int | float] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames in their order; the groups and names that they use; the doubts by code, each said
    in Chinese and English."""

    frames: tuple[Frame, ...]
    groups: Mapping[str, frozenset[str]]
    names: Mapping[str, str]
    doubts: Mapping[str, Both]


@cache
def frames() -> Frames:
    """The declared frames. Raises ValueError where one names what is no kind of word."""
    text = resources.files(__package__).joinpath("frames.toml").read_text("utf-8")
    declared = tomllib.loads(text)
    groups = {name: frozenset(kinds) for name, kinds in declared["groups"].items()}
    return Frames(
        frames=tuple(_frame(entry, groups) for entry in declared["frame"]),
        groups=groups,
        names=declared["names"],
        doubts={code: Both(*words) for code, words in declared["doubts"].items()},
    )


def _frame(entry: Mapping[str, Any], groups: Mapping[str, frozenset[str]]) -> Frame:
    values = dict(entry)
    values["say"] = tuple(_saying(text, groups) for text in entry["say"])
    values["unread"] = values.pop("not", {})
    for name in ("unless", "beside", "skip"):
        kinds = values.get(name, ())
        values[name] = frozenset(kind for each in kinds for kind in _kinds(each, groups))
    if "of" in values:
        values["of"] = _kinds(values["of"], groups)
    for name in ("after", "units", "not_units", "elsewhere"):
        values[name] = frozenset(values.get(name, ()))
    return Frame(**values)


def _saying(text: str, groups: Mapping[str, frozenset[str]]) -> Saying:
    words = text.split()
    at = next(i for i, word in enumerate(words) if word in (NUMBER, DENIAL))
    before, behind = words[:at], words[at + 1 :]
    alone = before[:1] == [ALONE]
    end = behind[-1] if behind and behind[-1] in (END, LOOSE_END) else ""
    return Saying(
        left=tuple(_slots([*reversed(before[alone:])], groups)),
        right=tuple(_slots(behind[: -1 if end else None], groups)),
        denied=words[at] == DENIAL,
        alone=alone,
        end=end,
    )


def _slots(words: list[str], groups: Mapping[str, frozenset[str]]) -> Iterator[Slot]:
    """The slots from the number outwards."""
    wide = False
    for word in words:
        if word == ANY:
            wide = True
            continue
        name = word.removesuffix("?")
        yield Slot(_kinds(name, groups), wide, optional=name != word)
        wide = False


def _kinds(name: str, groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    known = {kind for kinds in wordings().groups.values() for kind in kinds} | {"quoted", "matter"}
    kinds = frozenset(
        kind for part in name.split("|") for kind in groups.get(part, frozenset([part]))
    )
    if unknown := kinds - known:
        raise ValueError(f"frames.toml: {', '.join(sorted(unknown))} is no kind of word")
    return kinds

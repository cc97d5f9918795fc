"""The kinds of words that sentences turn on, and what a sentence has said so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goidata.extraction.claims.tokens import Token
from goidata.form.frames import frames
from goidata.form.wordings import wordings

Kinds = frozenset[str]

OBJECTS = frozenset(wordings().groups["objects"])
CHANNELS = frozenset(wordings().groups["channels"])
DOCUMENTS = frames().groups["document"]
PROCEEDINGS = frames().groups["case"]
OUTCOMES = frames().groups["outcome"]
CLEAR_OUTCOMES = frames().groups["clear_outcome"]
RESULTS = frames().groups["result"]
CARRIED = frozenset(["carry_in", "carry_out", "carry"])
TAKEN = frozenset(["receive", "workload", "handle", "finish"])
STATUSES = frozenset(["issue", "repeal", "in_force", "clean"])
EMPTY = frozenset(
    "filler connector both respectively part comprise through focus closing this_year cumulative"
    " one_office everybody addressed in_name correcting".split()
)
_ITSELF = OBJECTS | CARRIED | TAKEN | OUTCOMES | {"negation"}  # says something, filler or not


@dataclass(slots=True)
class Discourse:
    """What a sentence has said so far, for the clauses that leave it out."""

    topic: str = ""  # the part of section one that the paragraph belongs to; "" for not known
    subject: str = ""  # the object named last
    since: int = -1  # where the clause begins that named it
    status: str = ""  # what was done with the documents counted last
    speaks: Kinds = frozenset()  # all kinds of words of the sentence
    past: bool = False  # whether a clause says that what follows is of all years till now
    part: int | None = None  # where the mark stands since which parts of a whole are listed
    through: Kinds = frozenset()  # the channels of a clause that only names the way
    named: Kinds = frozenset()  # the channels of all clauses since the last number that is a claim
    items: tuple[int | float, ...] = ()  # the numbers of items that came before
    by_channel: bool = True  # whether each of them stood with a channel of its own
    answers: bool = False  # whether it lists how applications were answered
    sole: bool = False  # whether its first number of items is that of all items it counts
    taken_in: tuple[int | float, ...] = ()  # the numbers of applications since they are received
    latest: Kinds = frozenset()  # the channels of the last clause that named any
    until: bool = False  # whether a clause only tells up to which day is counted
    narrowed: bool = False  # whether a clause before limits the sentence to one field
    event: bool = False  # whether a clause since the last claim counts events
    of_column: bool = False  # whether a clause before sets up a part of a site
    matter: bool = False  # whether the sentence speaks of the disclosure of information
    sorting: bool = False  # whether it sorts documents by whether they may be disclosed
    counted: bool = False  # whether a number came before
    after_numbers: bool = False  # whether a sentence before counted anything
    stock: bool = False  # whether the whole counted last is, or may be, that of all years
    of_site: bool = False  # whether that is the whole of a site, not said to be this body's
    apart: bool = False  # whether it counts those applications apart that came one way
    last: tuple[str, ...] = ()  # what the last number was
    taken: int | float | None = None  # that number, where it is all that came in or was made
    last_whole: tuple[str, ...] = ()  # what the last number was that is no part
    year: int | None = None  # the year of the report, as far as is known
    said_year: int | None = None  # the year that the sentence begins with


@dataclass(frozen=True, slots=True)
class Found:
    """A number or denial with what it was found to be.

    `at` is the plain index of the number, `start` and `end` those of its clause, `since` where the
    clause begins that names its object; `part` where the mark stands that makes it a part of a
    whole (其中), None for no part; `topic` the part of the section that its paragraph belongs to.
    `own`: the clause itself names what is counted. `weight`: how plainly all information is meant.
    `marks`: kinds of the words before the number that bear on it. `doubt`, `confirmed`: as in
    frames.toml.
    """

    name: str
    value: int | float
    approximate: bool
    at: int
    start: int
    end: int
    since: int
    part: int | None
    topic: str
    own: bool = True
    of_whole: bool = False  # it is what the year disclosed, of a whole that is more than that
    channel: str | None = None
    weight: int = 0
    marks: Kinds = frozenset()
    doubt: str = ""
    confirmed: bool = False
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A number or denial and its surroundings: `left` from the last comma or number up to it,
    `right` to the next comma (`last`) or number."""

    left: Sequence[Token]
    right: Sequence[Token]
    value: int | float
    unit: str
    last: bool
    denied: bool = False
    every: bool = False  # no number: it is said of all that was counted last


def is_empty(word: Token) -> bool:
    """Whether the word says nothing of what is counted."""
    return not word.kinds.isdisjoint(EMPTY) and word.kinds.isdisjoint(_ITSELF)


def is_unknown(word: Token) -> bool:
    return not word.kinds or "plain" in word.kinds


def nearest(words: Sequence[Token], kinds: Kinds) -> int:
    """The index of the last word of any of these kinds; -1 where there is none."""
    for index in range(len(words) - 1, -1, -1):
        if words[index].any(kinds):
            return index
    return -1


def joined(words: Sequence[Token], first: int, second: int) -> bool:
    """Whether only a connector, with words that say nothing, stands between two words."""
    between = words[first + 1 : second]
    return any("connector" in word.kinds for word in between) and all(map(is_empty, between))

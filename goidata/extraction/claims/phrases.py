"""What one number of a clause counts, by the words before and behind it and the sentence so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goidata.extraction.claims.numerals import Number
from goidata.extraction.claims.tokens import Token
from goidata.form.wordings import wordings

Kinds = frozenset[str]

OBJECTS = frozenset(wordings().groups["objects"])
CHANNELS = frozenset(wordings().groups["channels"])
DOCUMENTS = frozenset(["normative_documents", "regulations"])
PROCEEDINGS = frozenset(["review", "litigation"])
APPLICATIONS = frozenset(["application", "bare_application"])
OUTCOMES = frozenset(
    ["granted", "partly_granted", "refused", "unavailable", "not_processed", "other"]
)
RESULTS = frozenset(["upheld", "corrected", "other_result", "pending"])
CARRIED = frozenset(["carry_in", "carry_out", "carry"])
TAKEN = frozenset(["receive", "workload", "handle"])
STATUSES = frozenset(["issue", "repeal", "in_force", "clean"])
DISCLOSING = frozenset(["disclose_active", "disclose"])
UNITS_OF_ITEMS = frozenset(wordings().numbers["units_of_items"])
EMPTY = frozenset(["filler", "connector", "both", "respectively", "part", "through", "focus"])

_UNDOING = frozenset(["compare", "condition", "negation"])


@dataclass(slots=True)
class Frame:
    """What a sentence has said so far, for the clauses that leave it out."""

    topic: str = ""  # the part of section one that the paragraph belongs to; "" for not known
    subject: str = ""  # the object named last
    since: int = -1  # where the clause begins that named it
    status: str = ""  # what was done with the documents counted last
    part: int | None = None  # where the mark stands since which parts of a whole are listed
    through: Kinds = frozenset()  # the channels of a clause that only names the way
    named: Kinds = frozenset()  # the channels of all clauses before
    narrowed: bool = False  # whether a clause before limits the sentence to one field
    matter: bool = False  # whether the sentence speaks of the disclosure of information
    sorting: bool = False  # whether it sorts documents by whether they may be disclosed
    last: tuple[str, ...] = ()  # what the last number was
    last_whole: tuple[str, ...] = ()  # what the last number was that is no part
    year: int | None = None  # the year of the report, as far as the section tells
    said_year: int | None = None  # the year that the sentence begins with


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a number is said to be; `own` where the clause itself names what is counted.

    `word` is the word that decided, `weight` how plainly the sentence speaks of all information.
    """

    name: str
    own: bool = True
    channel: str | None = None
    word: str = ""
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that govern one number: `left` from the last comma or number up to it, the
    `number`, and `behind` it the object printed right behind its unit."""

    left: tuple[Token, ...]
    number: Number
    behind: Token | None = None
    strange: bool = False  # a noun of unknown meaning stands behind the unit

    @property
    def words(self) -> tuple[Token, ...]:
        return (*self.left, self.behind) if self.behind else self.left

    @property
    def head(self) -> int:
        """The index in `words` of the last word that says something; -1 where none does."""
        words = self.words
        for index in range(len(words) - 1, -1, -1):
            if not is_empty(words[index]):
                return index
        return -1

    def has(self, *kinds: str) -> bool:
        """Whether a word of any of these kinds stands before the number."""
        return any(not word.kinds.isdisjoint(kinds) for word in self.left)

    @property
    def unknown(self) -> bool:
        """Whether a word of unknown meaning stands before the number."""
        return any(is_unknown(word) for word in self.left)


def is_empty(word: Token) -> bool:
    """Whether the word says nothing of what is counted."""
    return not word.kinds.isdisjoint(EMPTY) and word.kinds.isdisjoint(OBJECTS | CARRIED)


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


def combined(words: Sequence[Token], at: int) -> bool:
    """Whether the object at `at` is the last of several that share one number."""
    other = nearest(words[:at], OBJECTS)
    return other >= 0 and joined(words, other, at)


def is_undone(phrase: Phrase) -> bool:
    """Whether the words before the number make it a comparison, a condition or a denial."""
    return any(word.any(_UNDOING) for word in phrase.left)

"""A sentence walked word by word: each number, and each denial, with what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from goidata.extraction.claims.clauses import Clause, clauses
from goidata.extraction.claims.framing import Counted, Meaning
from goidata.extraction.claims.phrases import (
    CHANNELS,
    CLEAR_OUTCOMES,
    DOCUMENTS,
    OBJECTS,
    OUTCOMES,
    PROCEEDINGS,
    TAKEN,
    Discourse,
    Found,
    Kinds,
    is_empty,
    is_unknown,
)
from goidata.extraction.claims.sharing import counted_as, denied, respective
from goidata.extraction.claims.tokens import Token

_SINCE = frozenset(["以来", "至今"])  # after a year: what follows is of all years from it on
_MATTER = frozenset(["matter", "application"])
_OWN_SUBJECTS = PROCEEDINGS | DOCUMENTS | {"application"}  # no part of what is counted before
_OF_ALL_YEARS = frozenset(["cumulative", "past"])


def found_in(sentence: Sequence[Token], discourse: Discourse) -> Iterator[Found]:
    """Everything the sentence states; `discourse` is what is known before it and is moved on."""
    kinds = frozenset().union(*[word.kinds for word in sentence])
    discourse.sorting = "attribute" in kinds or _sorts(sentence, kinds)
    outcomes = kinds & OUTCOMES
    if len(outcomes) > 1 and outcomes & CLEAR_OUTCOMES and not discourse.sorting:
        discourse.subject = discourse.subject or "application"
    before: Sequence[Token] = ()
    for clause in clauses(sentence):
        yield from _clause(clause, discourse, before)
        before = () if clause.counts else clause.words


def _sorts(sentence: Sequence[Token], kinds: Kinds) -> bool:
    """Whether numbers of information that may, and of such that may not, be disclosed stand side by
    side: then documents are sorted, and no application is answered."""
    if "disclose_active" not in kinds or not kinds.isdisjoint(TAKEN):
        return False
    headed = [_head(sentence, index) for index, word in enumerate(sentence) if word.number]
    active = any("disclose_active" in kinds for kinds in headed)
    return active and any(kinds & {"application", "refused"} for kinds in headed)


def _head(sentence: Sequence[Token], index: int) -> frozenset[str]:
    """The kinds of the last words before a number that say something."""
    for word in reversed(sentence[max(0, index - 4) : index]):
        if word.number or "boundary" in word.kinds:
            break
        if not is_empty(word) and "information" not in word.kinds:
            return word.kinds
    return frozenset()


@dataclass(slots=True)
class _Walk:
    """Where the walk through a clause is: the words since the last number, how many numbers came,
    and, where they are shared out (分别), the words before the first."""

    left: list[Token] = field(default_factory=list)
    count: int = 0
    shared: list[Token] | None = None
    taken: int = 0  # words of `left` that the number before has used (3 件予以公开、…)


def _clause(clause: Clause, discourse: Discourse, before: Sequence[Token]) -> Iterator[Found]:
    kinds = clause.kinds
    discourse.matter = discourse.matter or not kinds.isdisjoint(_MATTER)
    if not clause.counts:
        _open(clause, discourse)
    walk = _Walk()
    behind = _spans_to_the_next_number(clause)
    for index, item in enumerate(clause.items):
        if not isinstance(item, Token):
            yield from _bracket(item, discourse)
        elif item.number and not _is_denied_one(item, walk.left):
            yield from _number(item, clause, behind[index], walk, discourse, before)
            before = ()
        else:
            word = _resolved(item, walk.left, discourse)
            _note(word, clause, discourse)
            walk.left.append(word)
    if "negation" in kinds:
        for at, meaning in denied(walk.left, discourse):
            yield _found(meaning, clause, discourse, at.start, 0, near=False)
    _forget_pair(walk.left, discourse)
    discourse.named |= kinds & CHANNELS


def _resolved(item: Token, before: Sequence[Token], discourse: Discourse) -> Token:
    """What depends on the words before: the one of 未发生一起 belongs to the denial; 申请 and 结转
    alone are told by what stands there."""
    if item.number:
        return item._replace(kinds=frozenset(["filler"]), number=None)
    if "bare_application" in item.kinds and _is_of_the_matter(before, discourse):
        return item._replace(kinds=item.kinds | {"application"})
    year = _year_beside(item, before) if item.year or "carry" in item.kinds else None
    if year and discourse.year and year != discourse.year:
        way = "carry_in" if year < discourse.year else "carry_out"
        return item._replace(kinds=item.kinds - {"bare_carry"} | {way})
    return item


def _all_resolved(words: Sequence[Token], discourse: Discourse) -> list[Token]:
    found: list[Token] = []
    for word in words:
        found.append(_resolved(word, found, discourse))
    return found


def _is_of_the_matter(before: Sequence[Token], discourse: Discourse) -> bool:
    """申请 means applications for information only in a sentence or paragraph about them, and not
    behind a word of its own (变更申请)."""
    if before and (is_unknown(before[-1]) or "foreign" in before[-1].kinds):
        return False
    about = discourse.matter or discourse.topic == "applications"
    return about or discourse.subject == "application"


def _year_beside(item: Token, before: Sequence[Token]) -> int | None:
    """The year from which or to which a 结转 carries, where that stands beside it."""
    last = next((word for word in reversed(before) if word.year or not is_empty(word)), None)
    if last is None:
        return None
    if "carry" in item.kinds:
        return last.year
    return item.year if item.year and "carry" in last.kinds else None


def _bracket(inside: Sequence[Clause], discourse: Discourse) -> Iterator[Found]:
    """A bracket may list parts; what follows it does not go on with them."""
    part, subject = discourse.part, discourse.subject
    for clause in inside:
        yield from _clause(clause, discourse, ())
    discourse.part, discourse.subject = part, subject


def _spans_to_the_next_number(clause: Clause) -> list[tuple[list[Token], bool]]:
    """For each item of a clause the words behind it up to the next number, and whether the clause
    ends before one comes."""
    found: list[tuple[list[Token], bool]] = []
    words: list[Token] = []
    last = True
    for item in reversed(clause.items):
        found.append((words[::-1], last) if isinstance(item, Token) and item.number else ([], True))
        if isinstance(item, Token):
            if item.number:
                words, last = [], False
            else:
                words.append(item)
    return found[::-1]


def _number(
    item: Token,
    clause: Clause,
    behind: tuple[list[Token], bool],
    walk: _Walk,
    discourse: Discourse,
    before: Sequence[Token],
) -> Iterator[Found]:
    number = item.number
    assert number is not None
    right, last = behind
    right = _all_resolved(right, discourse)
    if any("respectively" in word.kinds for word in walk.left):
        walk.shared = walk.left
    shared = walk.shared is not None
    words = respective(walk.shared or [], walk.count) if shared else walk.left[walk.taken :]
    if before and all(map(is_empty, words)) and _goes_on(before):
        words = [*before, *words]
    counted = Counted(words, right, number.value, number.unit, last)
    found = counted_as(counted, discourse)
    for meaning in found:
        yield _found(meaning, clause, discourse, item.start, number.value, near=number.approximate)
    _move_on(discourse, found, walk.left)
    came_first = any(each.match.right for each in found) and all(map(is_empty, words))
    walk.taken = _until_connector(right) if came_first else 0
    walk.count += 1
    walk.left = []


def _goes_on(before: Sequence[Token]) -> bool:
    """Whether a clause without a number ends in what the next one counts (…的申请，共 3 件)."""
    return before[-1].any(OBJECTS | TAKEN) and not any("negation" in w.kinds for w in before)


def _until_connector(right: Sequence[Token]) -> int:
    """How many words stand before the mark that joins the next item of a list."""
    return next((i for i, word in enumerate(right) if word.text == "、"), len(right))


def _found(
    meaning: Meaning,
    clause: Clause,
    discourse: Discourse,
    at: int,
    value: int | float,
    *,
    near: bool,
) -> Found:
    frame = meaning.frame
    named = any(word.any(OBJECTS) for word in meaning.match.words)
    return Found(
        name=meaning.name,
        value=value,
        approximate=near,
        at=at,
        start=clause.start,
        end=clause.end,
        since=discourse.since,
        part=discourse.part,
        topic=discourse.topic,
        own=frame.own and (named or not frame.of),
        channel=meaning.channel,
        weight=frame.weight,
        marks=meaning.marks,
        doubt=frame.doubt,
        confirmed=frame.confirmed or (not named and _is_some_shown(meaning.name, discourse)),
    )


def _is_some_shown(name: str, discourse: Discourse) -> bool:
    """Whether the number is of documents that may be only some of those put on a site."""
    if discourse.part is None or name.split(".")[0] not in DOCUMENTS:
        return False
    return not any(last.split(".")[0] in DOCUMENTS for last in discourse.last_whole)


def _is_denied_one(word: Token, left: Sequence[Token]) -> bool:
    """未发生一起 …: the number belongs to the denial."""
    one = word.number is not None and word.number.value == 1
    return one and bool(left) and "negation" in left[-1].kinds


def _open(clause: Clause, discourse: Discourse) -> None:
    """A clause without a number may name the year, the way, or the field of what follows."""
    words = clause.words
    if "date" in clause.kinds:
        years = [word.year for word in words if word.year]
        if years and (words[-1].text in _SINCE or all(is_empty(word) for word in words)):
            discourse.said_year = years[-1]
    channels = clause.kinds & CHANNELS
    if channels and any("through" in word.kinds for word in words[:3]):
        discourse.through = channels
    if "field" in clause.kinds:
        first = next((i for i, word in enumerate(words) if "focus" in word.kinds), len(words))
        discourse.narrowed |= any("field" in word.kinds for word in words[first:])


def _note(word: Token, clause: Clause, discourse: Discourse) -> None:
    """Remembers what a word says for the clauses that follow."""
    if "part" in word.kinds or ("comprise" in word.kinds and discourse.counted):
        discourse.part = word.start
    if not word.any(OBJECTS) or (discourse.part is not None and not word.any(_OWN_SUBJECTS)):
        return
    discourse.since = clause.start
    if "application" in word.kinds:
        discourse.subject = "application"
    else:
        others = word.kinds & OBJECTS - {"bare_application", "government_information"}
        discourse.subject = next(iter(sorted(others)), "foreign")


def _move_on(discourse: Discourse, found: Sequence[Meaning], left: Sequence[Token]) -> None:
    """Remembers what the number was."""
    names = tuple(meaning.name for meaning in found)
    discourse.last = names
    discourse.counted = True
    if discourse.part is None:
        discourse.last_whole = names or discourse.last_whole
        discourse.stock = any(word.any(_OF_ALL_YEARS) for word in left)
    documents = [name for name in names if name.split(".")[0] in DOCUMENTS]
    discourse.status = documents[-1].split(".")[1] if documents else ""
    discourse.through = frozenset()
    if not found:
        _forget_pair(left, discourse)


def _forget_pair(left: Sequence[Token], discourse: Discourse) -> None:
    """After 复议和诉讼 together nothing that follows is of one of them."""
    if len({kind for word in left for kind in word.kinds & PROCEEDINGS}) > 1:
        discourse.subject = "proceedings"

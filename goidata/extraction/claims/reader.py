"""A sentence walked word by word: each number, and each denial, with what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from goidata.extraction.claims.changing import begins_a_range, is_replaced, kept_for_the_next
from goidata.extraction.claims.clauses import Clause, clauses
from goidata.extraction.claims.contrary import is_of_another_time
from goidata.extraction.claims.following import (
    all_resolved,
    forget_pair,
    move_on,
    note,
    open_clause,
    remember,
    resolved,
    sorts,
)
from goidata.extraction.claims.framing import Meaning
from goidata.extraction.claims.headlines import OF_A_WHOLE
from goidata.extraction.claims.items import is_sole
from goidata.extraction.claims.joining import goes_on_undone, is_undone, with_the_clause_before
from goidata.extraction.claims.phrases import (
    CLEAR_OUTCOMES,
    DOCUMENTS,
    OBJECTS,
    OUTCOMES,
    PROCEEDINGS,
    Counted,
    Discourse,
    Found,
    is_empty,
    nearest,
)
from goidata.extraction.claims.sharing import counted_as, denied, of_all, respective
from goidata.extraction.claims.tokens import Token
from goidata.extraction.claims.trades import OWN
from goidata.extraction.claims.ways import keep_ways
from goidata.form.wordings import wordings

_MATTER = frozenset(["matter", "application"])


def found_in(sentence: Sequence[Token], discourse: Discourse) -> Iterator[Found]:
    """Everything the sentence states; `discourse` is what is known before it and is moved on."""
    kinds = frozenset().union(*[word.kinds for word in sentence])
    discourse.speaks = kinds
    discourse.sorting = "attribute" in kinds or sorts(sentence, kinds)
    discourse.sole = is_sole(sentence)
    outcomes = kinds & OUTCOMES
    if len(outcomes) > 1 and outcomes & CLEAR_OUTCOMES and not discourse.sorting:
        discourse.subject = discourse.subject or "application"
        discourse.answers = True
    before: Sequence[Token] = ()
    for clause in clauses(sentence):
        yield from _clause(clause, discourse, before)
        before = () if clause.counts else clause.words


@dataclass(slots=True)
class _Walk:
    """Where the walk through a clause is: the words since the last number, how many numbers came,
    and, where they are shared out (分别), the words before the first."""

    left: list[Token] = field(default_factory=list)
    count: int = 0
    shared: list[Token] | None = None
    bracketed: bool = False  # whether a bracket without a number came since
    undone: bool = False  # whether what is counted is what others do, or what is planned
    ranging: bool = False  # whether the number before begins a range that this one ends
    taken: int = 0  # words of `left` that the number before has used (3 件予以公开、…)


def _clause(clause: Clause, discourse: Discourse, before: Sequence[Token]) -> Iterator[Found]:
    kinds = clause.kinds
    discourse.matter = discourse.matter or not kinds.isdisjoint(_MATTER)
    if not clause.counts:
        open_clause(clause, discourse)
    walk = _Walk()
    behind = _spans_to_the_next_number(clause)
    for index, item in enumerate(clause.items):
        if not isinstance(item, Token):
            yield from _bracket(item, discourse)
            walk.bracketed |= bool(walk.left) and not any(map(_tells_apart, item))
        elif item.number and not _is_denied_one(item, walk.left):
            stated = list(_number(item, clause, behind[index], walk, discourse, before))
            after = clause.items[index + 1] if index + 1 < len(clause.items) else None
            yield from () if is_of_another_time(after, discourse) else stated
            before = ()
        else:
            word = resolved(item, walk.left, discourse)
            note(word, clause, walk.left, discourse)
            walk.left.append(word)
    if not walk.count or _begins_with_a_denial(walk.left):  # what follows a number is said of it
        words = walk.left if "negation" in kinds else _denied_on(walk.left, before)
        for at, meaning in denied(words, discourse):
            yield _found(meaning, clause, discourse, at.start, 0, near=False)
    for at, meaning in of_all(walk.left, discourse):
        yield _found(meaning, clause, discourse, at.start, discourse.taken or 0, near=False)
    forget_pair(walk.left, discourse)
    keep_ways(clause, before, discourse, claimed=bool(walk.count and discourse.last))


def _begins_with_a_denial(words: Sequence[Token]) -> bool:
    """Whether a comma is left out before the next statement (收到申请 2 件没有…)."""
    first = next((word for word in words if not is_empty(word)), None)
    return first is not None and "negation" in first.kinds


def _denied_on(words: Sequence[Token], before: Sequence[Token]) -> Sequence[Token]:
    """The denial of the clause before with the words of one that only names the other kind of
    proceedings (未发生行政复议，行政诉讼案件); nothing for any other clause."""
    said = [word for word in words if not is_empty(word)]
    if len(said) != 1 or not said[0].any(PROCEEDINGS):
        return ()
    at = nearest(before, frozenset(["negation"]))
    last = next((word for word in reversed(before) if not is_empty(word)), None)
    goes_on = at >= 0 and last is not None and last.any(PROCEEDINGS)
    return [before[at], *words] if goes_on else ()


def _tells_apart(clause: Clause) -> bool:
    """Whether a clause of a bracket counts, or says what 部分公开 is on the form."""
    return clause.counts or "partly_granted" in clause.kinds


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
    if is_replaced(right, last=last) or begins_a_range(right, last=last) or walk.ranging:
        walk.left = kept_for_the_next(walk.left, right)
        walk.ranging = begins_a_range(right, last=last)
        return
    right = all_resolved(right, discourse)
    if any("respectively" in word.kinds for word in walk.left):
        walk.shared = walk.left
    shared = walk.shared is not None
    own = respective(walk.shared or [], walk.count) if shared else walk.left[walk.taken :]
    words = with_the_clause_before(before, own)
    counted = Counted(words, right, number.value, number.unit, last)
    goes_on = goes_on_undone(words, undone=walk.undone)
    found = () if goes_on else counted_as(counted, discourse)
    walk.undone = goes_on or (not found and is_undone(words))
    for meaning in found:
        each = _found(meaning, clause, discourse, item.start, number.value, near=number.approximate)
        if number.below and not meaning.frame.weight:
            each = replace(each, doubt=each.doubt or "about")
        yield replace(each, confirmed=True) if meaning.frame.whole and walk.bracketed else each
    if found or number.unit not in wordings().numbers["times"]:
        move_on(discourse, found, walk.left, number.value)
    remember(discourse, number, walk.left)
    came_first = any(each.match.right for each in found) and all(map(is_empty, words))
    walk.taken = _until_connector(right) if came_first else 0
    walk.count += 1
    walk.left, walk.bracketed = [], False


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
        of_whole=frame.when in OF_A_WHOLE,
        channel=meaning.channel,
        weight=min(frame.weight, 1) if OWN in meaning.marks else frame.weight,
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

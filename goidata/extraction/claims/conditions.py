"""What forbids a frame: each condition is asked of the frame, how its words matched, what stands
around the number, and what the sentence has said so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from goidata.extraction.claims.matching import Match
from goidata.extraction.claims.occasions import holds_after, holds_when
from goidata.extraction.claims.phrases import (
    CHANNELS,
    DOCUMENTS,
    OBJECTS,
    OUTCOMES,
    PROCEEDINGS,
    RESULTS,
    STATUSES,
    TAKEN,
    Counted,
    Discourse,
    is_empty,
    is_unknown,
    joined,
    nearest,
)
from goidata.extraction.claims.tokens import Token
from goidata.extraction.claims.ways import holds_channel, is_not_narrowed, is_not_of_an_event
from goidata.form.frames import Frame
from goidata.form.wordings import wordings

SORTS = (DOCUMENTS, PROCEEDINGS, OUTCOMES, RESULTS, STATUSES, TAKEN)
_UNDOING = frozenset(["compare", "condition", "changing"])
_INCOMING = frozenset(["received", "workload"])
_NEAR = 2  # words before a saying that stand next to it
_SORTS_OF_ALL = frozenset(["applicant", "means"])
_WAYS_OF_ALL = frozenset(["all_channels", "closing"])


Condition = Callable[[Frame, Match, Counted, Discourse], bool]


def _is_done(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """Not a comparison, a condition or (for a number) a denial."""
    undoing = _UNDOING if counted.denied else _UNDOING | {"negation"}
    if counted.last and counted.right and "against" in counted.right[-1].kinds:
        return False  # 与去年的 640 条相比
    return not any(word.any(undoing) for word in _around(found, counted))


def _by_this_body(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """Not by those under it alone (局属单位公开信息 96 条); with others beside them, by all."""
    left = counted.left
    under = [i for i, word in enumerate(left) if "subordinate" in word.kinds]
    if len(under) != 1:
        return True
    beside = [*left[max(0, under[0] - 1) : under[0]], *left[under[0] + 1 : under[0] + 2]]
    others = any("bodies" in word.kinds for word in left)
    return others or any("connector" in word.kinds for word in beside)


def _unless(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    words = _around(found, counted)
    return not any(word.any(frame.unless) and not is_empty(word) for word in words)


def _nowhere(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    return frame.nowhere.isdisjoint(discourse.speaks)


def _around(found: Match, counted: Counted) -> Iterator[Token]:
    """The words that bear on the number: those before it, without what a saying lets be any, and,
    of a denial, those behind it."""
    gaps = found.gaps
    yield from (word for index, word in enumerate(counted.left) if index not in gaps)
    if counted.denied:
        yield from counted.right


def _beside(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    start = max(0, found.first - _NEAR) if found.left else 0
    near = [w for i, w in enumerate(counted.left) if i >= start and i not in found.gaps]
    near += counted.right[: found.right[-1] if found.right else 0]
    under = frame.weight and "subordinate"  # those are asked for by themselves
    barred = [
        w
        for w in near
        if w.any(frame.beside) and under not in w.kinds and not is_empty(w) and w not in found.words
    ]
    return not barred or _are_all_applicants(barred, near)


def _are_all_applicants(words: Sequence[Token], near: Sequence[Token]) -> bool:
    """Several kinds of applicants, people among them, or ways, named side by side stand for all."""
    named = {word.text for word in words if word.any(_SORTS_OF_ALL)}
    bodies = all("applicant" in word.kinds for word in words)
    if bodies and not any("person" in word.kinds for word in near):
        return False
    return len(named) > 1 and all(word.any(_SORTS_OF_ALL) for word in words)


def _about(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """The saying names the object, or the sentence or paragraph is about it."""
    if not frame.of or any(word.any(frame.of) for word in found.words):
        return True
    if frame.anywhere and not frame.of.isdisjoint(discourse.speaks):
        return True
    if "matter" in frame.of:
        reviewed = not discourse.matter and any(word.any(TAKEN) for word in counted.left)
        return (is_matter(discourse) and not reviewed) or counted.value == 0
    own = nearest(counted.left, OBJECTS)
    if own >= 0 and "information" not in frame.of:
        named = counted.left[own]
        told = discourse.answers and "information" in named.kinds and bool(discourse.subject)
        if not told:  # 不掌握相关信息而无法提供 29 件 is of the applications that are answered
            return named.any(frame.of)
    if "application" in frame.of:
        if discourse.subject:
            return discourse.subject == "application"
        return discourse.topic == "applications"
    if "information" in frame.of:
        return _is_about_all(frame, counted, discourse)
    return discourse.subject in frame.of


def _is_about_all(frame: Frame, counted: Counted, discourse: Discourse) -> bool:
    if discourse.subject == "information" or (not discourse.subject and frame.when != "sorted"):
        return True
    if frame.when == "sum":
        return discourse.subject != "application"
    own = any(word.any(CHANNELS) for word in counted.left)
    return own and discourse.subject != "application" and frame.when != "sorted"


def is_matter(discourse: Discourse) -> bool:
    """Whether the sentence is about the disclosure of information, not about cases of any kind."""
    return discourse.matter or "applications" in (discourse.topic, f"{discourse.subject}s")


def _of_this_matter(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    return not frame.matter or is_matter(discourse)


def _part(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    if frame.part == "only":
        return discourse.part is not None
    if frame.part == "may" or discourse.part is None:
        return True
    if frame.part == "channel":
        return any(word.any(CHANNELS) for word in counted.left)
    new = frame.part == "new" and any("new" in word.kinds for word in found.words)
    taken = _INCOMING | {"handled_total"}
    handled = frame.part == "handled" and not taken.isdisjoint(discourse.last_whole)
    afresh = any("application" in word.kinds for word in found.words)
    return new or handled or (afresh and _INCOMING.isdisjoint(discourse.last_whole))


def _unit(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    if counted.unit in wordings().numbers["times"]:
        return frame.times
    return (not frame.units or counted.unit in frame.units) and counted.unit not in frame.not_units


def _elsewhere(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    return discourse.topic not in frame.elsewhere


def _not_past(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """Neither some months nor years before are spoken of; none of all years is none of this."""
    if any("month" in word.kinds for word in counted.left):
        return False
    if discourse.past and not counted.denied and frame.when != "of_stock":
        return False
    if not frame.weight or frame.when == "of_stock":
        return True
    return not any("past" in word.kinds for word in counted.left)


def _not_combined(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """The number is not shared by several things of a sort (复议和诉讼共 9 件)."""
    for sort in SORTS:
        at = next((i for i in reversed(found.left) if counted.left[i].any(sort)), -1)
        if at < 0 or frame.all:
            continue
        other = nearest(counted.left[:at], sort)
        if other >= 0 and joined(counted.left, other, at):
            return False
    return True


def _one_way(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """Not those applications alone that came one way (线上受理 58 件，办结 55 件)."""
    if not frame.one_way:
        return True
    ways = {word.text for word in counted.left if "means" in word.kinds}
    if len(ways) == 1 and not any(word.any(_WAYS_OF_ALL) for word in counted.left):
        discourse.apart = discourse.apart or discourse.part is None
        return False
    named = any("application" in word.kinds for word in found.words)
    discourse.apart = discourse.apart and not named
    return not discourse.apart


def _free(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """No word of its own stands before the information (财政信息主动公开)."""
    if not frame.free:
        return True
    at = nearest(counted.left, frozenset(["information"]))
    return at <= 0 or not is_unknown(counted.left[at - 1])


# Each with the field of a frame that asks for it, "" where every frame does.
_ASKED: tuple[tuple[Condition, str], ...] = (
    (_is_done, ""),
    (_by_this_body, "weight"),
    (_unless, "unless"),
    (_nowhere, "nowhere"),
    (_beside, "beside"),
    (_part, "part"),
    (holds_when, "when"),
    (holds_after, "after"),
    (_unit, ""),
    (_elsewhere, "elsewhere"),
    (_about, "of"),
    (_of_this_matter, "matter"),
    (is_not_narrowed, "weight"),
    (is_not_of_an_event, "weight"),
    (_not_past, ""),
    (_not_combined, ""),
    (_one_way, "one_way"),
    (_free, "free"),
    (holds_channel, ""),
)


def conditions_of(frame: Frame) -> tuple[Condition, ...]:
    """Those that may forbid a frame, in the order in which they are asked."""
    return tuple(holds for holds, asked in _ASKED if not asked or getattr(frame, asked))

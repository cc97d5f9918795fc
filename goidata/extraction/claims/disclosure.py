"""Counts of items disclosed proactively, by channel, and which of them is the headline."""

from __future__ import annotations

from goidata.extraction.claims.phrases import (
    APPLICATIONS,
    CHANNELS,
    DISCLOSING,
    DOCUMENTS,
    PROCEEDINGS,
    UNITS_OF_ITEMS,
    Frame,
    Kinds,
    Meaning,
    Phrase,
    combined,
    is_empty,
    is_unknown,
    nearest,
)
from goidata.extraction.claims.tokens import Token

_ON_SOMETHING = (
    frozenset(["foreign", "topic", "past", "litigation_part", "restrict", "applicant"])
    | APPLICATIONS
    | DOCUMENTS
    | PROCEEDINGS
)
_DISCLOSED = frozenset(["disclosed_items", "disclosed_items_other"])
_PLAINEST = 4  # 主动公开政府信息


def counted(phrase: Phrase, frame: Frame) -> tuple[Meaning, ...]:
    """What the number counts, where the clause is about information disclosed; else nothing.

    The clause must speak of information as such: a number of items on one matter, or of one
    sort, is a part and no claim.
    """
    words, at = phrase.words, phrase.head
    if frame.narrowed or any(_on_something(word) for word in phrase.left):
        return ()
    if any("quoted" in word.kinds for word in phrase.left) and not _own_channels(phrase):
        return ()
    head = words[at]
    if "information" in head.kinds:
        weight = _before_object(words, at)
    elif "disclose_active" in head.kinds:
        weight = 3 if _is_free(phrase, at) and _is_about_all(phrase, frame) else 0
    elif head.any(DISCLOSING):
        weight = 1 if _names_way(phrase, frame) and _is_free(phrase, at) else 0
    elif head.any(CHANNELS) and not _DISCLOSED.isdisjoint(frame.last):
        weight = 1 if all(_is_way(word) for word in phrase.left) else 0
    else:
        weight = 0
    if weight < _PLAINEST and (frame.topic == "applications" or frame.sorting):
        return ()
    return _claimed(phrase, frame, weight) if weight else ()


def channel_of(kinds: Kinds) -> tuple[str | None, bool]:
    """The channel that the words of a clause name, and whether it may be the headline."""
    groups = kinds & CHANNELS
    if not groups or "all_channels" in groups or len(groups) > 1:
        return "total", True
    (group,) = groups
    if group == "other_channel":
        return None, False
    return group, group == "website"


def _claimed(phrase: Phrase, frame: Frame, weight: int) -> tuple[Meaning, ...]:
    own = _own_channels(phrase)
    if frame.part is not None and not own:
        return ()
    before = frame.named if weight < _PLAINEST else frozenset()
    channel, headline = channel_of(own or frame.through or before)
    name = "disclosed_items" if headline and frame.part is None else "disclosed_items_other"
    return (Meaning(name, channel=channel, weight=weight),)


def _own_channels(phrase: Phrase) -> Kinds:
    return frozenset(kind for word in phrase.left for kind in word.kinds & CHANNELS)


def _on_something(word: Token) -> bool:
    return word.any(_ON_SOMETHING) and not is_empty(word) and not word.any(CHANNELS)


def _before_object(words: tuple[Token, ...], at: int) -> int:
    """How plainly the verb before the object speaks: 主动公开 3, 公开 2, 发布 1; 0 without one."""
    verb = nearest(words[:at], DISCLOSING)
    if verb < 0 or combined(words, at):
        return 0
    between = words[verb + 1 : at]
    if any("topic" in word.kinds or not (is_empty(word) or _repeats(word)) for word in between):
        return 0
    if any("disclose_active" in word.kinds for word in words[:at]):
        return _PLAINEST
    return 3 if "disclose_plainly" in words[verb].kinds else 2


def _repeats(word: Token) -> bool:
    return word.any(DISCLOSING) or "matter" in word.kinds


def _is_free(phrase: Phrase, at: int) -> bool:
    """Whether no object of its own stands before the verb (财政信息主动公开)."""
    if phrase.strange:
        return False
    found = nearest(phrase.words[:at], frozenset(["information"]))
    return found < 0 or not any(is_unknown(word) for word in phrase.words[:found])


def _is_about_all(phrase: Phrase, frame: Frame) -> bool:
    """Whether a clause without its object speaks of information, not of what was named before."""
    return frame.subject in ("", "information") or (
        frame.subject != "application" and bool(_own_channels(phrase))
    )


def _names_way(phrase: Phrase, frame: Frame) -> bool:
    plain = phrase.number.unit in UNITS_OF_ITEMS and frame.topic != "applications"
    return plain and bool(_own_channels(phrase)) and frame.subject in ("", "information")


def _is_way(word: Token) -> bool:
    return is_empty(word) or word.any(CHANNELS) or "quoted" in word.kinds

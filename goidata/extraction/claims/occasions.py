"""When a frame may be used: what the sentence must have counted, or sorted, before."""

from __future__ import annotations

from goidata.extraction.claims.matching import Match
from goidata.extraction.claims.phrases import Counted, Discourse
from goidata.extraction.claims.tokens import Token
from goidata.form.frames import Frame, frames

_DISCLOSING = frames().groups["disclosing"]


def holds_when(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """What was counted before is what the frame asks for."""
    if frame.when == "listed":
        return bool(discourse.status)
    if frame.when == "first":
        return not discourse.counted
    if frame.when == "sole":
        return discourse.sole and not discourse.items
    if frame.when == "next":
        return not frame.after.isdisjoint(discourse.last)
    if frame.when == "own_share":
        mine = any("own_body" in word.kinds for word in counted.left)
        return mine and discourse.of_site
    if frame.when == "sum":
        return _discloses_all(discourse) and _adds_up(counted, discourse)
    if frame.when == "sum_taken":
        return len(discourse.taken_in) > 1 and counted.value == sum(discourse.taken_in)
    if frame.when == "of_stock":
        return discourse.stock and any(map(is_of_this_year, counted.left))
    return not frame.when or (frame.when == "sorted") == discourse.sorting


def _discloses_all(discourse: Discourse) -> bool:
    """Whether the sentence speaks of proactive disclosure, of what is disclosed on a site, or names
    a channel with each number."""
    speaks = discourse.speaks
    if discourse.by_channel and not speaks.isdisjoint(_DISCLOSING):
        return True
    return "disclose_active" in speaks or {"website", "disclose_plainly"} <= speaks


def _adds_up(counted: Counted, discourse: Discourse) -> bool:
    """Whether the number is the sum of all items that the sentence has counted."""
    return len(discourse.items) > 1 and counted.value == sum(discourse.items)


def is_of_this_year(word: Token) -> bool:
    """The word names the year of the report, or any year."""
    return "this_year" in word.kinds or word.year is not None


def holds_after(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """One of what must have been counted before was, last or as a whole."""
    return not frame.after or not frame.after.isdisjoint((*discourse.last, *discourse.last_whole))

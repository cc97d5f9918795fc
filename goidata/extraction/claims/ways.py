"""By which way items were disclosed, and whether what names it narrows them to some."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from goidata.extraction.claims.clauses import Clause
from goidata.extraction.claims.headlines import PLAINEST
from goidata.extraction.claims.matching import Match
from goidata.extraction.claims.occasions import is_of_this_year
from goidata.extraction.claims.phrases import (
    CHANNELS,
    Counted,
    Discourse,
    is_empty,
    is_unknown,
    nearest,
)
from goidata.extraction.claims.tokens import Token
from goidata.form.frames import Frame, frames
from goidata.form.wordings import wordings

_OWN_WAYS = CHANNELS - {"other_channel"}
_MEDIUM = frozenset(["medium"])
_INSPECTED = frozenset(["inspect"])
_AFTER = ("经", "经过")
_ACCOUNT = frozenset(["new_media"])
_OF_A_NAME = frozenset(["new_media", "quoted"])
_TITLE = "《"  # of a law or document, which is no column
_DISCLOSING = frames().groups["disclosing"]
_OF_A_WHOLE = frozenset(["total", "this_year", "closing"])
_COUNTED = frozenset(["number", "figure"])


def is_not_narrowed(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """A field named before limits what was disclosed, unless a whole is spoken of; and a
    column with a name of its own (“规划信息”栏目) is not the site."""
    if not frame.weight:
        return True
    before = counted.left[: found.first] if found.left else ()
    if any("field" in word.kinds for word in before):
        return False
    if _is_looked_at(before):
        return False
    quoted = any("quoted" in word.kinds and word.text[0] != _TITLE for word in before)
    named = any(word.any(CHANNELS) for word in counted.left[: found.first + 1])
    if quoted and frame.weight < PLAINEST and not named:
        return False
    if not named and frame.weight < PLAINEST and _is_of_a_column(before):
        return False
    narrowed = discourse.narrowed or (discourse.of_column and not named)
    if frame.weight >= PLAINEST and any("total" in word.kinds for word in counted.left):
        return True
    return not narrowed or any(map(is_of_this_year, counted.left))


def _is_looked_at(before: Sequence[Token]) -> bool:
    """Whether items disclosed are only inspected or handed on (抽查公开信息 34 条), and not first
    that and then disclosed (经审核发布信息 34 条)."""
    at = nearest(before, _INSPECTED)
    if at < 0 or (at and before[at - 1].text in _AFTER):
        return False
    return not any("connector" in word.kinds or word.text == "后" for word in before[at + 1 :])


def _is_of_a_column(before: Sequence[Token]) -> bool:
    """Whether a column is named, or right before the verb a sort of items (政策解读发布信息)."""
    last = next((word for word in reversed(before) if not is_empty(word)), None)
    sort = last is not None and "foreign" in last.kinds
    return sort or any("column" in word.kinds for word in before)


def is_not_of_an_event(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """Not what was told at the events that the clause before counts (召开新闻发布会 12 场，发布信息
    60 条), unless the words are of a year's whole or name where it was disclosed."""
    if not discourse.event or frame.weight >= PLAINEST:
        return True
    if any(word.any(_OF_A_WHOLE) or word.any(CHANNELS) for word in counted.left):
        return True
    return any("government_information" in word.kinds for word in found.words)


def holds_channel(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """The clause, or the one before it, names the channel that the frame asks for."""
    if _is_printed_by_others(counted.left, discourse):
        return False
    own = bool(discourse.through) or any(word.any(CHANNELS) for word in counted.left)
    if frame.channel and (discourse.through or discourse.latest) != {frame.channel}:
        return False
    return own or not frame.own_channel


def _is_printed_by_others(left: Sequence[Token], discourse: Discourse) -> bool:
    """Whether media alone stand before a verb as who does it (新闻媒体发布信息 7 条), not as the
    way."""
    at = nearest(left, _MEDIUM)
    if any(word.any(_OWN_WAYS) for word in left):
        return False
    does = at >= 0 and any(word.any(_DISCLOSING) for word in left[at:])
    return does and not discourse.through and not any("through" in w.kinds for w in left[:at])


def keep_ways(
    clause: Clause, before: Sequence[Token], discourse: Discourse, *, claimed: bool
) -> None:
    """Remembers the channels that a clause names, for those behind it; `before` the clause before
    it if that counts nothing, `claimed` whether it counts what is a claim."""
    kinds = clause.kinds
    discourse.event = (discourse.event or _counts_events(clause)) and not claimed
    if "relay" in kinds:  # what is passed on (转载媒体文章) names another's channel
        return
    if claimed:
        discourse.named = frozenset()
    else:
        begins = not before and _is_one_account(clause)
        discourse.named = kinds & CHANNELS if begins else discourse.named | kinds & CHANNELS
    account = _ACCOUNT if "followers" in kinds else frozenset()
    discourse.latest = kinds & CHANNELS or account or discourse.latest


def _counts_events(clause: Clause) -> bool:
    """Whether a clause counts what was held, or what was put out on no channel."""
    if clause.kinds.isdisjoint(_COUNTED):
        return False
    measured = any(
        "figure" in word.kinds and behind.text.startswith(wordings().numbers["occasions"])
        for word, behind in pairwise(clause.words)
    )
    return "event" in clause.kinds or (measured and clause.kinds.isdisjoint(CHANNELS))


def _is_one_account(clause: Clause) -> bool:
    """Whether a clause is nothing but the name of an account (“某某发布”微信公众号，…)."""
    last = next((word for word in reversed(clause.words) if not is_empty(word)), None)
    named = last is not None and "new_media" in last.kinds and clause.kinds & CHANNELS == _ACCOUNT
    return named and all(
        word.any(_OF_A_NAME) or is_unknown(word) or is_empty(word) for word in clause.words
    )

"""By which way items were disclosed, and whether what names it narrows them to some."""

from __future__ import annotations

from collections.abc import Sequence

from goidata.extraction.claims.headlines import PLAINEST
from goidata.extraction.claims.matching import Match
from goidata.extraction.claims.occasions import is_of_this_year
from goidata.extraction.claims.phrases import CHANNELS, Counted, Discourse, is_empty, nearest
from goidata.extraction.claims.tokens import Token
from goidata.form.frames import Frame, frames

_OWN_WAYS = CHANNELS - {"other_channel"}
_MEDIUM = frozenset(["medium"])
_TITLE = "《"  # of a law or document, which is no column
_DISCLOSING = frames().groups["disclosing"]


def is_not_narrowed(frame: Frame, found: Match, counted: Counted, discourse: Discourse) -> bool:
    """A field named before limits what was disclosed, unless the year's whole is spoken of; and a
    column with a name of its own (“规划信息”栏目) is not the site."""
    if not frame.weight:
        return True
    before = counted.left[: found.first] if found.left else ()
    if any("field" in word.kinds for word in before):
        return False
    quoted = any("quoted" in word.kinds and word.text[0] != _TITLE for word in before)
    named = any(word.any(CHANNELS) for word in counted.left[: found.first + 1])
    if quoted and frame.weight < PLAINEST and not named:
        return False
    if not named and frame.weight < PLAINEST and _is_of_a_column(before):
        return False
    narrowed = discourse.narrowed or (discourse.of_column and not named)
    return not narrowed or any(map(is_of_this_year, counted.left))


def _is_of_a_column(before: Sequence[Token]) -> bool:
    """Whether a column is named, or right before the verb a sort of items (政策解读发布信息)."""
    last = next((word for word in reversed(before) if not is_empty(word)), None)
    sort = last is not None and "foreign" in last.kinds
    return sort or any("column" in word.kinds for word in before)


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

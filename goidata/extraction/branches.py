"""Offices of a city in one of its counties, and the office that answers for a body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goidata.extraction.claims.passage import widths
from goidata.extraction.scopes import lies_in, places
from goidata.form.wordings import wordings
from goidata.regions import Region, named

_SPACES = re.compile(r"\s+")
_CONTACT = re.compile(r"请(?:与|联系)(?P<body>[^,，。;；(（:：]{4,40}?)(?:联系|[(（])")


def branch_of(unit: str) -> str:
    """The place of a branch office named behind its superior's (某市公安局某区分局), or by its
    short name before its trade (某市某某生态环境局); "" for none, and for one not within the first.
    """
    above = places(unit)
    if not above:
        return ""
    rest = unit.removeprefix("".join(above))
    superiors = named(above[-1])
    return _before_the_end(rest, superiors) or _before_the_trade(rest, superiors)


def _before_the_end(rest: str, superiors: Sequence[Region]) -> str:
    for ending in wordings().identity["branch"]:
        superior, _, place = rest.removesuffix(ending).rpartition("局")
        if superior and rest.endswith(ending):
            inner = _within(named(place), superiors)
            return next(iter(inner)) if len(inner) == 1 else ""
    return ""


def _before_the_trade(rest: str, superiors: Sequence[Region]) -> str:
    for trade in wordings().identity["branch_trade"]:
        if rest.endswith(trade):
            inner = _within(named(rest.removesuffix(trade)), superiors)
            return next(iter(inner)) if len(inner) == 1 else ""
    return ""


def _within(regions: Sequence[Region], superiors: Sequence[Region]) -> set[str]:
    return {one.name for one in regions if any(lies_in(one, above) for above in superiors)}


def contacted_body(text: str) -> str:
    """The department or township whose office answers questions (请与某市某局办公室联系), named
    with its place and once more; "" for none."""
    compact = _SPACES.sub("", widths(text))
    words = wordings().identity
    own = (*words["department"], *words["township"])
    for found in _CONTACT.finditer(compact):
        body = found["body"]
        for office in words["inner_office"]:
            body = body.removesuffix(office)
        is_own = body.endswith(own) and not body.endswith(words["bare_office"])
        if is_own and places(body) and compact.count(body) > 1:
            return body
    return ""

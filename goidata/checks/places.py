"""Where something stands in a document, in words."""

from __future__ import annotations

from collections.abc import Mapping

from goidata.documents.document import Place
from goidata.wording import say

_PARTS = ("page", "line", "table", "row", "column")  # from the outside to the inside


def told(place: Place | None, language: str) -> str | None:
    """A place in words; what the format does not count is left out."""
    if place is None:
        return None
    return counted_off({part: getattr(place, part) for part in _PARTS}, language)


def counted_off(place: Mapping[str, float | None], language: str) -> str:
    """The same of a place whose parts are given by name."""
    parts = [
        say(f"report.place.{part}", language, n=int(number))
        for part in _PARTS
        if (number := place[part]) is not None
    ]
    return say("report.place.joined", language).join(parts)

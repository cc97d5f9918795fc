"""Where something stands in a document, in words."""

from __future__ import annotations

from goidata.documents.document import Place
from goidata.wording import say

_PARTS = ("page", "line", "table", "row", "column")  # from the outside to the inside


def told(place: Place | None, language: str) -> str | None:
    """A place in words; what the format does not count is left out."""
    if place is None:
        return None
    parts = [
        say(f"report.place.{part}", language, n=number)
        for part in _PARTS
        if (number := getattr(place, part)) is not None
    ]
    return say("report.place.joined", language).join(parts)

"""Where something stands in a document, in words."""

from __future__ import annotations

from goidata.documents.document import Place

_PLACES = {  # from the outside to the inside
    "page": ("第{n}页", "page {n}"),
    "line": ("文件第{n}行", "line {n}"),
    "table": ("表{n}", "table {n}"),
    "row": ("第{n}行", "row {n}"),
    "column": ("第{n}格", "cell {n}"),
}


def told(place: Place | None, language: str) -> str | None:
    """A place in words; what the format does not count is left out."""
    if place is None:
        return None
    parts = [
        words[language == "en"].format(n=number)
        for name, words in _PLACES.items()
        if (number := getattr(place, name)) is not None
    ]
    return (", " if language == "en" else " ").join(parts)

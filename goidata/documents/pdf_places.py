"""Where on the page of a PDF something stands that was read there."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pdfplumber

from goidata.documents.document import Place
from goidata.documents.pdf import Box, Pages

__all__ = ["Box", "box_of"]


class _Sought(Pages):
    """Reads as for a report, until it meets the place that is sought."""

    def __init__(self, data: bytes, place: Place, raw: str) -> None:
        super().__init__(data)
        self._place, self._raw = place, raw
        self.box: Box | None = None

    def stands(self, place: Place, box: Box, characters: Sequence[dict[str, Any]] = ()) -> None:
        sought = self._place
        if sought.table:
            same = place[:4] == sought[:4]
        else:
            same = place.table is None and place.line == sought.line
        if same:
            self.box = _within(characters, self._raw) or box


def box_of(data: bytes, place: Place, raw: str) -> Box | None:
    """The left, top, right and bottom, in points of what is drawn of the page, of the cell at
    `place`, or of what is printed as `raw` in its line; None where nothing is read there."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        pages = _Sought(data, place, raw)
        for page in file.pages[: place.page]:
            for _ in pages.blocks([page]):
                pass
        if pages.box is None:
            return None
        x, y = file.pages[(place.page or 1) - 1].cropbox[:2]
        left, top, right, bottom = pages.box
        return left - x, top - y, right - x, bottom - y


def _within(characters: Sequence[dict[str, Any]], raw: str) -> Box | None:
    """What the characters of a line that spell `raw` take up, where they do so once."""
    drawn = [each for each in characters if not each["text"].isspace() and len(each["text"]) == 1]
    spelt, sought = "".join(each["text"] for each in drawn), "".join(raw.split())
    at = spelt.find(sought) if sought and spelt.count(sought) == 1 else -1
    if at < 0:
        return None
    found = drawn[at : at + len(sought)]
    return (
        min(each["x0"] for each in found),
        min(each["top"] for each in found),
        max(each["x1"] for each in found),
        max(each["bottom"] for each in found),
    )

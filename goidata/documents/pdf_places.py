"""Where on the page of a PDF something stands that was read there."""

from __future__ import annotations

import io

import pdfplumber

from goidata.documents.document import Line, Place
from goidata.documents.pdf import Box, Pages

__all__ = ["Box", "box_of"]


class _Sought(Pages):
    """Reads as for a report, until it meets the place that is sought."""

    def __init__(self, data: bytes, place: Place, raw: str) -> None:
        super().__init__(data)
        self._place, self._raw = place, raw
        self.box: Box | None = None

    def stands(self, box: Box, place: Place, line: Line | None = None) -> None:
        sought = self._place
        if sought.table and place[:4] == sought[:4]:
            self.box = box
        elif line is not None and not sought.table and place.line == sought.line:
            self.box = _word(box, line, sought.column, self._raw)


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


def _word(box: Box, line: Line, column: int | None, raw: str) -> Box:
    """What a word of the line takes up: that at `column`, else the only one that is `raw`; the
    whole line where none is it."""
    words = line.text.split()
    at = (column or 0) - 1
    if not (0 <= at < len(words) and words[at] == raw):
        at = words.index(raw) if words.count(raw) == 1 else -1
    if at < 0 or len(line.extents) != len(words):
        return box
    left, right = line.extents[at]
    return left, box[1], right, box[3]

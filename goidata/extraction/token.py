"""What lines and table rows are cut into."""

from __future__ import annotations

from typing import NamedTuple

from goidata.documents.document import Extent, Place


class Token(NamedTuple):
    """A stretch of text: label text, or a figure or empty cell."""

    text: str
    place: Place
    is_label: bool
    extent: Extent | None = None

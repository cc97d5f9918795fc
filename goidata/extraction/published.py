"""The day on which a report was published, as the page or the report says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from goidata.extraction.claims.passage import widths
from goidata.extraction.closing import SignOff
from goidata.extraction.dates import first_date
from goidata.extraction.portal import front_date

_NEAR = 4  # lines below the title among which a date alone is its own
_SPACES = re.compile(r"\s+")


def published_on(
    head: Mapping[str, str], front: Sequence[str], title: str, signed: SignOff
) -> date | None:
    """The day of a label of publication, of a date alone below the title, else that of the
    sign-off, or of the paper's making. `head` are the labels of the lines in `front`, by kind."""
    told = [head.get("published", ""), head.get("dated", ""), front_date(_below(front, title))]
    days = (first_date(widths(each)) for each in told)
    written = first_date(widths(head.get("written", "")))
    return next((day for day in days if day), None) or signed.day or written


def _below(front: Sequence[str], title: str) -> Sequence[str]:
    """The lines right below the title, or below its last line."""
    words = _SPACES.sub("", title)
    found = (i for i, line in enumerate(front) if words and words.endswith(_SPACES.sub("", line)))
    at = next(found, None)
    return front[at + 1 : at + 1 + _NEAR] if at is not None else ()

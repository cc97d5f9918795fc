"""The period that a report covers, and its sign-off: the body and the date at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goidata.extraction.claims.passage import widths
from goidata.extraction.dates import YEAR, closing_date, year_number
from goidata.extraction.titles import is_body

LONGEST = 60  # characters of a line that may be a sign-off
_FOOT = 8  # printed lines among which the sign-off stands
_PROSE = re.compile("[。，、；]")
_SPACES = re.compile(r"\s+")
_PERIOD = re.compile(rf"({YEAR})年1月1日.{{0,12}}?12月31日")


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs, "" where nobody does, and the day."""

    unit: str
    day: date | None


def sign_off(printed: Sequence[str]) -> SignOff:
    """The body and the date at the end of the report, where they are printed."""
    foot = printed[-_FOOT:]
    for index in range(len(foot) - 1, -1, -1):
        closing = closing_date(widths(foot[index][-LONGEST:]))
        if closing is None:
            continue
        day, before = closing
        body = _SPACES.sub("", before.rpartition("。")[2])
        if not body and "。" not in before:
            body = _SPACES.sub("", foot[index - 1]) if index else ""
            return SignOff(body if is_body(body) else "", day)
        if not body or is_body(body):
            return SignOff(body, day)
    return SignOff("", None)


def is_sign_off(text: str) -> bool:
    """Whether a line is nothing but the name of a body, a date, or both."""
    closing = closing_date(widths(text.strip()))
    body = _SPACES.sub("", closing[1] if closing else text)
    return (closing is not None and not body) or (is_body(body) and not _PROSE.search(text))


def period_year(compact: str) -> int | None:
    """The year of the period (1月1日至12月31日) in a text without spaces."""
    period = _PERIOD.search(compact)
    return year_number(period[1]) if period else None

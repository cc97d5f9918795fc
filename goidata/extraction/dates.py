"""Dates as offices print them: 2024年1月22日, 二〇二四年一月二十二日, 2024-01-22."""

from __future__ import annotations

import re
from datetime import date

from goidata.extraction.claims.numerals import chinese_number
from goidata.form.ordinals import NUMERALS

_NUMERAL = f"〇零○Ｏ{NUMERALS}"
_DATE = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[二一][{_NUMERAL}]{{3}})\s*(?:年|[-./])\s*"
    rf"(?P<month>\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*(?:月|[-./])\s*"
    rf"(?P<day>\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*日?"
)
YEAR = rf"(?:(?:19|20)\d\d|[二一][{_NUMERAL}]{{3}})"


def year_number(printed: str) -> int:
    """The year that `printed` (2023 or 二〇二三) names."""
    return _value(printed)


def first_date(text: str) -> date | None:
    """The first date in `text`; None where there is none or no such day."""
    found = _DATE.search(text)
    return _date(found) if found else None


def closing_date(text: str) -> tuple[date, str] | None:
    """The date with which `text` ends, and the words before it."""
    for found in _DATE.finditer(text):
        if not text[found.end() :].strip():
            day = _date(found)
            return (day, text[: found.start()].rstrip()) if day else None
    return None


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(_value(found["year"]), _value(found["month"]), _value(found["day"]))
    except ValueError:
        return None


def _value(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    return chinese_number(printed.replace("○", "〇").replace("Ｏ", "〇"))

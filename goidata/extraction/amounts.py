"""The unit that an amount of money is printed in: its cell says, else its label, else its head,
else a line above the table that names the unit of amounts. Where none does, only 0 is certain."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from goidata.extraction.normal import UNITS_OF_MONEY, CellReading, converted, plain_number
from goidata.extraction.reasons import Reason, reason
from goidata.extraction.report import State
from goidata.extraction.runs import Head, Run
from goidata.extraction.stream import Stream
from goidata.form.fields import MONEY

YUAN = "元"
NEAR = 60  # characters before a figure among which its label and its head stand
UNIT = rf"(?P<unit>{'|'.join(UNITS_OF_MONEY)}|[万亿](?!元))(?![旦宵素件器月老勋首])"
COUNTED = r"(?:[件项个宗笔次份条起和或及与]|人次)*"  # 单位：件、万元
BETWEEN = r"(?:[为是以按计均位]|人民币)*"
NAMED = re.compile(rf"(?:单位{COUNTED}|金额|总额|收费|采购|收入){BETWEEN}{UNIT}")
CAPTION = re.compile(rf".{{0,16}}单位{COUNTED}{BETWEEN}{UNIT}")
MEASURED = re.compile(rf"以(?:人民币)?{UNIT}(?:为单位|为计量单位|计算|计量|计)")
ALONE = re.compile(rf"(?:人民币)?{UNIT}")
REMARK = re.compile(
    rf"\s*(?:[(（]\s*(?:单位)?\s*[:：]?\s*(?:人民币)?{UNIT}\s*[)）]|(?P<large>[万亿])(?!元))"
)
LARGER = ("百", "千", "十", "万", "亿")  # before 元, of a unit that a line ends amid
NOT_WORDS = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]+")
FINEST = Decimal("0.01")  # of a yuan: no amount is finer


def unit_of(run: Run, stream: Stream) -> str | None:
    """The unit of money that is named beside a figure or over it; None where none is."""
    at = bisect_left(stream.heads, run.position, key=lambda head: head.position)
    for behind in stream.heads[at : at + 1]:
        glued = run.pieces[-1].glued
        beside = REMARK.match(behind.text) if glued else ALONE.fullmatch(_words(behind))
        if beside:
            return _whole(beside["unit"] or beside["large"])
    near = bisect_left(stream.heads, run.position - NEAR, key=lambda head: head.position)
    return _nearest(stream.heads[max(0, near - 1) : at]) or _above(stream.heads[:at])


def in_unit(cell: CellReading, unit: str | None) -> CellReading:
    """An amount whose cell names no unit, in 万元, where `unit` is named around it. An amount other
    than 0 without any unit is either of the two that offices write."""
    if cell.state is not State.NUMBER or cell.unit or not cell.value:
        return cell
    if unit is None:
        return _either(cell, reason("no_unit", MONEY, YUAN))
    if unit == MONEY:
        return cell
    printed = Decimal(str(cell.value))
    if printed * UNITS_OF_MONEY[unit] % FINEST:
        return _either(cell, reason("too_fine", unit))
    value = plain_number(converted(printed, unit))
    return replace(cell, value=value, reason=reason("unit_around", unit, MONEY), unit=unit)


def _either(cell: CellReading, why: Reason) -> CellReading:
    assert cell.value is not None
    as_yuan = plain_number(converted(Decimal(str(cell.value)), YUAN))
    return CellReading(State.AMBIGUOUS, None, why, (cell.value, as_yuan))


def _nearest(heads: Sequence[Head]) -> str | None:
    """The last unit named in the words right before a figure: that of the label stands behind that
    of the head. A line may end amid a unit, so they are taken together."""
    text, found = "", (0, "")
    for head in heads:
        words = _words(head)
        alone = ALONE.fullmatch(words)
        if alone and text[-1:] not in LARGER:
            found = (len(text) + len(words), alone["unit"])
        text += words
    for named in NAMED.finditer(text[-2 * NEAR :]):
        end = named.end() + max(0, len(text) - 2 * NEAR)
        found = max(found, (end, named["unit"]))
    return _whole(found[1]) or None


def _above(heads: Sequence[Head]) -> str | None:
    """The unit that the nearest line above names for all amounts."""
    for head in reversed(heads):
        words = _words(head)
        found = CAPTION.fullmatch(words) or MEASURED.search(words)
        if found:
            return _whole(found["unit"])
    return None


def _words(head: Head) -> str:
    """The words as printed, digits among them, without what stands between words."""
    return NOT_WORDS.sub("", unicodedata.normalize("NFKC", head.text))


def _whole(unit: str) -> str:
    return unit + YUAN if unit and not unit.endswith(YUAN) else unit

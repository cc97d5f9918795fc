"""What came in: told apart from what was worked on, and from what was carried over with it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from goidata.extraction.claims.phrases import Found
from goidata.extraction.claims.tokens import Token

_FEW = 12  # statements between a whole and its parts, at most
_TAKEN_IN = ("received", "workload")


def taken_in(found: Sequence[Found], words: Sequence[Token]) -> list[Found]:
    """收到 N 件（含上年结转 M 件）is the workload; 受理 N 件, 上年结转 M 件 beside it is not."""
    found = _without_rest(_without_admitted(_worked_on(found)), words)
    carried = [i for i, each in enumerate(found) if each.name == "carried_in"]
    if not carried:
        return found
    told = list(found)
    for index, each in enumerate(found):
        if each.name not in (*_TAKEN_IN, "handled_total"):
            continue
        after = bisect_right(carried, index)
        whole = after < len(carried) and _is_whole_of(found, index, carried[after], words)
        if each.name == "handled_total":
            whole = whole and any(o.name == "received" for o in found[index : carried[after]])
        if whole or each.name in _TAKEN_IN:
            told[index] = replace(each, name="workload" if whole else "received")
    return told


def _without_admitted(found: Sequence[Found]) -> list[Found]:
    """Without those of the applications received that were admitted (收到 57 件, … 受理 18 件)."""
    kept: list[Found] = []
    most: int | float = 0
    for each in found:
        if each.name != "workload" or each.value >= most:
            kept.append(each)
        if each.name == "received":
            most = max(most, each.value)
    return kept


def _without_rest(found: Sequence[Found], words: Sequence[Token]) -> list[Found]:
    """Without those handled that, with those withdrawn beside them, are all that is counted before
    (收到 27 件，其中 14 件撤回，13 件办结): the withdrawn are handled too."""
    withdrawn = _withdrawn(words) if any(each.name == "handled_total" for each in found) else None
    if not withdrawn:
        return list(found)
    whole = {each.value for each in found if each.name in (*_TAKEN_IN, "handled_total")}
    return [
        each
        for each in found
        if each.name != "handled_total" or each.value + withdrawn not in whole
    ]


def _withdrawn(words: Sequence[Token]) -> int | float | None:
    """How many a clause of the sentence counts that were withdrawn, and nothing else."""
    numbers: list[int | float] = []
    told = False
    for word in (*words, None):
        if word is None or "boundary" in word.kinds:
            if told and len(numbers) == 1:
                return numbers[0]
            numbers, told = [], False
        elif word.number:
            numbers.append(word.number.value)
        else:
            told |= "withdrawn" in word.kinds
    return None


def _worked_on(found: Sequence[Found]) -> list[Found]:
    """办理 beside 办结 is of all that was worked on."""
    handled = [each.marks for each in found if each.name == "handled_total"]
    if all("work_on" in marks for marks in handled):
        return list(found)
    return [
        replace(each, name="workload")
        if each.name == "handled_total" and "work_on" in each.marks
        else each
        for each in found
    ]


def _is_whole_of(found: Sequence[Found], index: int, carried: int, words: Sequence[Token]) -> bool:
    """Whether the number is the whole that holds what was carried in: between the mark (含, 其中)
    and that nothing is listed but what was newly received."""
    mark = found[carried].part
    if mark is None or carried - index > _FEW:
        return False
    between = [each for each in found[index + 1 : carried] if each.at != found[index].at]
    if any(each.part is None for each in between):
        return False
    new = {each.at for each in between if each.name == "received"}
    begin = bisect_right(words, mark, key=_start)
    end = bisect_left(words, found[carried].at, key=_start)
    return all(word.start in new for word in words[begin:end] if word.number)


def _start(word: Token) -> int:
    return word.start

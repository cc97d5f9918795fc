"""The normal form of a label, and a number out of a cell, with its state."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from goidata.extraction.reasons import Reason, reason
from goidata.extraction.report import State
from goidata.form import Field
from goidata.form.fields import MONEY
from goidata.form.ordinals import ORDINAL

NOT_LABEL = re.compile(r"[^\u3400-\u9fffA-Za-z]+")
NOT_APPLICABLE = frozenset(["/", "\\", "-", "--", "—", "——", "－", "–", "―", "无"])
UNITS_OF_MONEY = {  # yuan in one of each, the longest names first
    "百万元": 10**6, "千万元": 10**7, "十万元": 10**5, "万元": 10**4, "亿元": 10**8,
    "千元": 1000, "百元": 100, "元": 1,
}  # fmt: skip
UNITS = (*UNITS_OF_MONEY, "件", "笔", "项", "条", "个", "宗", "起", "次", "份", "人次", "件次")
LARGE = {"万": "万元", "亿": "亿元"}  # said of an amount without its 元
NUMBER = re.compile(
    r"(?P<currency>人民币|[¥￥])?\s*"
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,10})?)"
    rf"\s*(?:(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))}|[万亿])(?:整|人民币)?)?"
    r"\s*(?P<note>[(〔\[](?:[^()〔〕\[\]]{0,60}[)〕\]]|[^\d()〔〕\[\]][^()〔〕\[\]]{0,60}))?"
)
# What became more or less of in a year, said in words: 增10, 减少 3 项.
CHANGE = re.compile(
    r"(?P<sign>(?:新增|增[加长多]?|上升|减少?|下降)了?)\s*"
    rf"(?P<amount>\d{{1,15}}(?:,\d{{3}})*\s*(?:{'|'.join(UNITS)})?)"
)
# More and less side by side, one of them none: 0/0, +3/0, 0/-2.
MORE_OR_LESS = re.compile(r"\+?(?P<more>\d{1,9})\s*/\s*-?(?P<less>\d{1,9})")
RISING = ("新", "增", "上")  # which such a word begins with where it became more
# Marks of footnotes, which a change of widths would turn into digits, and what nobody sees.
MARK = "[\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf*＊※]"
MARKED = re.compile(rf"(?P<text>[^{MARK[1:]}*?(?!{MARK})\S)\s*+(?:{MARK}|[(（\[]{MARK}++[)）\]])++")
ANY_MARK = re.compile(MARK)
UNSEEN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]")
DIGITS_ONLY = re.compile(r"\W*\d[\d,.]*\W*")
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")  # of a count, which has no decimals
APOSTROPHE = re.compile(r"^['‘’`](?=[+-]?\d)")  # with which spreadsheets keep a number as text
NOUGHT = frozenset("〇")  # alone in a cell
SHARE = re.compile(  # of a whole, printed beside the number or below it
    r"(?P<number>[+-]?[\d,.]{1,20})\s*(?:[(〔\[]\s*\d{1,3}(?:\.\d{1,4})?\s*%\s*[)〕\]]"
    r"|\n\s*\d{1,3}(?:\.\d{1,4})?\s*%)"
)
WRAPPED = re.compile(r"\(\s*(?P<number>\d[\d,.]{0,20})\s*\)")  # the number alone, in brackets
# Two numbers or more in one cell, or one with spaces in it: no label, and no number either.
SEVERAL = re.compile(r"\d[\d,.]{0,20}(?:\s*[ ;；、]\s*\d[\d,.]{0,20}){1,3}")
ENDED = re.compile(r"(?P<number>\d[\d,]{0,20})[.。、]")  # as a sentence
UNIT_IN_NOTE = re.compile(
    rf"[(〔\[](?:单位[:：]?)?\s*(?:人民币)?({'|'.join(UNITS_OF_MONEY)})[)〕\]]?"
)
LONGEST_KEPT = 2000  # characters of a text whose normal form is kept
LONGEST_VALUE = 120  # characters of a cell that may be a figure with its remark
BROKEN = re.compile(r"[\d,.]{1,20}(?:\n[\d,.]{1,20}){1,4}")  # digits on several lines of one cell


@dataclass(frozen=True, slots=True)
class CellReading:
    """What one cell holds: only state NUMBER has a value; `reason` says what was set aside, `unit`
    is that of money, where the cell names it."""

    state: State
    value: int | float | None = None
    reason: Reason | None = None
    candidates: tuple[int | float, ...] = ()
    unit: str | None = None


def normal(text: str) -> str:
    """Only the letters and Chinese characters of `text`, widths made equal: what survives spaces,
    punctuation, brackets and digits that differ from one document to the next."""
    return _normal(text) if len(text) <= LONGEST_KEPT else _normal.__wrapped__(text)


@lru_cache(maxsize=4096)  # the lines of a report are looked at by several readers
def _normal(text: str) -> str:
    return NOT_LABEL.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=8192)  # the labels of the form, and what stands in the cells of a report
def label(text: str) -> str:
    """The normal form of a printed label without its ordinal."""
    return normal(ORDINAL.sub("", text))


def looks_like_value(word: str) -> bool:
    """Whether a cell or word alone can be a figure or stand for none."""
    return len(word) <= LONGEST_VALUE and _looks_like_value(word)


@lru_cache(maxsize=4096)  # most cells of most reports hold the same few figures
def _looks_like_value(word: str) -> bool:
    word = _plain(word)
    return (
        word in NOT_APPLICABLE
        or word in NOUGHT
        or any(each.fullmatch(word) for each in (NUMBER, CHANGE, BROKEN, SEVERAL, SHARE))
        or _more_or_less(word) is not None
    )


@lru_cache(maxsize=4096)
def looks_like_ordinal(word: str) -> bool:
    """Whether a cell alone is a number in brackets or with a stop: an ordinal before a label, a
    figure where none follows."""
    return any(each.fullmatch(_plain(word)) for each in (WRAPPED, ENDED))


def visible(text: str) -> str:
    """The text without characters that take no room, as pages have between their words."""
    return UNSEEN.sub("", text) if UNSEEN.search(text) else text


def converted(amount: Decimal, unit: str) -> Decimal:
    """An amount printed in `unit`, in the unit of the form."""
    return amount * UNITS_OF_MONEY[unit] / UNITS_OF_MONEY[MONEY]


def read_cell(raw: str, field: Field, whole: bool = False) -> CellReading:
    """The value of a cell in the unit of its field (件, 万元, …).

    Digits on several lines of a cell are one number where its separators show it, or where `whole`
    says that the row's total does; else ambiguous. A unit, a bracketed remark and thousands
    separators are set aside; an amount in 元, 亿元 and so on is converted into 万元. A number with
    leading zeros has lost its separators somewhere: ambiguous. A change may be said in words.
    """
    return _read_any(raw, field.signed, field.unit == MONEY, whole)


@lru_cache(maxsize=4096)  # the same figures are asked for by every reading of a row
def _read_any(raw: str, signed: bool, money: bool, whole: bool) -> CellReading:
    text = _plain(raw)
    if signed and (change := _more_or_less(text)) is not None:
        return CellReading(State.NUMBER, change, reason("change_in_words"))
    if signed and (changed := CHANGE.fullmatch(text)):
        return _signed(_read_cell(changed["amount"], money, whole), changed["sign"])
    if not signed and (alone := WRAPPED.fullmatch(text)):
        return _with_remark(_read_cell(alone["number"], money, whole))
    return _read_cell(raw, money, whole)


def _more_or_less(text: str) -> int | None:
    """The change that a cell prints as what came in and what went, where one of them is none."""
    found = MORE_OR_LESS.fullmatch(text)
    more, less = (int(found["more"]), int(found["less"])) if found else (1, 1)
    return more - less if 0 in (more, less) else None


def _signed(read: CellReading, word: str) -> CellReading:
    """An amount that the year brought more or less of, as a change."""
    if read.value is None or word.startswith(RISING):
        return replace(read, reason=read.reason or reason("change_in_words"))
    return replace(read, value=-read.value, reason=reason("change_in_words"))


def _read_cell(raw: str, money: bool, whole: bool) -> CellReading:
    if ANY_MARK.search(raw):
        return _read_marked(raw, money, whole)
    text = _plain(raw)
    if not text:
        return CellReading(State.BLANK)
    if text in NOT_APPLICABLE:
        return CellReading(State.NA)
    if text in NOUGHT:
        return CellReading(State.NUMBER, 0, reason("unit_or_remark"))
    if BROKEN.fullmatch(text):
        return _read_broken(text, money, whole)
    if beside := SHARE.fullmatch(text) or (not money and ENDED.fullmatch(text)):
        return _with_remark(_read_cell(beside["number"], money, whole))
    found = NUMBER.fullmatch(text)
    return _read_number(found, money) if found else CellReading(State.TEXT)


def _read_number(found: re.Match[str], money: bool) -> CellReading:
    """A number alone, with its unit and what note is beside it."""
    printed, unit = found["number"].replace(",", ""), found["unit"]
    number = Decimal(printed)
    if found["note"] and DIGITS_ONLY.fullmatch(found["note"]):
        return CellReading(State.AMBIGUOUS, None, reason("two_numbers"), (plain_number(number),))
    if not money and THOUSANDS.fullmatch(printed):
        reading = plain_number(number * 1000)
        return CellReading(State.AMBIGUOUS, None, reason("thousands_or_decimals"), (reading,))
    if re.match(r"[+-]?0\d", printed):
        return CellReading(State.AMBIGUOUS, None, reason("leading_zeros"), (plain_number(number),))
    if money and found["note"] and (named := UNIT_IN_NOTE.fullmatch(found["note"])):
        unit = named[1]
    if unit in LARGE:
        if not money:
            return CellReading(State.TEXT, None, reason("rounded_count", unit))
        unit = LARGE[unit]
    return _read_unit(number, unit, found, money)


def _read_unit(number: Decimal, unit: str, found: re.Match[str], money: bool) -> CellReading:
    """A number with its unit; counts have none of money, and money none of counts."""
    if found["currency"] and not money:
        return CellReading(State.TEXT, None, reason("money_among_counts"))
    if unit in UNITS_OF_MONEY:
        if not money:
            return CellReading(State.TEXT, None, reason("money_among_counts"))
        value = plain_number(converted(number, unit))
        return CellReading(State.NUMBER, value, reason("money_unit", unit), unit=unit)
    if unit and money:
        return CellReading(State.TEXT, None, reason("count_among_money"))
    remark = reason("unit_or_remark") if found["unit"] or found["note"] else None
    return CellReading(State.NUMBER, plain_number(number), remark)


def _with_remark(read: CellReading, why: str = "unit_or_remark") -> CellReading:
    """A number beside which something else stands that is no other reading of it."""
    return replace(read, reason=read.reason or reason(why))


def _read_marked(raw: str, money: bool, whole: bool) -> CellReading:
    """A number with the mark of a footnote behind it; a mark elsewhere may be a part of it."""
    found = MARKED.fullmatch(raw.strip())
    if not found:
        return CellReading(State.TEXT)
    return _with_remark(_read_cell(found["text"], money, whole), "note_mark")


def _read_broken(text: str, money: bool, whole: bool) -> CellReading:
    """Digits on several lines. A part that is no number by itself (`13,92`) goes on below."""
    read = _read_cell(text.replace("\n", ""), money, False)
    parted = all(NUMBER.fullmatch(part) for part in text.split("\n"))
    if read.state is not State.NUMBER or (parted and not whole):
        candidates = (read.value,) if read.value is not None else read.candidates
        return CellReading(State.AMBIGUOUS, None, reason("digits_on_lines"), candidates)
    return CellReading(State.NUMBER, read.value, reason("on_lines"))


def _plain(text: str) -> str:
    if ANY_MARK.search(text):
        found = MARKED.fullmatch(text.strip())
        text = found["text"] if found else ""
    text = unicodedata.normalize("NFKC", visible(text)).strip()
    return APOSTROPHE.sub("", text.replace("−", "-").replace("，", ","))


def plain_number(number: Decimal) -> int | float:
    """A whole number where it is one."""
    return int(number) if number == number.to_integral_value() else float(number)

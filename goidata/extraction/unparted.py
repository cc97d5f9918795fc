"""Lines in which nothing parts labels and figures, and their tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from goidata.documents.document import Line, Place
from goidata.extraction.normal import MARK, UNITS, label, looks_like_value, normal
from goidata.extraction.token import Token
from goidata.form import editions

ABOUT = ("约", "近", "超", "逾", "至少", "不足", "超过")  # before a number that is none
DIGITS = re.compile(r"\d[\d,.]*")
GLUED = re.compile(
    r"[\u3400-\u9fff）)”\]］]\d+(?:\.\d+)?(?![\d.,、．件条个份项次年月日号人余多万元%])"
)
# Figures with nothing between them but their units and remarks, as `45笔8622(其中修订16件)3`. The
# brackets of the form itself hold no digits.
REMARK = r"\([^()\d]{0,20}\d[^()]{0,20}\)"
PARTING = re.compile(rf"(?:{'|'.join(UNITS)})(?:{REMARK})?|{REMARK}")
FULL_STOP = r"[。·•・]\d+"  # in place of the point of a decimal
FIGURE = rf"\d[\d,.]*(?:{FULL_STOP})?(?:{PARTING.pattern})?"
# With letters for digits, or a power of ten, which make none of them a number: 2O, 5.76E+05.
BEFORE, BEHIND = "[A-Za-z]{0,2}", r"(?:[A-Za-z][A-Za-z\d.+-]{0,9})?"
GLUED_FIGURES = re.compile(rf"{BEFORE}{FIGURE}{BEHIND}(?: ?[+-]?{FIGURE}{BEHIND})*")
SEVERAL = re.compile(rf"(?:^|[\u3400-\u9fff)])((?:\d[\d,]*+(?:{PARTING.pattern})?+){{1,120}}+)$")
ZERO_FIRST = re.compile(r"0\d{1,120}\D")  # figures before a unit: no number begins so
WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d)")
# Figures behind a word, and words behind them: several rows in one line.
COUNTERS = "[件条个份项次年月日号人余多万亿元宗起笔]"  # which go on with a number
RUN_ON = re.compile(
    rf"(?:^|[\u3400-\u9fff）)”\"\]］] ?)(\d(?:[\d, ]|{COUNTERS}(?=[\d ]))*)"
    rf"(?![\d, ])(?!{COUNTERS})(?:[.、．] ?)?[\u3400-\u9fff（(]"
)
LONGEST_ORDINAL = 2
BEGINNING, LONGEST_BEGINNING = 5, 16  # characters that tell a label, and to find them in
SHORTEST_LABEL = 4
FEWEST_PARTED, FEWEST_DIGITS = 2, 7  # spaces among them, or digits, that no sentence has
WORD_AND_FIGURES = re.compile(rf"[\u3400-\u9fff]({GLUED_FIGURES.pattern})")
LONG_GLUED = 15  # digits behind a word that are the figures of a whole table in one
MANY_DIGITS = re.compile(rf"(?:\D*\d){{{LONG_GLUED}}}")
GLUED_PAGE_NUMBER = re.compile(r"[-—–―]\d{1,3}[-—–―]")
NAMED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年")
NOTED = re.compile(r"(?<=[^\d\s])[\[［]注?\d{1,2}[\]］]")
NUMBERS_APART = re.compile(r"(?<=\d)[;；](?=\d)")
NOTE = re.compile(rf"(?<=\d){MARK}+")
BEYOND_NUMBERS = re.compile(r"\d{16}")  # more digits than a number has
ORDINAL_ENDS = re.compile(r" ?[.、]")  # behind the digit of an ordinal
FEWEST_GLUED = 3  # labels with their figures attached that make a line a glued one
IN_BRACKETS = re.compile(r"(?<=[\u3400-\u9fff])\([^()]*\d[^()]*\)")


def are_unparted(line: Line) -> bool:
    """Whether words and figures of several cells stand in a line without anything to tell them."""
    if not DIGITS.search(line.text):
        return False
    text = WIDE_COMMA.sub(",", _flat(line.text))
    return _is_glued(text) or (not line.extents and (_runs_on(text) or _holds_several(text)))


def _flat(text: str) -> str:
    """A line with single spaces, without the digits of the years that are named in it and of notes
    in brackets; a mark between two numbers parts them."""
    return " ".join(NUMBERS_APART.sub(" ", NOTED.sub("", NAMED_YEAR.sub("该年", text))).split())


def _is_glued(text: str) -> bool:
    if len(GLUED.findall(text)) >= FEWEST_GLUED or BEYOND_NUMBERS.search(text):
        return True
    if not MANY_DIGITS.match(text):
        return False
    plain = unicodedata.normalize("NFKC", text)
    return any(
        sum(map(str.isdecimal, PARTING.sub("", found[1]))) >= LONG_GLUED
        for found in WORD_AND_FIGURES.finditer(plain)
    )


def _holds_several(text: str) -> bool:
    """Whether a word is the digits of several figures: more than a number has, with a zero before
    others, or parted by units, remarks and commas that no number has."""
    found = (SEVERAL.search(word) for word in unicodedata.normalize("NFKC", text).split(" "))
    return any(ZERO_FIRST.match(each[1]) or not looks_like_value(each[1]) for each in found if each)


def _runs_on(text: str) -> bool:
    """Whether words go on behind the figures of a line; where the places of words on a page are
    known, they may be beside them."""
    return any(_are_figures(found) for found in RUN_ON.finditer(text))


def _are_figures(found: re.Match[str]) -> bool:
    """Whether digits amid a line are figures: more of them than a sentence has, or the label of a
    row right behind."""
    figures = found[1].strip()
    if not found.start(1) and len(figures) <= LONGEST_ORDINAL:
        return False  # the ordinal of a label that begins the line
    if figures.count(" ") >= FEWEST_PARTED or sum(map(str.isdecimal, figures)) >= FEWEST_DIGITS:
        return True
    behind = normal(found.string[found.end() - 1 : found.end() + LONGEST_BEGINNING])
    return behind.startswith(_beginnings())


@cache
def _beginnings() -> tuple[str, ...]:
    """How the labels of rows begin, where that tells them from other words."""
    rows = [row for form in editions() for table in form.tables.values() for row in table.rows]
    labels = {label(text) for row in rows for text in (row.zh, *row.variants)}
    return tuple({words[:BEGINNING] for words in labels if len(words) >= SHORTEST_LABEL})


def tokens_of_unparted(line: Line) -> Iterator[Token]:
    """A line in which labels and figures stand without anything between them. The digit before a
    point is the ordinal of the label that follows (`00000002.重复`)."""
    # The mark of a note would become a digit of the figure before it.
    plain = NOTE.sub("", _flat(line.text))
    text = GLUED_PAGE_NUMBER.sub("", unicodedata.normalize("NFKC", plain))
    end = count = 0
    remarks = [found.span() for found in IN_BRACKETS.finditer(text)]
    for found in GLUED_FIGURES.finditer(text):
        if any(start < found.start() < stop for start, stop in remarks):
            continue
        figures = found[0]
        stripped = figures.rstrip(".,")
        if stripped != figures or (ORDINAL_ENDS.match(text, found.end()) and stripped):
            stripped = stripped[:-1].rstrip()
        label = text[end : found.start()]
        about = next(filter(label.endswith, ABOUT), "")  # words in the place of a number
        if label.strip():
            yield Token(label.removesuffix(about), line.place, True)
        end = found.end()
        if stripped:
            end = found.start() + len(stripped.rstrip())  # the ordinal goes with its label
            count += 1
            yield Token(about + stripped, Place(line=line.place.line, column=count), False)
    if text[end:].strip():
        yield Token(text[end:], line.place, True)

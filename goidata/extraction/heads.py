"""The printed heads of a table against the form's: in the form's order and no others, or else.

Offices insert columns (a subtotal, last year) and move the total. As many figures as the form has
are then no proof that they are the form's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import product

from rapidfuzz.distance import LCSseq

from goidata.extraction.added import EXTRA, LONGEST, YEARS, added
from goidata.extraction.over import AS_THE_FORM, OTHER_ORDER, Heads, usual_end
from goidata.extraction.printed import printed_in_tables
from goidata.extraction.reasons import reason
from goidata.extraction.runs import Head, Run
from goidata.extraction.shortened import are_parts_moved

NUMBERING = re.compile("序号|编号|栏次")  # columns before the labels
HIGHEST = 60  # cells that the heads of a table take, at most, where each stands on a line
FEWEST = 3  # heads whose order says anything
BEFORE_ROWS = 40  # characters before a table's first row among which its heads stand
FEWEST_OWN = 6  # heads that can be told by their likeness alone

Words = Sequence[frozenset[str]]  # those that may stand over each figure of a row


def heads_over(
    words: Words,
    blocks: Words,
    tops: Words,
    runs: Sequence[Run],
    above: Sequence[Head],
    on_page: Sequence[str],
    before: Heads,
) -> Heads:
    """What the heads `above` some rows say, `runs` in order.

    `words` are those that may stand over each figure of a row, `blocks` those over blocks of
    figures side by side, `tops` those over several such blocks; `on_page` are the heads from left
    to right, where words have places on a page; `before` is what the heads of the same rows said on
    the page before, where a table goes on without any.
    """
    table = runs[0].pieces[0].place.table
    heads = [head for head in above if head.table == table]
    texts = [head.words for head in heads]
    if before is not AS_THE_FORM and not any(text in each for text in texts for each in words):
        return _goes_on(before, runs)
    if len(blocks) >= FEWEST and not _is_in_order(blocks, _by_place(heads), total=False):
        return OTHER_ORDER
    if table is None and (
        _are_reversed(tops, (*blocks, *words), texts[-HIGHEST:])
        or are_parts_moved(words, "".join(texts)[-BEFORE_ROWS:])
    ):
        return OTHER_ORDER
    if table is not None:
        return _in_grid(words, heads, runs)
    extra = added(NUMBERING.sub("", text) for text in texts[-HIGHEST:])
    if on_page and not _is_in_order(words, on_page):
        return OTHER_ORDER
    return (
        _odd_in_order(extra, words, texts)
        if extra
        else _in_lines(words, texts[-HIGHEST:], _by_place(heads[-HIGHEST:]))
    )


def _goes_on(before: Heads, runs: Sequence[Run]) -> Heads:
    if before.columns and _stand_under(before.columns, (), runs):
        return before
    return Heads(doubt=before.doubt or reason("heads_of_page_before"))


def _by_place(heads: Sequence[Head]) -> list[str]:
    """The words of heads from left to right, or as they follow each other on lines."""
    return [head.words for head in sorted(heads, key=lambda head: head.column or 0)]


def _is_in_order(words: Words, printed: Sequence[str], total: bool = True) -> bool:
    """Whether as many heads as can be told are in order; they may be broken over lines."""
    orders = [_order(words, "|".join(printed)) or [], _order(words, "".join(printed)) or []]
    order = max(orders, key=lambda each: len(set(each)))
    last = len(dict.fromkeys(words)) - 1 if total else None
    return _is_of_the_form(order, last) if order else not _are_moved(words, printed)


def _are_reversed(tops: Words, heads: Words, printed: Sequence[str]) -> bool:
    """Whether of the heads over blocks a later one stands first, alone or right before others."""
    if len(tops) < 2:
        return False
    pattern = _pattern(tops)
    index = {each: number for number, own in enumerate(tops) for each in own}
    alone = [pattern.findall(text) for text in printed if text and not pattern.sub("", text)]
    order = [index[each] for found in alone for each in found if each in index]
    if len(order) == len(tops) == len(set(order)):
        return order != sorted(order)
    backwards = ["".join(pair) for pair in product(*reversed(tops))]
    below = tuple(word for own in heads for word in own)
    text = "".join(printed)
    return any(text[found.end() :].startswith(below) for found in _any_of(backwards, text))


def _any_of(words: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    return re.finditer("|".join(map(re.escape, words)), text)


def _are_moved(words: Words, printed: Sequence[str]) -> bool:
    """Whether heads in words of the office's own stand in another order than the form's: each is
    most like one of its heads. The total, which may stand over the others, is not asked."""
    distinct = tuple(dict.fromkeys(words))
    if len(distinct) < FEWEST_OWN:
        return are_parts_moved(words, "|".join(printed))
    meant = (_meant(text, distinct) for text in printed)
    known = [number for number in meant if number is not None and number < len(distinct) - 1]
    return len(known) >= FEWEST and len(set(known)) == len(known) and known != sorted(known)


@cache
def _meant(text: str, words: tuple[frozenset[str], ...]) -> int | None:
    """Which head of the form a head is most like, by index; None where it is like none, or two."""
    if not 1 < len(text) <= LONGEST:
        return None
    likeness = [max(LCSseq.similarity(text, each) for each in own) for own in words]
    most = max(likeness)
    found = likeness.index(most)
    return found if 2 * most >= len(text) and likeness.count(most) == 1 else None


def _in_grid(words: Words, above: Sequence[Head], runs: Sequence[Run]) -> Heads:
    known = frozenset().union(*words)
    heads = sorted((h for h in above if h.words in known), key=lambda head: head.column or 0)
    columns = tuple(float(head.column or 0) for head in heads)
    beside = [head for head in above if not _numbers_rows(head, columns)]
    extra = added(head.words for head in beside)
    if len(heads) != len(words) or len(set(columns)) != len(columns):
        return (
            _odd_in_order(extra, words, _by_place(above))
            if extra
            else _in_lines(words, _by_place(above))
        )
    if all(head.words in each for head, each in zip(heads, words, strict=True)):
        if not extra:
            return AS_THE_FORM
        end = usual_end(runs, columns[-1])
        return Heads(columns, end=end) if _stand_under(columns, above, runs) else _odd(extra)
    by_name = _by_name(words, heads)
    if by_name and _stand_under(columns, above, runs):
        return Heads(by_name, end=usual_end(runs, columns[-1] + 1))
    return _odd(extra) if extra else _in_lines(words, _by_place(heads))


def _numbers_rows(head: Head, columns: Sequence[float]) -> bool:
    """Whether a head is that of a column that numbers the rows, left of all others."""
    return bool(NUMBERING.search(head.words)) and (head.column or 0) < min(columns, default=0)


def _stand_under(columns: Sequence[float], above: Sequence[Head], runs: Sequence[Run]) -> bool:
    """Whether all figures stand under the heads of the form or under others."""
    others = {float(head.column or 0) for head in above if EXTRA.search(head.words)}
    allowed = others | set(columns)
    return all(
        piece.extent is not None and piece.extent[0] in allowed
        for run in runs
        for piece in run.figures
    )


def _by_name(words: Words, heads: Sequence[Head]) -> tuple[float, ...] | None:
    """The column of each figure, where every head names one."""
    found = [[head for head in heads if head.words in each] for each in words]
    if any(len(each) != 1 for each in found):
        return None
    return tuple(float(each[0].column or 0) for each in found)


def _in_lines(words: Words, *orders: Sequence[str]) -> Heads:
    """Heads as they follow each other, and as they stand beside each other: lines may be shifted,
    and a head over two lines comes before those beside it, so that one order is enough."""
    in_order = any(_is_in_order(words, printed) for printed in orders)
    return AS_THE_FORM if in_order else OTHER_ORDER


def _odd_in_order(extra: str, words: Words, texts: Sequence[str]) -> Heads:
    """That a column was put in; whether without it and heads of years the others are in order."""
    own = ["" if YEARS.fullmatch(text) else text.replace(extra, "") for text in texts[-HIGHEST:]]
    in_order = _in_lines(words, own) is AS_THE_FORM
    return replace(_odd(extra), extra=extra if in_order else None)


def _odd(extra: str) -> Heads:
    return Heads(doubt=reason("column_added", extra))


def _order(words: Words, text: str) -> list[int] | None:
    """Which heads stand in the text, by index, where at least FEWEST do, equally often."""
    distinct = tuple(dict.fromkeys(words))
    index = {each: number for number, own in enumerate(distinct) for each in own}
    matches = (match[0] for match in _pattern(distinct).finditer(text))
    found = [index[match] for match in matches if match in index]
    times = {found.count(number) for number in found}
    return found if len(set(found)) >= FEWEST and len(times) == 1 else None


@cache
def _pattern(words: tuple[frozenset[str], ...]) -> re.Pattern[str]:
    """Any of the heads, and longer words that contain one, which are none."""
    own = frozenset().union(*words)
    longer = {each for each in printed_in_tables() if any(word in each for word in own)}
    return re.compile("|".join(sorted(own | longer, key=len, reverse=True)))


def _is_of_the_form(order: Sequence[int], total: int | None) -> bool:
    """Whether heads stand in order, once or over again. The total may stand over the others, beside
    the first, and so come next to it."""
    known = sorted(set(order))
    if total == known[-1] and len(order) == len(known) and list(order[:2]) == [known[0], total]:
        order = [known[0], *order[2:], total]
    return all(number == known[at % len(known)] for at, number in enumerate(order))

"""Rows whose labels were not read, told by the rows around them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz.distance import LCSseq

from goidata.extraction.matches import RECOGNISED, Match, PrintedRow
from goidata.extraction.normal import label
from goidata.extraction.printed import articles, in_headings, in_tables, printed_in_tables
from goidata.extraction.runs import Run
from goidata.extraction.stream import Stream
from goidata.form.ordinals import OF_SECTIONS

LONG = 4  # characters of a label that is not found within others by chance
BEGUN = 6  # characters that tell the beginning of a label
STRANGE = 1  # characters before a run of a damaged label that no label has
WITHIN = re.compile(r"(?<=[^\d\s])\s?\d{1,2}\s?[、.．](?!\d)")  # an ordinal amid words
LONGEST = 30  # characters before a run that may be a label


def by_order(
    matches: list[Match], unused: Sequence[int], rows: Sequence[PrintedRow], stream: Stream
) -> list[Match]:
    """Matches whose label was not read, but whose neighbours leave them the only place: the row
    before and the row after are certain, no run that could be the row's stands in between, also no
    blank cells behind a label, and the row's label does not follow by itself."""
    settled: list[Match] = []
    for index, match in enumerate(matches):
        if match.likeness < RECOGNISED:
            before = settled[index - 1] if index else None
            after = matches[index + 1] if index + 1 < len(matches) else None
            low = before.run if before else -1
            high = after.run if after else float("inf")
            near = (before.row if before else -1) == match.row - 1
            near = near and (after.row if after else len(rows)) == match.row + 1
            sure = (before is None or before.certain) and (after is None or after.certain)
            half = len(rows[match.row].figures) / 2
            rivals = [j for j in unused if stream.runs[j].most >= half]
            alone = not any(low < j < high for j in rivals)
            blank = _labelled_behind(rows[match.row], stream, stream.runs[match.run])
            blank = blank or _empty_between(low, high, match, rows[match.row], stream)
            own = _is_of_another(rows, match.row, stream, stream.runs[match.run])
            match = replace(match, by_order=near and sure and alone and not blank and not own)
        settled.append(match)
    return settled


def _is_of_another(rows: Sequence[PrintedRow], row: int, stream: Stream, run: Run) -> bool:
    """Whether the words before a run are legible and not the row's label: those of another row, or
    of one that the office put in its place. A damaged label has lost characters, and hardly gained
    any."""
    before = stream.labels[run.floor : run.position]
    if not before or len(rows) == 1:  # heads stand before the only row
        return False
    others = {words for i, other in enumerate(rows) if i != row for words in other.labels}
    if _is_joined_to_heads(stream.printed_before(run), others - set(rows[row].labels)):
        return True
    last = stream.words_before(run).lstrip(OF_SECTIONS)
    if {before.lstrip(OF_SECTIONS), last} & others or any(
        _ends_with_label(before, words, rows[row].labels) for words in others
    ):
        return True
    if _is_unlike(last, rows[row].labels) or _begins_another(before, others, rows[row].labels):
        return True
    known = "|".join((in_tables(), *(words for other in rows for words in other.labels)))
    if not run.floor:
        known = f"{known}|{in_headings()}"
    return _strange(before[-LONGEST:], known) > STRANGE


def _is_joined_to_heads(text: str, others: Container[str]) -> bool:
    """Whether the label of another row stands behind the last of the heads, nothing between but
    perhaps its ordinal."""
    if any(label(text[each.start() :]) in others for each in WITHIN.finditer(text)):
        return True
    words = label(text)
    return words not in printed_in_tables() and any(
        words[:at] in printed_in_tables() and words[at:] in others for at in range(1, len(words))
    )


def _is_unlike(words: str, labels: Sequence[str]) -> bool:
    """Whether words are neither printed on the form nor what is left of one of the labels."""
    if words in in_tables():
        return False
    words = _printed().sub("", words)
    if len(words) < LONG:
        return False
    alike = max(LCSseq.similarity(words, each) for each in labels)
    return 2 * alike < len(words)


@cache
def _printed() -> re.Pattern[str]:
    """Any words of the form, the longest first; a single character is none."""
    words = sorted(printed_in_tables(), key=len, reverse=True)
    return re.compile("|".join(re.escape(each) for each in words if len(each) > 1))


def _ends_with_label(text: str, words: str, own: Sequence[str]) -> bool:
    """Whether a text ends with a label, behind its ordinal if it is short, or with the beginning of
    one, wrapped around its figures; and not with words that are as well `own`."""
    if text.endswith(words) and text[: -len(words)].endswith(tuple(OF_SECTIONS)):
        return words not in own
    return any(
        text.endswith(words[:size]) and not any(words[:size] in each for each in own)
        for size in range(LONG, len(words) + 1)
    )


def _begins_another(text: str, others: Iterable[str], own: Sequence[str]) -> bool:
    """Whether a label of another row begins in a text, that of a group perhaps behind it: the rest
    of it then follows the figures."""
    begun = {words[:BEGUN] for words in others if len(words) > BEGUN}
    return any(words in text and not any(words in label for label in own) for words in begun)


def _strange(text: str, known: str) -> int:
    """How many characters of a text are no part of words among the known ones."""
    at = strange = 0
    while at < len(text):
        size = next((n for n in range(len(text) - at, 1, -1) if text[at : at + n] in known), 0)
        strange += not size
        at += size or 1
    return strange


def _empty_between(low: int, high: float, match: Match, row: PrintedRow, stream: Stream) -> bool:
    """Whether a run of blank cells between two others, enough for the row, has a label that may be
    a row's."""
    return any(
        low < j < high
        and j != match.run
        and not run.figures
        and len(run.pieces) >= len(row.figures)
        and run.position > run.floor
        and label(stream.printed_before(run)) not in articles()
        for j, run in enumerate(stream.runs)
    )


def _labelled_behind(row: PrintedRow, stream: Stream, run: Run) -> bool:
    """Whether the whole label of the row stands behind the run, before the next figures."""
    behind = stream.labels[run.position : run.ceiling]
    return any(len(words) >= LONG and words in behind for words in row.labels)

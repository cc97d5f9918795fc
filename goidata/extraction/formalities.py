"""What a report says of itself: its years, the notices it cites, labels printed otherwise than the
form has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz, process

from goidata.documents.document import Document, Line, Place
from goidata.extraction.claims.passage import widths
from goidata.extraction.closing import period_year, sign_off
from goidata.extraction.normal import label, normal
from goidata.extraction.report import Figure, Formalities, Identity, Misprint
from goidata.extraction.sections import Stretch
from goidata.extraction.titles import read_title
from goidata.extraction.unprinted import unprinted
from goidata.form import Edition, edition, editions
from goidata.form.wordings import wordings

LIKE = 75.0  # likeness in per cent from which printed words are a label of the form, misprinted
FEWEST = 5  # characters of a label that can be told from another by likeness
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[\s〔〕\[\]【】（）()《》〈〉<>“”\"]+")
_PARTS = re.compile(r"[\t|]|\s{2,}|(?<=\D)\d+(?=\D|$)")


def formalities(
    document: Document,
    stretches: Sequence[Stretch],
    who: Identity,
    tables: Mapping[str, tuple[str, Stretch]],
    figures: Mapping[str, Figure],
) -> Formalities:
    """The formalities of a report; `tables` gives for each table that is there its edition and the
    stretch that holds it, `figures` what was read in them."""
    printed = [text for line in document.lines if (text := line.text.strip())]
    compact = _SPACES.sub("", widths("".join(printed)))
    return Formalities(
        years=_years(who, compact, printed),
        cited=tuple(_cited(stretches[0].lines, compact)),
        labels=tuple(
            misprint
            for name, (form, stretch) in tables.items()
            for misprint in _misprints(edition(form), name, stretch)
        ),
        unprinted={
            name: rows
            for name, (form, stretch) in tables.items()
            if (rows := unprinted(form, name, stretch, figures))
        },
        complete=any(mark in compact for mark in wordings().identity["complete"]),
        synthetic=any(mark in compact for mark in wordings().identity["synthetic"]),
    )


def _years(who: Identity, compact: str, printed: Sequence[str]) -> dict[str, int]:
    """The years that are printed, by where they stand."""
    title = read_title(who.title)
    day = sign_off(printed).day
    found = {
        "title": title.year if title else None,
        "period": period_year(compact),
        "sign_off": day.year if day else None,
    }
    return {where: year for where, year in found.items() if year is not None}


def _cited(introduction: Sequence[Line], compact: str) -> Iterator[str]:
    """The editions whose notice the introduction names, by number or title; where the headings are
    lost, the whole text is taken for it."""
    words = "".join(line.text for line in introduction) or compact
    plain = _MARKS.sub("", widths(words))
    for each in editions():
        named = (_MARKS.sub("", each.notice), _MARKS.sub("", each.notice_title))
        if any(name in plain for name in named):
            yield each.name


def _misprints(form: Edition, table: str, stretch: Stretch) -> Iterator[Misprint]:
    """Labels of the form that stand nowhere as they should, and words that are nearly they."""
    official = _official(form.name, table)
    whole = text_of(stretch)
    if all(any(map(whole.__contains__, known_as)) for known_as in official.values()):
        return  # as in most reports; only then are the cells not looked at one by one
    cells = dict(_labels(stretch))
    everything = "".join(cells)
    known = {wording for known_as in official.values() for wording in known_as}
    strange = [words for words in cells if len(words) >= FEWEST and words not in known]
    for words, known_as in official.items():
        if len(words) < FEWEST or any(wording in everything for wording in known_as):
            continue
        found = process.extractOne(words, strange, scorer=fuzz.ratio, score_cutoff=LIKE)
        if found and found[0] not in words and _nearest(found[0], official) == words:
            printed, place = cells[found[0]]
            yield Misprint(printed, words, place)


def text_of(stretch: Stretch) -> str:
    """All words of a stretch in normal form, joined."""
    texts = (
        [block.text]
        if isinstance(block, Line)
        else [cell.text for row in block.rows for cell in row]
        for block in stretch.blocks
    )
    return normal("".join([text for each in texts for text in each]))


def _nearest(words: str, official: Mapping[str, tuple[str, ...]]) -> str:
    """The label that the words are most like, any of its wordings counted."""
    return max(official, key=lambda own: max(fuzz.ratio(words, each) for each in official[own]))


def _labels(stretch: Stretch) -> Iterator[tuple[str, tuple[str, Place]]]:
    """The words in each cell, or between the figures of a line: normal form, print and place."""
    for block in stretch.blocks:
        if isinstance(block, Line):
            parts = [(part, block.place) for part in _PARTS.split(block.text)]
        else:
            parts = [(cell.text, cell.place) for row in block.rows for cell in row]
        for text, place in parts:
            if words := label(text):
                yield words, (_SPACES.sub("", text), place)


@cache
def _official(form: str, table: str) -> Mapping[str, tuple[str, ...]]:
    """The normal form of each label of rows and columns, and the wordings it is known by."""
    declared = edition(form).tables[table]
    parts = [(row.zh, *row.variants) for row in declared.rows]
    parts += [(column.zh, *column.variants) for row in declared.rows for column in row.columns]
    return {label(texts[0]): tuple(map(label, texts)) for texts in parts}

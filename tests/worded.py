"""Sentences of known claims in whole reports, in every place where a report may say them, read and
compared; and the table of it that docs/accuracy.md holds."""

from __future__ import annotations

import random
import textwrap
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from paper.formats import LAYOUTS
from paper.sheets import Paper, paper_of

from goidata.documents.opening import open_document
from goidata.extraction.reading import Tables, read
from goidata.extraction.report import Report
from goidata.extraction.sections import Stretch, split
from goidata.extraction.tables import TableReading
from goidata.extraction.together import read_tables
from goidata.form import TABLES, edition

HERE = Path(__file__).parent
OF_OURS = HERE / "sentences.toml"
LATER = HERE / "sentences_later.toml"  # written when the frames were done
FIRST = (692, 43, 0)  # claims of these right, missed and wrong in all positions, as first read
ATTACK = HERE / "sentences_attack.toml"  # of another hand than the frames
FILES = (OF_OURS, LATER, ATTACK)
YEAR = 2024
FILLING = "本单位继续完善工作制度，对公开内容逐条复核，并组织学习。"
WIDTHS = (27, 34, 38)  # characters of a line of a printed page
Stated = frozenset[tuple[str, int | float]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the kind of its frame, and all the claims that it makes."""

    kind: str
    text: str
    claims: Stated


@cache
def sentences(path: Path = OF_OURS) -> tuple[Sentence, ...]:
    """The sentences declared in a file, by kind."""
    declared = tomllib.loads(path.read_text("utf-8"))
    return tuple(
        Sentence(kind, text, frozenset(_claims(said)))
        for kind, group in declared.items()
        for text, said in group.items()
    )


def _claims(said: str) -> Iterator[tuple[str, int | float]]:
    for each in filter(None, said.split("; ")):
        name, number = each.split()
        yield name, int(number)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(FILLING + text + FILLING, WIDTHS[len(text) % len(WIDTHS)])


def _alone(paper: Paper, text: str) -> None:
    paper.parts[0].before = [FILLING, text, FILLING]


def _inside(paper: Paper, text: str) -> None:
    paper.parts[0].before = [FILLING + text + FILLING]


def _first(paper: Paper, text: str) -> None:
    paper.parts[0].before = [text + FILLING, FILLING]


def _last(paper: Paper, text: str) -> None:
    paper.parts[0].before = [FILLING, FILLING + text]


def _broken(paper: Paper, text: str) -> None:
    paper.parts[0].before = _wrapped(text)


def _before_the_table(paper: Paper, text: str) -> None:
    paper.parts[0].before = [FILLING]
    paper.parts[1].before = [text]


def _without_heading(paper: Paper, text: str) -> None:
    paper.introduction = [*paper.introduction, FILLING, text, FILLING]
    del paper.parts[0]


POSITIONS: Mapping[str, Callable[[Paper, str], None]] = {
    "a paragraph of its own": _alone,
    "within a paragraph": _inside,
    "first of section one": _first,
    "last of section one": _last,
    "broken by a page's width": _broken,
    "before the table of section two": _before_the_table,
    "no heading of section one": _without_heading,
}


def report(text: str, position: str, layout: str = "bars", tables: Tables | None = None) -> Report:
    """A report of zeros that says `text` in a `position`, as it is read from its paper; `tables`
    gives its tables where they are known."""
    return _read(_paper(), lambda paper: POSITIONS[position](paper, text), layout, tables)


def _paper(figures: Mapping[str, int] | None = None) -> Paper:
    zeros = dict.fromkeys(edition("2021").fields, 0)
    return paper_of({**zeros, **(figures or {})}, year=YEAR)


def _read(
    paper: Paper,
    write: Callable[[Paper], None],
    layout: str = "bars",
    tables: Tables | None = None,
) -> Report:
    write(paper)
    return read(*LAYOUTS[layout](paper, random.Random(0)), tables=tables)


@cache
def _tables_of_zeros() -> tuple[Mapping[str, TableReading], Mapping[str, int]]:
    """The tables of a report of zeros as they are read, and the lines on which they end."""
    stretches = split(open_document(*LAYOUTS["bars"](_paper(), random.Random(0))))
    return read_tables(stretches), _ends(stretches)


def _ends(stretches: Sequence[Stretch]) -> Mapping[str, int]:
    sections = {edition("2021").tables[table].section: table for table in TABLES}
    return {
        sections[each.number]: each.lines[-1].place.line or 0
        for each in stretches
        if each.number in sections
    }


def where_they_stand(stretches: Sequence[Stretch]) -> dict[str, TableReading]:
    """The tables of a report of zeros in bars, which are as they were but for the lines they stand
    on. To read them takes two thirds of the time of a report, and says nothing of its words."""
    tables, ends = _tables_of_zeros()
    here = _ends(stretches)
    return {
        name: replace(
            table,
            lines=frozenset(line + here[name] - ends[name] for line in table.lines),
            rows=(),
        )
        for name, table in tables.items()
    }


def saying(paragraphs: Sequence[str], figures: Mapping[str, int] | None = None) -> Report:
    """A report whose section one has these paragraphs, of zeros but for `figures`."""
    return _read(_paper(figures), lambda paper: setattr(paper.parts[0], "before", [*paragraphs]))


def stated(text: str, position: str, layout: str = "bars") -> Stated:
    """What is read from a sentence. Nothing of it is in the tables, so they decide nothing."""
    return frozenset((claim.name, claim.value) for claim in report(text, position, layout).claims)


def stated_beside(text: str, position: str) -> Stated:
    """The same with the tables given, as in what follows they are always the same."""
    found = report(text, position, tables=where_they_stand)
    return frozenset((claim.name, claim.value) for claim in found.claims)


def words_section() -> list[str]:
    """What docs/accuracy.md says of words, as lines of Markdown."""
    counts = [(len(each), sum(not one.claims for one in each)) for each in map(sentences, FILES)]
    right, missed, wrong = FIRST
    return [
        "",
        "## Words",
        "",
        f"{counts[0][0]} sentences of our own, {counts[0][1]} of them without any claim, each read "
        "in whole reports in every position: claims right / missed / wrong.",
        "",
        *table(OF_OURS),
        "",
        f"{counts[1][0]} further sentences, {counts[1][1]} of them without any claim, were written "
        "when the frames were done, after kinds of sentences not seen before. As first read, over "
        f"all positions: {right} right, {missed} missed, {wrong} wrong. Since then:",
        "",
        *table(LATER),
        "",
        f"{counts[2][0]} further sentences, {counts[2][1]} of them without any claim, were written "
        "as an attack: numbers of other years, other bodies, plans, comparisons, letters, "
        "followers, proposals, services, parts. The 246 written first had, in three positions, "
        "459 claims right, 39 missed and 60 wrong as first read. 128 written later attack what "
        "other sentences, later words and verbs say of a number (a channel named in the sentence "
        "before, those under a body, what is inspected and not disclosed): 24 claims wrong as "
        "first read; of 63 more, of accounts that go on and of other ways, 10; of 315 more, of "
        "corrections, ranges, occasions, sums and what others took, 25. Seven of these are not in "
        "the table: six are left out though they claim something, one may be of the year or of its "
        "first months (截至11月底，主动公开政府信息310条). Where a sentence may be read or left "
        "out, the table takes what is done. Since then:",
        "",
        *table(ATTACK),
    ]


def table(path: Path) -> list[str]:
    """Frames by positions: claims read, missed and wrong, as lines of Markdown."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for sentence in sentences(path):
        for position in POSITIONS:
            found = stated(sentence.text, position)
            tally = counted.setdefault((sentence.kind, position), Counter())
            tally["right"] += len(found & sentence.claims)
            tally["missed"] += len(sentence.claims - found)
            tally["wrong"] += len(found - sentence.claims)
    lines = [f"| kind | {' | '.join(POSITIONS)} |", f"|---|{'---|' * len(POSITIONS)}"]
    for kind in dict.fromkeys(sentence.kind for sentence in sentences(path)):
        cells = (counted[kind, position] for position in POSITIONS)
        shown = " | ".join(f"{c['right']} / {c['missed']} / {c['wrong']}" for c in cells)
        lines.append(f"| {kind.replace('_', ' ')} | {shown} |")
    return lines

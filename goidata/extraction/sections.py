"""The six sections of a report: where each begins, in order, with a heading or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goidata.documents.document import Document, Grid, Line
from goidata.extraction.headings import ALL_HEADINGS, HEADINGS, LONGEST, joined
from goidata.extraction.normal import UNITS, normal
from goidata.extraction.outline import Candidate, Outline, outline
from goidata.extraction.unheaded import unheaded, with_others_apart
from goidata.form import TABLES, Table, editions
from goidata.form.headings import heading_words
from goidata.form.ordinals import OF_SECTIONS, number_of

FEWEST_INLINE = 3  # headings in one line that make it a text without breaks
LONG = 8  # characters of a heading that is known without its ordinal
LONGEST_LINE = 400  # characters from which a line may hold a table and more
MARK = re.compile(
    rf"第?(?P<numeral>[{OF_SECTIONS}])\s{{0,4}}(?:部分)?\s{{0,4}}[、,，.．:：]?\s{{0,4}}"
    r"(?=[\u4e00-\u9fff])"
)
BEHIND = re.compile(r"[^\u4e00-\u9fff、，,]\s*$")  # what may stand before a heading within a line
COUNTERS = "|".join(UNITS)
# A unit or a remark between figures: 12件3, 313(其中网上3件)5.
PARTED = rf"(?:{COUNTERS})(?=[\d\s(（])|[(（][^()（）]{{0,40}}[)）](?=[\d\s\u4e00-\u9fff])"
REST = re.compile(r"^[\s。：:，,、；;．.]+")  # between a heading and the text on its line


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a document that a section takes: its heading as printed, "" for none, and its
    blocks. Number 0 is what stands before the first section."""

    number: int
    heading: str
    blocks: tuple[Line | Grid, ...]
    line: Line | None

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Line))


def split(document: Document) -> tuple[Stretch, ...]:
    """The document cut into its sections, each known by its heading or by what stands in it.

    Names of sections within an introduction or a table of contents do not cut.
    """
    parted = tuple(part for block in document.blocks for part in _parted(block))
    found = outline(parted)
    parted = with_others_apart(parted, found)
    cuts = [_Cut(0, 0), *_cuts(parted, found)]
    stretches: list[Stretch] = []
    for cut, end in zip(cuts, [*(cut.index for cut in cuts[1:]), len(parted)], strict=True):
        stretches.append(_stretch(cut, parted, max(end, cut.index)))
        if cut.heading and cut.heading.also:
            stretches.append(Stretch(cut.heading.also, stretches[-1].heading, (), cut.line(parted)))
    return tuple(stretches)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a section begins, and its heading if it has one."""

    number: int
    index: int
    heading: Candidate | None = None

    def line(self, blocks: Sequence[Line | Grid]) -> Line | None:
        block = blocks[self.index] if self.heading else None
        return block if isinstance(block, Line) else None


def _cuts(blocks: Sequence[Line | Grid], found: Outline) -> list[_Cut]:
    """The beginnings of all sections, in order; a second section under a joined heading has none of
    its own unless it begins elsewhere."""
    starts = {each.number: each.index for each in found.chosen}
    cuts = [_Cut(each.number, each.index, each) for each in found.chosen]
    if len(cuts) < len(HEADINGS):
        without = unheaded(blocks, starts, found.tables)
        cuts += [_Cut(number, index) for number, index in without.items()]
        numbers = {cut.number for cut in cuts}
        cuts = [cut if not _also_elsewhere(cut, numbers) else _alone(cut) for cut in cuts]
    return sorted(cuts, key=lambda cut: (cut.index, cut.number))


def _also_elsewhere(cut: _Cut, numbers: set[int]) -> bool:
    return bool(cut.heading and cut.heading.also in numbers)


def _alone(cut: _Cut) -> _Cut:
    assert cut.heading
    told = cut.heading
    return _Cut(cut.number, cut.index, Candidate(told.index, told.number, told.score, told.end))


def _stretch(cut: _Cut, blocks: Sequence[Line | Grid], end: int) -> Stretch:
    """The section that begins at `cut`, its heading parted from what stands behind it."""
    line = cut.line(blocks)
    if line is None or cut.heading is None:
        return Stretch(cut.number, "", tuple(blocks[cut.index : end]), None)
    heading = line.text[: cut.heading.end].strip()
    rest = REST.sub("", line.text[cut.heading.end :])
    told = len(normal(rest)) > 1 or re.search(r"\d", rest)
    behind = (Line(rest.strip(), line.place),) if told else ()
    if not told:
        heading = line.text.strip()
    return Stretch(cut.number, heading, (*behind, *blocks[cut.index + 1 : end]), line)


def _parted(block: Line | Grid) -> Sequence[Line | Grid]:
    """A line that holds headings among other text, as where a page's text was taken without its
    breaks, cut at each of them, and at the tables where it holds these too."""
    if not isinstance(block, Line) or block.cells or not _may_hold(block.text):
        return (block,)
    edges = sorted({0, len(block.text), *_edges(block.text)})
    if len(edges) == 2:  # nothing to cut; its words keep their places
        return (block,)
    parts = (block.text[start:end] for start, end in pairwise(edges))
    return [Line(part, block.place) for part in parts if part.strip()]


def _may_hold(text: str) -> bool:
    return len(text) > LONGEST or len(MARK.findall(text)) > 1


def _edges(text: str) -> Iterator[int]:
    """Where the headings within a line begin and end; where a table begins in a long one."""
    found = [
        (mark.start(), end)
        for mark in MARK.finditer(text)
        if (end := _heading_at(text, mark)) is not None
    ]
    many = len(found) >= FEWEST_INLINE
    for start, end in found:
        if many or start == 0 or BEHIND.search(text, max(0, start - 3), start):
            yield from (start, end)
    if len(text) > LONGEST_LINE:
        yield from (each.start() for each in TABLE_HEADS.finditer(text))
        yield from (each.end() for each in TABLES_END.finditer(text))
        for each in BARE.finditer(text):
            if BEHIND.search(text, max(0, each.start() - 3), each.start()):
                yield from each.span()


def _heading_at(text: str, mark: re.Match[str]) -> int | None:
    """Where the heading ends whose ordinal is `mark`: one that the form prints, or another wording
    of the section that has this ordinal; None where other words stand there."""
    words, places = _with_places(text[mark.end() : mark.end() + LONGEST])
    size = max((len(each) for each in ALL_HEADINGS if words.startswith(each)), default=0)
    own = heading_words().get(number_of(mark["numeral"]))
    if not size and own:
        size = own.begins(words)
    size += joined(words[size:]) if size else 0
    return mark.end() + places[size - 1] + 1 if size else None


def _with_places(text: str) -> tuple[str, list[int]]:
    """The normal form of a text, and where each of its characters stands."""
    pairs = [(each, index) for index, character in enumerate(text) for each in normal(character)]
    return "".join(each for each, _ in pairs), [index for _, index in pairs]


def _spelt(words: str) -> str:
    """A pattern of words with anything but words and figures between their characters. Spelt with
    ranges of Chinese, it takes twenty times as long to compile."""
    return r"[\W_A-Za-z]{0,3}".join(map(re.escape, normal(words)))


def _table_heads() -> re.Pattern[str]:
    """The first words of each table."""
    firsts: set[str] = set()
    for each in editions():
        for table in each.tables.values():
            heads = [group.zh + table.head[0] for group in table.groups if group.head][:1]
            firsts.update(heads or _across(table) or [table.head[0]])
    return re.compile("[（(]?(?:" + "|".join(map(_spelt, sorted(firsts))) + ")")


def _across(table: Table) -> list[str]:
    """The first words of a table whose rows stand side by side."""
    if not table.across:
        return []
    first, second = table.rows[0], table.rows[1]
    return [f"{first.zh}{table.head[0]}{more}" for more in (first.columns[0].zh, second.zh)]


def _bare_headings() -> re.Pattern[str]:
    """The headings that are long enough to be known without their ordinal."""
    found = {text for each in editions() for section in each.sections for text in (section.zh,)}
    return re.compile("|".join(sorted((t for t in found if len(t) >= LONG), key=len, reverse=True)))


TABLE_HEADS = _table_heads()
TABLES_END = re.compile(
    "(?:" + "|".join(_spelt(h) for e in editions() for h in _across(e.tables[TABLES[-1]])) + ")"
    rf"[^。\d]{{0,200}}\d(?:[\d\s,]|{PARTED}){{4,}}(?:{COUNTERS})?(?=[\u4e00-\u9fff])"
)
BARE = _bare_headings()

"""Lines that hold several parts of a report, or all of it, cut where its headings and tables begin
and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from goidata.documents.document import Cell, Grid, Line
from goidata.extraction.headings import ALL_HEADINGS, LONGEST, joined
from goidata.extraction.normal import UNITS, normal
from goidata.form import TABLES, Table, editions
from goidata.form.headings import heading_words
from goidata.form.ordinals import OF_SECTIONS, number_of

FEWEST_INLINE = 3  # headings in one line that make it a text without breaks
LONG = 8  # characters of a heading that is known without its ordinal
CELL = "\t"  # between the cells of a line
LONGEST_LINE = 400  # characters from which a line may hold a table and more
MARK = re.compile(
    rf"第?(?P<numeral>[{OF_SECTIONS}])\s{{0,4}}(?:部分)?\s{{0,4}}[、,，.．:：]?\s{{0,4}}"
    r"(?=[\u4e00-\u9fff])"
)
BEHIND = re.compile(r"[^\u4e00-\u9fff、，,]$")  # what may stand before a heading within a line
COUNTERS = "|".join(UNITS)
# A unit or a remark between figures: 12件3, 313(其中网上3件)5.
PARTED = rf"(?:{COUNTERS})(?=[\d\s(（])|[(（][^()（）]{{0,40}}[)）](?=[\d\s\u4e00-\u9fff])"


def parted(block: Line | Grid) -> Sequence[Line | Grid]:
    """A line that holds headings among other text, as where a page's text was taken without its
    breaks, cut at each of them, and at the tables where it holds these too."""
    if not isinstance(block, Line):
        return (block,)
    if block.cells:
        return _parted_cells(block) if len(block.text) > LONGEST_LINE else (block,)
    if not _may_hold(block.text):
        return (block,)
    edges = sorted({0, len(block.text), *_edges(block.text)})
    if len(edges) == 2:  # nothing to cut; its words keep their places
        return (block,)
    parts = (block.text[start:end] for start, end in pairwise(edges))
    return [Line(part, block.place) for part in parts if part.strip()]


def _parted_cells(line: Line) -> Sequence[Line]:
    """The same of a line of cells: headings and running text then stand within a cell, between the
    last figure of one table and the first words of the next."""
    text = line.text
    if text.count(CELL) + 1 != len(line.cells):
        text = CELL.join(cell.text for cell in line.cells)
    edges = sorted({0, len(text), *_edges(text)})
    if len(edges) == 2:
        return (line,)
    return [
        part
        for start, end in pairwise(edges)
        if (part := _part(line, text, start, end)).text.strip()
    ]


def _part(line: Line, text: str, start: int, end: int) -> Line:
    """What stands between two edges, its cells at their places. The mark that parts a cell from the
    next piece makes no empty one, but where nothing parts the lines."""
    at = text.count(CELL, 0, start)
    if start and text.startswith(CELL, start):
        start, at = start + 1, at + 1
    run_on = start > 0 and not text[start - 1].isspace() and not text[start].isspace()
    words = text[start:end] if end == len(text) or run_on else text[start:end].removesuffix(CELL)
    if CELL not in words:
        return Line(words.strip(), line.place)
    cells = [
        Cell(each.strip(), own.place)
        for each, own in zip(words.split(CELL), line.cells[at:], strict=False)
    ]
    if run_on and end < len(text) and not cells[-1].text:  # it is one with what follows
        cells[-1] = Cell("", cells[-1].place._replace(column=None))
    return Line(words, line.place, tuple(cells), run_on=run_on)


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


@lru_cache(maxsize=4096)  # behind most marks stand words of the form
def _with_places(text: str) -> tuple[str, tuple[int, ...]]:
    """The normal form of a text, and where each of its characters stands."""
    pairs = [(each, index) for index, character in enumerate(text) for each in normal(character)]
    return "".join(each for each, _ in pairs), tuple(index for _, index in pairs)


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

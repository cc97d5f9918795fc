"""Where sections begin that have no heading: at their table, or where the text speaks of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goidata.documents.document import Grid, Line
from goidata.extraction.closing import LONGEST as LONGEST_SIGN_OFF
from goidata.extraction.closing import is_sign_off
from goidata.extraction.extents import Extents, printed_labels
from goidata.extraction.headings import ordinal_of
from goidata.extraction.normal import normal
from goidata.extraction.outline import OTHERS, PROBLEMS, SECTION_OF, Outline
from goidata.form.headings import introducing, speaking_of

FEWEST = 20  # characters of a paragraph
SHORTEST = 4  # of one behind the last table; fewer may be a label's end
SENTENCES = re.compile("[^。！？!?]+")
ENDS = ("。", "；", ";", ".", "！")


def unheaded(
    blocks: Sequence[Line | Grid], starts: dict[int, int], tables: Extents
) -> dict[int, int]:
    """The block at which each section without a heading begins, by number; `starts` are the blocks
    of those that have one."""
    found = {
        number: tables[table][0]
        for table, number in SECTION_OF.items()
        if number not in starts and table in tables
    }
    known = {**starts, **found}
    if 1 not in known and (first := _first(blocks, known)) is not None:
        found[1] = first
    last = max((tables[t][1] for t in tables), default=None)
    if last is not None:
        found |= _behind(blocks, {**known, **found}, last)
    return found


def _first(blocks: Sequence[Line | Grid], known: dict[int, int]) -> int | None:
    """The first paragraph before the next section that is neither the report's title nor its
    introduction."""
    end = min((index for number, index in known.items() if number > 1), default=0)
    for index, block in enumerate(blocks[:end]):
        if isinstance(block, Line) and is_narrative(block.text):
            return index
    return None


def is_narrative(text: str) -> bool:
    """Whether a line is a paragraph, and one that does not speak of the report itself."""
    if ordinal_of(text).lower and len(normal(text)) > 1:
        return True
    if len(normal(text)) < FEWEST or not any(end in text for end in ENDS):
        return False
    return not all(introducing().search(sentence) for sentence in SENTENCES.findall(text))


def _behind(blocks: Sequence[Line | Grid], known: dict[int, int], last: int) -> dict[int, int]:
    """Sections five and six behind the last table, whose last block is `last`."""
    found: dict[int, int] = {}
    end = _sign_off(blocks)
    if OTHERS not in known:
        begin = max([last + 1, *(index + 1 for index in known.values())])
        if (at := _speaks(blocks, begin, end, OTHERS)) is not None:
            found[OTHERS] = at
    if PROBLEMS not in known:
        begin = max([last + 1, *(i + 1 for n, i in known.items() if n < PROBLEMS)])
        until = min([end, *(i for n, i in {**known, **found}.items() if n == OTHERS)])
        at = _speaks(blocks, begin, until, PROBLEMS)
        if at is not None:
            found[PROBLEMS] = _first_of_text(blocks, begin, at)
    return found


def _first_of_text(blocks: Sequence[Line | Grid], begin: int, at: int) -> int:
    """The first of the paragraphs that reach without a break to the one at `at`; figures and labels
    are still the table's."""
    first = at
    for index in range(at - 1, begin - 1, -1):
        block = blocks[index]
        if not isinstance(block, Line) or block.cells or normal(block.text) in printed_labels():
            break
        if normal(block.text):
            if len(normal(block.text)) < SHORTEST:
                break
            first = index
        elif block.text.strip():
            break
    return first


def with_others_apart(blocks: Sequence[Line | Grid], found: Outline) -> tuple[Line | Grid, ...]:
    """The blocks, a paragraph behind section five that goes on to speak of what section six tells,
    which has no heading, cut there."""
    begins = {each.number: each.index for each in found.chosen}
    if OTHERS in begins or not ({PROBLEMS} & set(begins) or found.tables):
        return tuple(blocks)
    begin = begins.get(PROBLEMS, max((last for _, last in found.tables.values()), default=0))
    parted: list[Line | Grid] = list(blocks[: begin + 1])
    for block in blocks[begin + 1 :]:
        parted += _cut(block) if isinstance(block, Line) and _is_paragraph(block) else [block]
    return tuple(parted)


def _cut(line: Line) -> list[Line]:
    words, others = speaking_of(PROBLEMS), speaking_of(OTHERS)
    told = others.search(line.text) if others else None
    if not told or not words or not words.search(line.text, 0, told.start()):
        return [line]
    at = max(line.text.rfind(mark, 0, told.start()) for mark in "。！；") + 1
    parts = (line.text[:at], line.text[at:]) if at else (line.text,)
    return [Line(part, line.place) for part in parts]


def _speaks(blocks: Sequence[Line | Grid], begin: int, end: int, number: int) -> int | None:
    """The first paragraph of some that speaks of what a section tells."""
    words = speaking_of(number)
    for index in range(begin, end):
        block = blocks[index]
        if words and isinstance(block, Line) and _is_paragraph(block) and words.search(block.text):
            return index
    return None


def _is_paragraph(block: Line | Grid) -> bool:
    return isinstance(block, Line) and bool(normal(block.text)) and not block.cells


def _sign_off(blocks: Sequence[Line | Grid]) -> int:
    """The block at which the sign-off begins; their number where there is none."""
    end = len(blocks)
    while end:
        block = blocks[end - 1]
        if not isinstance(block, Line) or len(block.text.strip()) > LONGEST_SIGN_OFF:
            break
        if block.text.strip() and not is_sign_off(block.text):
            break
        end -= 1
    return end

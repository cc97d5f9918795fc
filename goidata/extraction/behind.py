"""Tables that stand behind all the words of a workbook, each on a sheet of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goidata.documents.document import Grid, Line
from goidata.extraction.sections import Stretch
from goidata.extraction.together import section_of
from goidata.form import TABLES


def in_their_sections(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The stretches with as many sheets as the form has tables, the last of a workbook, put under
    the headings of the tables, in order; as they are where there are fewer or more."""
    *others, last = stretches
    sheets: dict[int | None, list[Line | Grid]] = {}
    for block in last.blocks:
        sheets.setdefault(block.place.table, []).append(block)
    of_words, *behind = sheets.values() if sheets else ([],)
    sections = [section_of(table) for table in TABLES]
    if len(behind) != len(sections) or not {s.number for s in others}.issuperset(sections):
        return tuple(stretches)
    tables = dict(zip(sections, behind, strict=True))
    moved = [replace(each, blocks=(*each.blocks, *tables.get(each.number, ()))) for each in others]
    return (*moved, replace(last, blocks=tuple(of_words)))

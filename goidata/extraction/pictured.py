"""Tables that stand in pictures of a document: recognised by eye, where the text lacks them."""

from __future__ import annotations

from dataclasses import replace

from goidata.documents.document import Document, Grid, Line, Picture, Place
from goidata.documents.recognition import words_in


def with_words(document: Document) -> Document:
    """The document with the words in its pictures as lines at their places, numbered behind its
    own lines."""
    last = max((line.place.line or 0 for line in document.lines), default=0)
    pending = list(zip(document.pictures, words_in(document.pictures, last), strict=False))
    blocks: list[Line | Grid] = []
    for block in document.blocks:
        while pending and _stands_behind(block, pending[0][0]):
            blocks.extend(pending.pop(0)[1])
        blocks.append(block)
    for _, lines in pending:
        blocks.extend(lines)
    return replace(document, blocks=tuple(blocks))


def _stands_behind(block: Line | Grid, picture: Picture) -> bool:
    if isinstance(block, Grid):
        return (block.place.table or 0) > (picture.place.table or 0)
    return (block.place.line or 0) > (picture.place.line or 0)


def in_picture(place: Place | None, document: Document) -> Place | None:
    """The place of something among the recognised words, as a picture has it: `table` counts the
    tables of the text and then one for all pictures, `row` the lines recognised in them."""
    last = max((line.place.line or 0 for line in document.lines), default=0)
    if place is None or place.line is None or place.line <= last:
        return place
    tables = sum(isinstance(block, Grid) for block in document.blocks)
    return Place(page=place.page, table=tables + 1, row=place.line - last, column=place.column)

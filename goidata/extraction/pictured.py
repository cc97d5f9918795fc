"""Tables that stand in pictures of a document: recognised by eye, where the text lacks them."""

from __future__ import annotations

from dataclasses import replace

from goidata.documents.document import Document, Grid, Line, Picture, Place, Unseen
from goidata.documents.pictures.laying import Laying
from goidata.documents.recognition import MOST_PICTURES, is_installed, seen_in, unseen


def with_words(document: Document) -> Document:
    """The document with what stands in its pictures as lines and tables at their places, numbered
    behind its own."""
    laying = Laying(_last_line(document), _tables(document) + 1)
    pending = list(zip(document.pictures, seen_in(document, laying), strict=False))
    blocks: list[Line | Grid] = []
    for block in document.blocks:
        while pending and _stands_behind(block, pending[0][0]):
            blocks.extend(pending.pop(0)[1])
        blocks.append(block)
    for _, seen in pending:
        blocks.extend(seen)
    return replace(document, blocks=tuple(blocks), sights=laying.sights)


def not_looked_at(document: Document, complete: bool) -> Unseen | None:
    """Those of many pages or pictures that nobody looked at; of a document of text only where it
    is not `complete` without them."""
    if document.recognised or complete or not is_installed():
        return document.unseen
    return unseen("pictures", len(document.pictures), MOST_PICTURES)


def _last_line(document: Document) -> int:
    return max((line.place.line or 0 for line in document.lines), default=0)


def _tables(document: Document) -> int:
    return sum(isinstance(block, Grid) for block in document.blocks)


def _stands_behind(block: Line | Grid, picture: Picture) -> bool:
    if isinstance(block, Grid):
        return (block.place.table or 0) > (picture.place.table or 0)
    return (block.place.line or 0) > (picture.place.line or 0)


def in_picture(place: Place | None, document: Document) -> Place | None:
    """The place of something among the recognised words, as a picture has it: `table` counts the
    tables of the text, then one for all words of pictures in no table, and then the tables in
    pictures; `row`, in the one, the lines recognised."""
    last = _last_line(document)
    if place is None or place.line is None or place.line <= last:
        return place
    table = _tables(document) + 1
    return Place(page=place.page, table=table, row=place.line - last, column=place.column)

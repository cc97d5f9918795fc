"""Spaces that stand in a document by the name that the source of a page has for them: a page's
source pasted as text shows `&nbsp;` as words."""

from __future__ import annotations

import re
from dataclasses import replace

from goidata.documents.document import Cell, Document, Grid, Line

SIGN = "&"
SPACE = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#0*160|#x0*a0);?", re.IGNORECASE)


def as_spaces(text: str) -> str:
    """A text with a space for each name of one."""
    return SPACE.sub(" ", text) if SIGN in text else text


def with_spaces(document: Document) -> Document:
    """The document with a space for each name of one; lines whose words have known places on a page
    stay as they are, since these would be others."""
    if not any(SPACE.search(text) for text in _texts(document) if SIGN in text):
        return document
    return replace(document, blocks=tuple(map(_block, document.blocks)))


def _texts(document: Document) -> list[str]:
    texts = [block.text for block in document.blocks if isinstance(block, Line)]
    grids = (block for block in document.blocks if isinstance(block, Grid))
    return [*texts, *(cell.text for grid in grids for row in grid.rows for cell in row)]


def _block(block: Line | Grid) -> Line | Grid:
    if isinstance(block, Grid):
        return replace(block, rows=tuple(tuple(map(_cell, row)) for row in block.rows))
    if block.extents:
        return block
    return block._replace(text=as_spaces(block.text), cells=tuple(map(_cell, block.cells)))


def _cell(cell: Cell) -> Cell:
    return cell._replace(text=as_spaces(cell.text).strip()) if SIGN in cell.text else cell

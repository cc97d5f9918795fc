"""Reports in traditional characters: read in simplified ones, one for one, quoted as printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from goidata.declared import load
from goidata.documents.document import Document, Grid, Line
from goidata.extraction.report import Claim, Report

CHARACTERS = "extraction/characters.toml"
FEWEST = 8  # different traditional characters by which a document is told; names have a few
SHARE = 0.03  # of the different characters of a document


@dataclass(frozen=True, slots=True)
class Characters:
    """Traditional characters in lines, and the simplified ones at the same places."""

    traditional: tuple[str, ...]
    simplified: tuple[str, ...]


@cache
def _table() -> dict[int, str]:
    declared = load(CHARACTERS, Characters)
    pairs = zip("".join(declared.traditional), "".join(declared.simplified), strict=True)
    return {ord(printed): read for printed, read in pairs}


@cache
def _traditional() -> frozenset[str]:
    return frozenset(map(chr, _table()))


def simplified(text: str) -> str:
    """The text in simplified characters, as long as it was."""
    return text if text.isascii() else text.translate(_table())


def is_traditional(document: Document) -> bool:
    """Whether a document is written in traditional characters, beyond a few in names."""
    characters = set().union(*_texts(document))
    printed = len(characters & _traditional())
    return printed >= FEWEST and printed > SHARE * len(characters)


def in_simplified(document: Document) -> Document:
    """The document with its words in simplified characters, every place as it was."""
    return replace(document, blocks=tuple(map(_folded, document.blocks)))


def as_printed(report: Report, document: Document) -> Report:
    """The report read from a document in simplified characters, with its title, its quotations and
    what its cells hold as they are printed. Its sections stay as they are read, to be searched and
    compared like those of others; so does the name of who reports, by which bodies are known."""
    paper = _Paper.of(document)
    return replace(
        report,
        identity=replace(report.identity, title=paper.printed(report.identity.title)),
        claims=tuple(_quoted(claim, paper) for claim in report.claims),
        figures={
            name: figure._replace(raw=paper.printed(figure.raw)) if figure.raw else figure
            for name, figure in report.figures.items()
        },
    )


def _quoted(claim: Claim, paper: _Paper) -> Claim:
    return replace(claim, quote=paper.printed(claim.quote))


@dataclass(frozen=True, slots=True)
class _Paper:
    """All that a document prints, without white space, and the same in simplified characters."""

    text: str
    read: str

    @classmethod
    def of(cls, document: Document) -> _Paper:
        text = "".join("".join(_texts(document)).split())
        return cls(text, simplified(text))

    def printed(self, text: str) -> str:
        """What is printed where `text` is read first; `text` where it is printed nowhere."""
        if text.isascii():
            return text
        compact = "".join(text.split())
        at = self.read.find(compact)
        if at < 0:
            return text
        characters = iter(self.text[at : at + len(compact)])
        return "".join(each if each.isspace() else next(characters) for each in text)


def _texts(document: Document) -> Iterator[str]:
    """Every text of a document in its order; a line's cells are in its text."""
    for block in document.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)


def _folded(block: Line | Grid) -> Line | Grid:
    if isinstance(block, Line):
        cells = tuple(cell._replace(text=simplified(cell.text)) for cell in block.cells)
        return block._replace(text=simplified(block.text), cells=cells)
    rows = tuple(
        tuple(cell._replace(text=simplified(cell.text)) for cell in row) for row in block.rows
    )
    return replace(block, rows=rows)

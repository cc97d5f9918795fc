"""What a person does not see in a Word file, or sees above the line, by the looks of its runs:
text in the colour of its ground, and digits moved up, which are the marks of notes."""

from __future__ import annotations

from lxml import etree

from goidata.documents.text import FIGURE, doubtful
from goidata.documents.wordprocessing import (
    POSITION,
    R_PR,
    R_RUN,
    TC,
    TC_PR,
    VAL,
    VERT_ALIGN,
    P,
    T,
    W,
)

COLOUR, SHADE, FILL, HIGHLIGHT, P_PR = (
    f"{W}color",
    f"{W}shd",
    f"{W}fill",
    f"{W}highlight",
    f"{W}pPr",
)
PAPER = "FFFFFF"
NEAR = 8  # of 255 steps of a colour, within which no eye tells two apart
SEEN = 2  # half-points above or below the line, from which a person sees it


def mark(body: etree._Element) -> None:
    """Takes the unseen text out of the cells of a text, and says of moved runs that they are
    raised."""
    if next(body.iter(POSITION), None) is not None:
        for paragraph in body.iter(P):
            _mark_moved(paragraph)
    if next(body.iter(COLOUR), None) is not None:
        for cell in body.iter(TC):
            _drop_paper_coloured(cell)


def _mark_moved(paragraph: etree._Element) -> None:
    """A run that is moved off the line on which its paragraph begins is raised."""
    runs = [run for run in paragraph.iter(R_RUN) if _text(run).strip()]
    if not runs or _is_moved(runs[0]):
        return
    for run in filter(_is_moved, runs):
        for properties in run.iterfind(R_PR):
            etree.SubElement(properties, VERT_ALIGN).set(VAL, "superscript")


def _is_moved(run: etree._Element) -> bool:
    moved = _property(run, R_PR, POSITION, VAL)
    return moved.lstrip("-").isdecimal() and abs(int(moved)) >= SEEN


def _drop_paper_coloured(cell: etree._Element) -> None:
    """Blanks the runs of a cell in the colour of its ground. Where nothing would be left, its
    words stay, as the ground may come from a style of the table; a figure is in doubt."""
    runs = [run for run in cell.iter(R_RUN) if _text(run).strip()]
    unseen = [run for run in runs if _is_paper_coloured(run, cell)]
    whole = "".join(map(_text, unseen)).strip()
    if not unseen or (len(unseen) == len(runs) and not FIGURE.fullmatch(whole)):
        return
    texts = [text for run in unseen for text in run.iter(T)]
    for text in texts:
        text.text = ""
    if len(unseen) == len(runs):
        texts[0].text = doubtful(whole)


def _is_paper_coloured(run: etree._Element, cell: etree._Element) -> bool:
    ink = _colour(_property(run, R_PR, COLOUR, VAL))
    if ink is None or _property(run, R_PR, HIGHLIGHT, VAL) not in ("", "none"):
        return False
    paragraph = next(run.iterancestors(P), None)
    grounds = [_property(run, R_PR, SHADE, FILL), _property(cell, TC_PR, SHADE, FILL)]
    if paragraph is not None:
        grounds.insert(1, _property(paragraph, P_PR, SHADE, FILL))
    ground = next(filter(None, map(_colour, grounds)), _colour(PAPER))
    return ground is not None and all(
        abs(one - other) <= NEAR for one, other in zip(ink, ground, strict=True)
    )


def _colour(told: str) -> tuple[int, ...] | None:
    """Red, green and blue, each up to 255; None for the automatic colour."""
    try:
        return tuple(bytes.fromhex(told)) if len(told) == len(PAPER) else None
    except ValueError:
        return None


def _property(element: etree._Element, group: str, name: str, value: str) -> str:
    found = element.find(f"{group}/{name}")
    return found.get(value, "") if found is not None else ""


def _text(run: etree._Element) -> str:
    return "".join(text.text or "" for text in run.iter(T))

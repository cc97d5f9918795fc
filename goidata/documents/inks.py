"""Text of a web page in the colour of what is behind it, which nobody sees."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement
from tinycss2.color4 import parse_color

from goidata.documents.styles import Styles
from goidata.documents.text import FIGURE, doubtful

Ink = tuple[float, float, float]  # red, green, blue, each from 0 to 1

PAPER: Ink = 1.0, 1.0, 1.0
NEAR = 0.03  # of a colour, within which no eye tells two apart
BEHIND = "background-color", "background"
UNKNOWN = "unknown"  # a colour that the page leaves to a picture or to other files


def drop_paper_coloured(table: HtmlElement, styles: Styles) -> None:
    """Takes away what in the cells of a table has the colour of its ground. A cell of which nothing
    would be left keeps its words, as the ground may come from elsewhere; a figure is in doubt."""
    for cell in list(table.iter("td", "th")):
        coloured = {
            element: ink
            for element in (cell, *cell.iterdescendants())
            if isinstance(element.tag, str) and (ink := _ink(element, styles)) is not None
        }
        unseen = {e for e, ink in coloured.items() if _same(ink, _ground(e, styles))}
        if unseen:
            _drop(cell, coloured, unseen)


def _drop(cell: HtmlElement, coloured: Mapping[HtmlElement, Ink], unseen: set[HtmlElement]) -> None:
    """Blanks the texts of a cell whose colour is that of one of its `unseen` elements."""
    held = [(each, "text") for each in cell.iter() if isinstance(each.tag, str)]
    held += [(each, "tail") for each in cell.iterdescendants()]
    seen: list[tuple[HtmlElement, str]] = []
    gone: list[tuple[HtmlElement, str]] = []
    for element, name in held:
        holder = element if name == "text" else element.getparent()
        chain = (each for each in (holder, *holder.iterancestors()) if each in coloured)
        (gone if next(chain, None) in unseen else seen).append((element, name))
    whole = "".join(getattr(element, name) or "" for element, name in gone).strip()
    left = any((getattr(element, name) or "").strip() for element, name in seen)
    if left or FIGURE.fullmatch(whole):
        for element, name in gone:
            setattr(element, name, "")
        if not left:
            cell.text = doubtful(whole)


def _ink(element: HtmlElement, styles: Styles) -> Ink | None:
    """The colour that an element declares for its text, if it is known."""
    told = styles.colours_of(element).get("color") or element.get("color", "")
    ink = _known(told) if told else None
    return ink if isinstance(ink, tuple) else None


def _ground(element: HtmlElement, styles: Styles) -> Ink | None:
    """The colour behind an element, None where the page does not tell."""
    for each in (element, *element.iterancestors()):
        told = styles.colours_of(each)
        for name in (*(told.get(name, "") for name in BEHIND), each.get("bgcolor", "")):
            if name and (ground := _known(name)) is not None:
                return ground if isinstance(ground, tuple) else None
    return PAPER


def _known(told: str) -> Ink | str | None:
    """A colour; UNKNOWN for what is none, such as a picture; None for what shows the ground."""
    if told in ("none", "inherit", "initial", "unset", "transparent", "0"):
        return None
    for part in (told, *told.split()):
        colour = parse_color(part)
        if colour is not None and colour != "currentcolor":
            if not colour.alpha:
                return None
            red, green, blue = (float(each or 0) for each in colour.to("srgb").coordinates)
            return red, green, blue
    return UNKNOWN


def _same(ink: Ink, ground: Ink | None) -> bool:
    if ground is None:
        return False
    return all(abs(one - other) <= NEAR for one, other in zip(ink, ground, strict=True))

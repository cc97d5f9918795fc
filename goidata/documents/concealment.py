"""What of a web page a person does not see, or sees as the mark of a note, by its styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from goidata.documents.styles import Styles

HIDDEN = {  # a property, and the values with which its element is not seen, or struck out
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "text-decoration": re.compile(r"\A.*\bline-through\b.*"),
    "text-decoration-line": re.compile(r"\A.*\bline-through\b.*"),
    "mso-hide": re.compile(r"all"),
    "font-size": re.compile(r"0(?:\.0*)?(?:[a-z]+|%)?"),
    "opacity": re.compile(r"0(?:\.0*)?%?"),
    "text-indent": re.compile(r"-\d{3,}.*"),
    "margin-left": re.compile(r"-\d{4,}.*"),
    "clip-path": re.compile(r"inset\(\s*(?:50|100)%.*"),
    "transform": re.compile(r"scale\(\s*0\s*\)"),
}
FAR = re.compile(r"-\d{3,}.*")  # beyond the edge of any screen
SHUT = re.compile(r"rect\((?:\s*[01](?:px)?\s*,?){4}\s*\)")
TINY = re.compile(r"[01](?:px)?")
HIDING_CLASSES = frozenset(["sr-only", "visually-hidden", "screen-reader-text"])  # by custom
NOTE_CLASSES = frozenset(["MsoFootnoteReference", "MsoEndnoteReference"])
PHRASES = frozenset("span a b strong i em font small u ins label".split())
BLOCKS = "td", "th", "p", "div", "li", "dd", "dt", "body"
NOTE = re.compile(r"\s*+[\[【(（〔]?\s*+\d{1,3}\s*+[\]】)）〕]?\s*+")  # what leads to one
LENGTH = re.compile(r"-?(?P<number>\d++(?:\.\d++)?|\.\d++)(?P<unit>px|pt|em|rem|ex|%|)")
LEAST = {"px": 2.0, "pt": 2.0, "em": 0.15, "rem": 0.15, "ex": 0.3, "%": 10.0, "": 2.0}
EDGES = frozenset("text-top top text-bottom bottom".split())


def is_hidden(told: Mapping[str, str]) -> bool:
    """Whether such styles hide an element, strike it out, or move it out of sight."""
    if any(name in HIDDEN and HIDDEN[name].fullmatch(value) for name, value in told.items()):
        return True
    if told.get("position") in ("absolute", "fixed"):
        sides = (told.get(side, "") for side in ("left", "right", "top", "bottom"))
        return SHUT.fullmatch(told.get("clip", "")) is not None or any(map(FAR.fullmatch, sides))
    sizes = [told[size] for size in ("width", "height", "max-height") if size in told]
    return "hidden" in told.get("overflow", "") and any(map(TINY.fullmatch, sizes))


def drop_unseen(table: HtmlElement, styles: Styles) -> None:
    """Takes away the cells of a table that are not seen, and what is not seen within others. The
    page's own sheets count there alone: elsewhere a page may hide what its scripts show, such as
    the panels of tabs."""
    for cell in list(table.iter("td", "th")):
        if cell.getparent() is None:  # gone with what stood around it
            continue
        if styles.of(cell).get("display") == "none":
            cell.drop_tree()
        else:
            _drop_within(cell, styles)


def _drop_within(cell: HtmlElement, styles: Styles) -> None:
    for element in list(cell.iterdescendants()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        named = not HIDING_CLASSES.isdisjoint(element.get("class", "").split())
        if (named and _is_said_twice(element)) or is_hidden(styles.of(element)):
            element.drop_tree()


def _is_said_twice(element: HtmlElement) -> bool:
    """Whether something else stands beside it: what is hidden by custom repeats or explains."""
    parent = element.getparent()
    return "".join(parent.itertext()).strip() != "".join(element.itertext()).strip()


def name_raised(root: HtmlElement, styles: Styles) -> None:
    """Gives elements that a style raises or lowers, and links to notes, the name that says so."""
    for element in list(root.iter(*PHRASES)):
        told = styles.of(element)
        named = told.get("vertical-align") in ("super", "sub")
        if named or (_is_apart(element, told) and _begins_level(element, styles)):
            element.tag = "sup"
    for element in root.iter("rt"):
        element.tag = "sup"


def _is_apart(element: HtmlElement, told: Mapping[str, str]) -> bool:
    """Whether an element stands off the line that it is in, or leads to a note on the page."""
    if not NOTE_CLASSES.isdisjoint(element.get("class", "").split()):
        return True
    if element.tag == "a" and re.match("#.", element.get("href", "")):
        return NOTE.fullmatch("".join(element.itertext())) is not None
    aligned = told.get("vertical-align", "")
    if aligned in EDGES:
        return "font-size" in told or element.tag == "small"
    moved = [aligned, told.get("mso-text-raise", "")]
    if told.get("position") == "relative":
        moved += [told.get("top", ""), told.get("bottom", "")]
    return any(map(_is_far, moved))


def _is_far(length: str) -> bool:
    found = LENGTH.fullmatch(length)
    return found is not None and float(found["number"]) >= LEAST[found["unit"]]


def _begins_level(element: HtmlElement, styles: Styles) -> bool:
    """Whether the text that an element belongs to begins on the line, with other text."""
    block = next(element.iterancestors(*BLOCKS), None)
    if block is None:
        return False
    first = next((holder for holder, text in _texts(block) if text.strip()), None)
    if first is None:
        return False
    between = (each for each in (first, *first.iterancestors()) if each.tag in (*PHRASES, "sup"))
    return not any(
        each.tag == "sup" or _is_apart(each, styles.of(each)) for each in between if each != block
    )


def _texts(block: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The texts within an element in order, each with the element that holds it."""
    yield block, block.text or ""
    for each in block.iterdescendants():
        if isinstance(each.tag, str):
            yield each, each.text or ""
        yield each.getparent(), each.tail or ""

"""What a person does not see on a page of a PDF, or sees above the line, by its characters."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any

from pdfplumber.page import Page

from goidata.documents.text import raised

Thing = Mapping[str, Any]  # a character or a shape, as pdfplumber describes it

SMALL = 0.95  # of the size of the digits before, of the mark of a note
RAISED = 0.12  # of their height, by which it ends above them
HEIGHTS = "top", "bottom", "doctop", "y0", "y1"
LIGHT = 0.95  # of full light, from which a colour is that of paper
THIN, LONGEST = 2.0, 200.0  # points, of a stroke through characters
THROUGH = 0.35, 0.8  # of the height of characters, between which it strikes them out
NEAR = 1.5  # points from the end of a stroke to that of a character
TALLEST = 40.0  # points, of a character
SPACES = "DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased"  # known in parts


def mark_raised(characters: Sequence[dict[str, Any]]) -> None:
    """Turns small digits set above the line behind larger ones into raised ones: they are the marks
    of notes."""
    for before, char in pairwise(characters):
        if char["text"].isdecimal() and char["size"] < SMALL * before["size"]:
            beside = abs(char["x0"] - before["x1"]) < before["size"] / 2
            within = before["top"] - before["size"] / 2 < char["top"] < before["bottom"]
            if beside and within and char["bottom"] < before["bottom"] - before["size"] * RAISED:
                char["text"] = raised(char["text"])
                char.update({name: before[name] for name in HEIGHTS})  # no line of its own


def paper_coloured(page: Page) -> frozenset[int]:
    """The characters of a page that are drawn in the colour of paper on nothing else, by identity:
    neither a filled shape nor a picture lies under them."""
    white = [char for char in page.chars if _is_light(char)]
    if not white:
        return frozenset()
    grounds = list(_grounds(page))
    return frozenset(id(char) for char in white if not any(_on(char, each) for each in grounds))


def struck(page: Page) -> frozenset[int]:
    """The characters of a page that a stroke of their own length goes through, by identity. Lines
    under words are lower, the rules of tables are longer or shorter."""
    strokes = [each for each in (*page.lines, *page.rects) if _is_stroke(each)]
    if not strokes:
        return frozenset()
    chars = sorted(page.chars, key=itemgetter("top"))
    tops = [char["top"] for char in chars]
    found: set[int] = set()
    for stroke in strokes:
        level = (stroke["top"] + stroke["bottom"]) / 2
        near = chars[bisect(tops, level - TALLEST) : bisect(tops, level)]
        hit = [char for char in near if _is_through(stroke, level, char)]
        if hit and _is_as_long(stroke, hit):
            found.update(map(id, hit))
    return frozenset(found)


def _is_as_long(stroke: Thing, chars: Sequence[Thing]) -> bool:
    """Whether a stroke begins and ends where characters do."""
    first, last = min(char["x0"] for char in chars), max(char["x1"] for char in chars)
    return bool(abs(first - stroke["x0"]) < NEAR and abs(last - stroke["x1"]) < NEAR)


def _is_stroke(shape: Thing) -> bool:
    return bool(shape["bottom"] - shape["top"] < THIN < shape["x1"] - shape["x0"] < LONGEST)


def _is_through(stroke: Thing, level: float, char: Thing) -> bool:
    if not stroke["x0"] < (char["x0"] + char["x1"]) / 2 < stroke["x1"]:
        return False
    least, most = THROUGH
    return bool(least < (level - char["top"]) / (char["bottom"] - char["top"] or 1.0) < most)


def _grounds(page: Page) -> Iterator[Thing]:
    """The pictures of a page and its shapes filled in a colour."""
    yield from page.images
    for shape in (*page.rects, *page.curves):
        if shape.get("fill") and not _is_light(shape):
            yield shape


def _on(char: Thing, ground: Thing) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    within = ground["x0"] <= across <= ground["x1"]
    return bool(within and ground["top"] <= down <= ground["bottom"])


def _is_light(thing: Thing) -> bool:
    """Whether something is filled in the colour of paper: one, three or four parts, as grey, light
    or ink. A colour of another kind is none that is known."""
    parts = thing.get("non_stroking_color")
    if not isinstance(parts, tuple | list) or thing.get("ncs", SPACES[0]) not in SPACES:
        return False
    try:
        return _is_paper(tuple(parts))
    except TypeError:  # a part that is no number
        return False


@lru_cache(maxsize=256)  # a page has few colours
def _is_paper(parts: tuple[object, ...]) -> bool:
    shades = [part for part in parts if isinstance(part, int | float)]
    if len(shades) < len(parts):
        return False
    if len(shades) == 4:
        return all(shade <= 1 - LIGHT for shade in shades)
    return len(shades) in (1, 3) and all(shade >= LIGHT for shade in shades)

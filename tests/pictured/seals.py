"""A red seal over figures of a page."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

from pictured.fonts import font
from pictured.grid import SIZE, Page, Part

if TYPE_CHECKING:
    from PIL.Image import Image

ACROSS = (108.0, 122.0)  # points; 38 to 43 mm
RED = ((200, 30, 35), (215, 60, 60), (180, 25, 45))
STRENGTH = (0.6, 0.95)
RING, STAR = 3.4, 0.22  # points, and part of the radius
ARC = 250  # degrees that the words take up


def sealed(
    picture: Image, page: Page, words: str, family: str, source: random.Random
) -> tuple[Image, set[str]]:
    """The picture with a seal over a figure of its page, and the names of all figures that ink of
    the seal touches; without one where the page has no figures."""
    from PIL import Image, ImageChops

    if not page.figures:
        return picture, set()
    at = page.figures[source.choice(sorted(page.figures))]
    radius = source.uniform(*ACROSS) / 2
    turn = source.uniform(0, 2 * math.pi)  # ink of the ring, or of what is in it, over the figure
    far = radius * source.choice([0.1, 0.75, 0.97])
    x, y = (at.left + at.right) / 2, (at.top + at.bottom) / 2
    centre = (x + far * math.cos(turn), y + far * math.sin(turn))
    scale = picture.width / SIZE[0]
    mask = _stamp(picture.size, centre, radius, words, family, scale)
    ink = Image.new("RGB", picture.size, source.choice(RED))
    strength = source.uniform(*STRENGTH)
    coloured = ImageChops.multiply(picture, ink)  # what is printed shows through
    shown = Image.composite(coloured, picture, mask.point(lambda value: int(value * strength)))
    under = {name for name, part in page.figures.items() if _touches(mask, part, scale)}
    return shown, under


def _touches(mask: Image, part: Part, scale: float) -> bool:
    box = [round(edge * scale) for edge in part]
    return mask.crop((box[0], box[1], box[2] + 1, box[3] + 1)).getextrema() != (0, 0)


def _stamp(
    size: tuple[int, int],
    centre: tuple[float, float],
    radius: float,
    words: str,
    family: str,
    scale: float,
) -> Image:
    """Where there is ink: a ring, a star, and words along the ring."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    x, y, wide = centre[0] * scale, centre[1] * scale, radius * scale
    pen.ellipse((x - wide, y - wide, x + wide, y + wide), outline=255, width=round(RING * scale))
    pen.polygon(list(_star(x, y, wide * STAR)), fill=255)
    letter = max(8, round(wide * 0.24))
    for number, character in enumerate(words):
        angle = -90 - ARC / 2 + ARC * (number + 0.5) / len(words)
        glyph = Image.new("L", (letter * 2, letter * 2), 0)
        ImageDraw.Draw(glyph).text(
            (letter, letter), character, fill=255, font=font(family, letter), anchor="mm"
        )
        glyph = glyph.rotate(-angle - 90)
        along = math.radians(angle)
        place = (x + wide * 0.78 * math.cos(along), y + wide * 0.78 * math.sin(along))
        mask.paste(255, (round(place[0] - letter), round(place[1] - letter)), glyph)
    return mask


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for number in range(10):
        angle = math.radians(-90 + 36 * number)
        far = radius if number % 2 == 0 else radius * 0.38
        points.append((x + far * math.cos(angle), y + far * math.sin(angle)))
    return points

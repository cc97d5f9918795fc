"""A page as a picture: clean, as a good scanner sees it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from pictured.fonts import font
from pictured.grid import SIZE, Page

if TYPE_CHECKING:
    from PIL.Image import Image

FINER = 2  # how much finer is drawn what a scanner sees coarsely
FINEST = 300  # dots an inch that are drawn as they are
RULE = 0.6  # of a point
PAPER, INK = ((255, 255, 255), (252, 250, 243), (244, 241, 232)), (25, 60)


def drawn(page: Page, family: str, resolution: int, source: random.Random) -> Image:
    """The page at `resolution` dots an inch, in colour."""
    from PIL import Image, ImageDraw

    finer = 1 if resolution >= FINEST else FINER
    scale = resolution * finer / 72
    size = (round(SIZE[0] * scale), round(SIZE[1] * scale))
    picture = Image.new("RGB", size, source.choice(PAPER))
    pen = ImageDraw.Draw(picture)
    ink = (source.randint(*INK),) * 3
    thick = max(1, round(RULE * scale))
    for rule in page.rules:
        pen.line([round(edge * scale) for edge in rule], fill=ink, width=thick)
    for word in page.words:
        letters = font(family, max(1, round(word.size * scale)))
        pen.text(
            (word.left * scale, word.top * scale), word.text, fill=ink, font=letters, anchor="la"
        )
    return picture.reduce(finer) if finer > 1 else picture

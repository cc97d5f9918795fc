"""What becomes of pages between paper and picture: turned, photographed, noisy, folded, two at
once. Each takes the pictures of all pages and gives pictures in their order."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

    Pictures = list[Image]

LEAST_TURN, MOST_TURN = 0.4, 3.0  # degrees
DESK = (92, 84, 76)


def clean(pictures: Pictures, source: random.Random) -> Pictures:
    """Nothing."""
    return pictures


def skew(pictures: Pictures, source: random.Random) -> Pictures:
    """Each page turned by up to three degrees."""
    from PIL import Image

    turned = []
    for picture in pictures:
        angle = source.choice([-1, 1]) * source.uniform(LEAST_TURN, MOST_TURN)
        ground = picture.getpixel((2, 2))
        turned.append(picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=ground))
    return turned


def photograph(pictures: Pictures, source: random.Random) -> Pictures:
    """Each page on a desk, seen from aside, one side of it darker."""
    return [_photographed(picture, source) for picture in pictures]


def _photographed(picture: Image, source: random.Random) -> Image:
    from PIL import Image, ImageChops, ImageFilter

    wide, tall = picture.size
    edge = round(wide * 0.04)
    desk = Image.new("RGB", (wide + 2 * edge, tall + 2 * edge), DESK)
    desk.paste(picture, (edge, edge))
    corners = [(0, 0), (desk.width, 0), (desk.width, desk.height), (0, desk.height)]
    moved = [
        (x + source.uniform(-1, 1) * edge * 0.8, y + source.uniform(-1, 1) * edge * 0.8)
        for x, y in corners
    ]
    seen = desk.transform(
        desk.size,
        Image.Transform.PERSPECTIVE,
        _perspective(corners, moved),
        Image.Resampling.BICUBIC,
        fillcolor=DESK,
    )
    shade = Image.linear_gradient("L").rotate(source.choice([0, 90, 180, 270])).resize(desk.size)
    shade = shade.point(lambda value: 255 - int(value * 0.3))
    return ImageChops.multiply(seen, Image.merge("RGB", [shade] * 3)).filter(
        ImageFilter.GaussianBlur(0.4)
    )


def _perspective(
    shown: list[tuple[float, float]], taken: list[tuple[float, float]]
) -> tuple[float, ...]:
    """The eight coefficients by which the corners that are `shown` come from those `taken`."""
    import numpy

    rows, wanted = [], []
    for (x, y), (u, v) in zip(shown, taken, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return tuple(numpy.linalg.solve(numpy.array(rows), numpy.array(wanted)))


def noise(pictures: Pictures, source: random.Random) -> Pictures:
    """The grain of a cheap scanner, specks of dust, a little blur."""
    return [_noisy(picture, source) for picture in pictures]


def _noisy(picture: Image, source: random.Random) -> Image:
    import numpy
    from PIL import Image, ImageFilter

    grain = numpy.random.default_rng(source.getrandbits(32))
    pixels = numpy.asarray(picture.filter(ImageFilter.GaussianBlur(0.4)), numpy.float32)
    pixels = pixels + grain.normal(0, source.uniform(8, 16), pixels.shape[:2])[..., None]
    specks = grain.random(pixels.shape[:2])
    pixels[specks < 0.0004] = 40
    pixels[specks > 0.9996] = 255
    return Image.fromarray(pixels.clip(0, 255).astype(numpy.uint8))


def fold(pictures: Pictures, source: random.Random) -> Pictures:
    """Each page folded once across: a line, shadow on one side of it, and the rest displaced."""
    return [_folded(picture, source) for picture in pictures]


def _folded(picture: Image, source: random.Random) -> Image:
    import numpy
    from PIL import Image

    pixels = numpy.asarray(picture, numpy.float32).copy()
    tall = pixels.shape[0]
    at = round(tall * source.uniform(0.3, 0.7))
    deep = max(8, tall // 40)
    shadow = numpy.linspace(0.72, 1, deep)[:, None, None]
    pixels[at : at + deep] *= shadow
    pixels[at : at + max(1, tall // 1200)] *= 0.6
    moved = source.choice([-1, 1]) * max(1, tall // 900)
    pixels[at:] = numpy.roll(pixels[at:], moved, axis=1)
    return Image.fromarray(pixels.clip(0, 255).astype(numpy.uint8))


def facing(pictures: Pictures, source: random.Random) -> Pictures:
    """Two pages side by side on one picture, as of an open booklet."""
    from PIL import Image

    pairs = []
    for at in range(0, len(pictures), 2):
        left = pictures[at]
        both = Image.new("RGB", (left.width * 2, left.height), left.getpixel((2, 2)))
        for place, picture in enumerate(pictures[at : at + 2]):
            both.paste(picture, (place * left.width, 0))
        pairs.append(both)
    return pairs


MISHAPS: Mapping[str, Callable[[Pictures, random.Random], Pictures]] = {
    "clean": clean,
    "skew": skew,
    "photograph": photograph,
    "noise": noise,
    "fold": fold,
    "facing pages": facing,
}

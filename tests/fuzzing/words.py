"""Bytes as words: a byte or two name a piece of a report, so that a change of a byte is a change of
a word, and what is drawn looks like a report sooner than bytes of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from trial import Trial

from goidata.samples import Drawing, samples

BETWEEN = (
    "\t",
    "\n",
    " ",
    "|",
    "，",
    "。",
    "、",
    "；",
    "（",
    "）",
    "：",
    "\n\n",
    "/",
    "-",
    "—",
    "",
)
NUMBERS = (
    "0",
    "1",
    "2",
    "12",
    "507",
    "0.5",
    "1,024",
    "三",
    "十二",
    "两",
    "万",
    "%",
    "１",
    "①",
    "-1",
)
LAYOUTS = ("tab rows", "glued", "cells lost", "bars", "commas")
_PIECE = re.compile(r"[一-鿿]{1,5}|\d+(?:\.\d+)?|\S")


def told(data: bytes, pieces: Sequence[str]) -> str:
    """The text that bytes name: those below 16 are what stands between, up to 30 numbers, the
    others with the next one a piece."""
    out, at = [], 0
    while at < len(data):
        byte = data[at]
        if byte < len(BETWEEN):
            out.append(BETWEEN[byte])
        elif byte < len(BETWEEN) + len(NUMBERS):
            out.append(NUMBERS[byte - len(BETWEEN)])
        else:
            at += 1
            low = data[at] if at < len(data) else 0
            out.append(pieces[((byte << 8) + low) % len(pieces)])
        at += 1
    return "".join(out)


def named(text: str, pieces: Sequence[str]) -> bytes:
    """Bytes that name about the pieces of a text, to begin with."""
    size, first = len(pieces), len(BETWEEN) + len(NUMBERS)
    places = {piece: at for at, piece in reversed(list(enumerate(pieces)))}
    out = bytearray()
    for word in re.findall(r"\s|[^\s一-鿿\d]|[一-鿿]+|\d+", text):
        if word in BETWEEN:
            out.append(BETWEEN.index(word))
        elif word in NUMBERS:
            out.append(len(BETWEEN) + NUMBERS.index(word))
        else:
            for piece in [word] if word in places else _PIECE.findall(word):
                if piece in places:
                    number = places[piece]
                    number += (
                        -(-((first << 8) - number) // size) * size if number < first << 8 else 0
                    )
                    out += number.to_bytes(2, "big") if number < 1 << 16 else b""
    return bytes(out)


@cache
def labels() -> tuple[str, ...]:
    """What stands in the cells and lines of reports, whole."""
    found: dict[str, None] = {}
    for layout in LAYOUTS:
        text = Trial(layout, "none", 1).document()[1][0].decode()
        found |= dict.fromkeys(filter(None, re.split(r"[\t\n|,]", text)))
    return tuple(found)


@cache
def phrases() -> tuple[str, ...]:
    """Pieces of a few characters of what made narratives say."""
    found: dict[str, None] = {}
    for sample in samples(Drawing(12, (2022, 2023), 1, 0.3)):
        found |= dict.fromkeys(_PIECE.findall(sample.text))
    return tuple(found)

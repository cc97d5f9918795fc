"""How alike two texts are, and a sketch of each by which like ones are found among many.

Likeness is the share of three-character sequences that two texts have in common (Jaccard), digits
and punctuation left out, so that neither other figures nor another layout hide a copy. The sketch
is a MinHash of these sequences (Broder, Compression and Complexity of Sequences, 1997).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint32]

ALIKE = 0.80  # from which a text counts as copied
SHORTEST = 200  # characters, below which likeness says nothing
LENGTH = 3  # characters of a sequence
PERMUTATIONS = 256
BANDS = 32  # of eight values: two texts alike by 0.8 share one in 997 of 1000 cases, by 0.4 in 21
_LEFT_OUT = re.compile(r"[^\u3400-\u9fffA-Za-z]+")


def plain(words: str) -> str:
    """The letters and Chinese characters of a text."""
    return _LEFT_OUT.sub("", words)


@lru_cache(maxsize=8)  # of a report, last year's and those of others that are like it
def sequences(words: str) -> frozenset[str]:
    """The three-character sequences of a text; none of one too short to be compared."""
    text = plain(words)
    if len(text) < SHORTEST:
        return frozenset()
    return frozenset(text[i : i + LENGTH] for i in range(len(text) - LENGTH + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float | None:
    """From 0 to 1; None where either text is too short."""
    if not one or not other:
        return None
    return len(one & other) / len(one | other)


def sketch(words: str) -> bytes:
    """The sketch of a text: PERMUTATIONS numbers of four bytes; b"" where it is too short."""
    found = sequences(words)
    if not found:
        return b""
    import numpy as np  # takes longer than reading a report, and only what is stored needs it

    factors, shifts = _permutations()
    hashed = _mixed(np.array([crc32(each.encode()) for each in found], np.uint32))
    return bytes(np.min(hashed[:, None] * factors + shifts, axis=0).astype("<u4").tobytes())


def bands(sketched: bytes) -> list[int]:
    """One number for each band of a sketch: texts that share one are worth comparing."""
    if not sketched:
        return []
    size = len(sketched) // BANDS
    return [crc32(sketched[i * size : (i + 1) * size]) for i in range(BANDS)]


def estimated(one: bytes, other: bytes) -> float:
    """The likeness that two sketches tell, within about 0.03."""
    import numpy as np

    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))


@cache
def _permutations() -> tuple[Numbers, Numbers]:
    """The factors, which are odd, and the shifts of PERMUTATIONS orders of all 32-bit numbers. They
    must never change, since sketches are stored: the generator is the one that numpy keeps as it
    is."""
    import numpy as np

    drawn = np.random.RandomState(1)
    factors = drawn.randint(0, 1 << 31, PERMUTATIONS, np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, drawn.randint(0, 1 << 32, PERMUTATIONS, np.uint32)


def _mixed(hashed: Numbers) -> Numbers:
    """The numbers with every bit spread over all (the finalizer of MurmurHash3)."""
    import numpy as np

    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        hashed = (hashed ^ (hashed >> np.uint32(shift))) * np.uint32(factor)
    return hashed

"""How alike two texts are, and a sketch of each by which like ones are found among many.

Likeness is the share of three-character sequences that two texts have in common (Jaccard), digits
and punctuation left out, so that neither other figures nor another layout hide a copy. The sketch
is a MinHash of these sequences (Broder, Compression and Complexity of Sequences, 1997).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from datasketch import MinHash

ALIKE = 0.80  # from which a text counts as copied
SHORTEST = 200  # characters, below which likeness says nothing
LENGTH = 3  # characters of a sequence
PERMUTATIONS = 256
BANDS = 32  # of eight values: two texts alike by 0.8 share one in 997 of 1000 cases, by 0.4 in 21
_LEFT_OUT = re.compile(r"[^\u3400-\u9fffA-Za-z]+")


def plain(words: str) -> str:
    """The letters and Chinese characters of a text."""
    return _LEFT_OUT.sub("", words)


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
    made = _empty().copy()
    made.update_batch(each.encode() for each in found)
    return np.asarray(made.hashvalues, "<u4").tobytes()


def bands(sketched: bytes) -> list[int]:
    """One number for each band of a sketch: texts that share one are worth comparing."""
    if not sketched:
        return []
    size = len(sketched) // BANDS
    return [crc32(sketched[i * size : (i + 1) * size]) for i in range(BANDS)]


def estimated(one: bytes, other: bytes) -> float:
    """The likeness that two sketches tell, within about 0.03."""
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))


@cache
def _empty() -> MinHash:
    from datasketch import MinHash  # brings scipy along, which takes longer than reading a report

    return MinHash(num_perm=PERMUTATIONS, hashfunc=crc32)

"""Intervals of a rate and limits about a pooled rate, in closed form.

Sources. Proportions: the Wilson score interval (Journal of the American Statistical Association 22
(1927) 209-212). Events per 100, which may exceed 100: Byar's approximation to the limits of a
Poisson count (IARC Scientific Publications 82 (1987) 69). Funnel limits: Statistics in Medicine 24
(2005) 1185-1202; score limits about the pooled proportion, so that a unit lies outside them exactly
where its own Wilson interval at that level misses the pooled value.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

Z95 = 1.959963984540054
Z998 = 3.090232306167813


def wilson(n: Numbers, of: Numbers, z: float = Z95) -> tuple[Numbers, Numbers]:
    """The interval of the proportion n / of; nan where `of` is 0 or n is not within 0 and `of`."""
    of = np.where((of > 0) & (n >= 0) & (n <= of), of, np.nan)
    share = n / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * np.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    # The estimate lies within, whatever rounding does; at 0 and 1 the formula gives these bounds.
    return np.clip(np.minimum(centre - half, share), 0, 1), np.clip(
        np.maximum(centre + half, share), 0, 1
    )


def poisson(n: Numbers, of: Numbers, z: float = Z95) -> tuple[Numbers, Numbers]:
    """The interval of the rate n / of for counted events; nan where `of` is 0 or n is negative."""
    of = np.where((of > 0) & (n >= 0), of, np.nan)
    some, more = np.maximum(n, 1), n + 1
    low = some * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return np.where(n > 0, np.maximum(low, 0), 0) / of, high / of


def limits(centre: float, of: Numbers, events: bool, z: float) -> tuple[Numbers, Numbers]:
    """The funnel about the pooled rate `centre` at the denominators `of`; `events` for counts that
    may exceed their denominator. nan where `of` is not above 0, or the pool has no such rate."""
    spread = centre if events else centre * (1 - centre)
    of = np.where((of > 0) & (spread >= 0), of, np.nan)
    half = z * np.sqrt(abs(spread) / of)
    high = centre + half if events else np.minimum(centre + half, 1)
    return np.maximum(centre - half, 0), high

"""With whom a unit is compared: the units of its scope and level within a superior region.

A city has no city above it and a province no province: they are compared within the next region
upwards, and within all that is held where there is none. The unit itself is one of its peers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from goidata.analysis import rates
from goidata.analysis.frames import KEYS, STRATUM
from goidata.analysis.measured import evaluated, operands_by_report
from goidata.analysis.selection import LEVELS, Selection, Stratum
from goidata.store.reader import Reader

WIDTHS = ("city", "province", "country")
LEAST = 4  # units with a base of ten: of fewer, none is typical
PEERS = (*STRATUM, "group")  # the columns that tell one set of peers from another


@dataclass(frozen=True, slots=True)
class Peers:
    """The units of one stratum within a region; all that are held where `region` is None."""

    stratum: Stratum
    region: str | None

    def selection(self, selection: Selection) -> Selection:
        """`selection`, with its years and switches, of these units alone."""
        return replace(selection.within(self.stratum), region=self.region)

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of these units: a selection without a level means every level."""
        level = frame["level"]
        same = level.isna() if self.stratum.level is None else level == self.stratum.level
        return frame[same.to_numpy(bool)]


def superiors(frame: pd.DataFrame, width: str) -> pd.Series:
    """The code of the region within which each row is compared, None for all that is held.

    Takes a frame with level, province and city; `width` is one of WIDTHS.
    """
    level, province, city = (frame[name].astype(object) for name in ("level", "province", "city"))
    codes = [_superior(*row, width) for row in zip(level, province, city, strict=True)]
    return pd.Series(codes, index=frame.index, dtype=object)


def _superior(level: object, province: object, city: object, width: str) -> str | None:
    regions = {"city": city, "province": province}
    above = LEVELS[: LEVELS.index(str(level))] if level in LEVELS else ()
    for name in reversed(above):
        if WIDTHS.index(name) >= WIDTHS.index(width) and isinstance(regions[name], str):
            return str(regions[name])
    return None


def typical(
    db: Reader, selection: Selection, sets: Sequence[Peers], names: Sequence[str]
) -> pd.DataFrame:
    """What each set of peers makes together and which of them is typical, by year and measure.

    Columns year, scope, level, group (the region), measure, group_n, group_N, group_value,
    group_base, group_units (with a value), median_units (those with a base of 10 and more), and q1,
    median, q3 over these where they are at least LEAST.
    """
    frames = [
        each.of(operands_by_report(db, each.selection(selection), names)).assign(group=each.region)
        for each in sets
    ]
    together = pd.concat(frames, ignore_index=True)
    return summed(evaluated(together, names, [*KEYS, "group"]))


def summed(frame: pd.DataFrame) -> pd.DataFrame:
    """As `typical`, for each set of peers in a frame of units with the column `group`."""
    keys = ["year", *PEERS]
    own = frame[~frame["beside"]]
    sums = rates.pool(own, keys).drop(columns=["low", "high"])
    sums = sums.rename(columns={name: f"group_{name}" for name in ("n", "N", "value", "base")})
    sums = sums.rename(columns={"reports": "group_units"})
    middle = rates.spread(own, keys).drop(columns="units_held")
    few = (middle["units"] < LEAST).to_numpy(bool)
    middle = middle.assign(**{name: middle[name].mask(few) for name in ("q1", "median", "q3")})
    return joined(middle.rename(columns={"units": "median_units"}), sums, [*keys, "measure"])


def joined(frame: pd.DataFrame, other: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """`other` put beside `frame` by `keys`, of which some may be missing in both."""
    left, right = (_without_gaps(each, keys) for each in (frame, other))
    found = left.merge(right, on=list(keys), how="left")
    return found.assign(**{key: frame[key].to_numpy() for key in keys})


def _without_gaps(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The keys as plain objects, what is missing as an empty text: a merge tells one kind of
    nothing from another."""
    plain = {key: frame[key].astype(object) for key in keys}
    return frame.assign(**{key: each.where(each.notna(), "") for key, each in plain.items()})

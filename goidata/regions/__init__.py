"""The regions of China: the table, the names, and what decides an ambiguous name."""

from goidata.regions.evidence import Decision, decide
from goidata.regions.meant import code_of
from goidata.regions.spelling import romanised, spelt
from goidata.regions.table import (
    Region,
    all_regions,
    ancestors,
    by_code,
    children,
    full_name,
    is_regulation_maker,
    is_within,
    leading,
    named,
    official,
)
from goidata.regions.whereabouts import Printed, locate

__all__ = [
    "Decision",
    "Printed",
    "Region",
    "all_regions",
    "ancestors",
    "by_code",
    "children",
    "code_of",
    "decide",
    "full_name",
    "is_regulation_maker",
    "is_within",
    "leading",
    "locate",
    "named",
    "official",
    "romanised",
    "spelt",
]

"""Which bodies report in a sample: governments of real regions, and offices and departments."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from goidata.regions import Region, all_regions, full_name

GOVERNMENT, OFFICE = "人民政府", "人民政府办公室"
DEPARTMENTS = (
    *("教育局", "公安局", "财政局", "民政局", "司法局", "审计局", "统计局", "交通运输局"),
    *("住房和城乡建设局", "卫生健康委员会", "市场监督管理局", "自然资源局", "生态环境局"),
)
# Median of what a body of a level receives and licenses in a year, and how far it spreads.
VOLUMES = {"province": (900, 400_000), "city": (160, 120_000), "county": (25, 9_000)}
SHARE_OF_GOVERNMENTS = 0.6
SHARE_OF_OFFICES = 0.3  # of the other bodies


@dataclass(frozen=True, slots=True)
class Body:
    """A reporting body: its name with its superiors in front, its region, and the medians of its
    applications and licences a year. `whole` says that it reports for the area."""

    name: str
    region: Region
    applications: float
    licences: float
    whole: bool


def bodies(count: int, source: random.Random) -> Iterator[Body]:
    """`count` bodies, no two alike: governments of all levels first, then their offices and
    departments, region after region, each with a small part of what its government reports."""
    standing = [region for region in all_regions() if region.valid_to is None]
    source.shuffle(standing)
    governments = min(len(standing), max(1, round(count * SHARE_OF_GOVERNMENTS)))
    chosen = standing[:governments]
    spread = {
        region.code: (source.lognormvariate(0, 1.1), source.lognormvariate(0, 0.9))
        for region in chosen
    }
    for region in chosen[:count]:
        yield _body(region, GOVERNMENT, 1.0, spread[region.code])
    others = ((region, name) for name in _names(source) for region in chosen)
    for region, name in islice(others, max(0, count - governments)):
        yield _body(region, name, source.uniform(0.005, 0.04), spread[region.code])


def _names(source: random.Random) -> list[str]:
    departments = list(DEPARTMENTS)
    source.shuffle(departments)
    departments.insert(1 if source.random() < SHARE_OF_OFFICES else 0, OFFICE)
    return departments


def _body(region: Region, name: str, part: float, spread: tuple[float, float]) -> Body:
    applications, licences = VOLUMES[region.level]
    return Body(
        full_name(region) + name,
        region,
        applications * part * spread[0],
        0.0 if name == OFFICE else licences * part * spread[1],
        name == GOVERNMENT,
    )

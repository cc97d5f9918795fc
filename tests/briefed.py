"""Databases that briefs are tested on, and a reader who visits one without a server."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import made
import stock

from goidata.analysis import queries
from goidata.analysis.selection import Selection
from goidata.dashboard.pages import page
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.extraction.report import Report

HOSTILE = (
    "<script>alert(1)</script>县",
    "=HYPERLINK(“http”)县",
    '+cmd|" /C calc"!A0',
    "@SUM(1)县人民政府",
    "县\x07\x1b\u202e政府",
    "]]>&amp;<b>粗</b>县",
    "长" * 60,
)


def numbers(received: int, handled: int, decided: int) -> dict[str, int]:
    """A report that adds up: a third granted, the rest refused, one review in four corrected."""
    granted, corrected = handled // 3, decided // 4
    parts = {
        "received": received,
        "handled.granted": granted,
        "handled.refused.third_party": handled - granted,
        "handled_total": handled,
        "carried_out": received - handled,
    }
    cells = {
        f"applications.{row}.{column}": value
        for row, value in parts.items()
        for column in ("natural_person", "total")
    }
    review = {"upheld": decided - corrected, "corrected": corrected, "total": decided}
    return {**cells, **{f"review.{name}": value for name, value in review.items()}}


def of(unit: str, year: int, cells: Mapping[str, int], **more: Any) -> Report:
    title = f"{unit}{year}年政府信息公开工作年度报告"
    return made.report(cells, unit=unit, title=title, year=year, **more)


def forty() -> list[Report]:
    """Forty counties over three years, every base small, hostile names among them; many errors."""
    names = [*HOSTILE, *(f"甲乙丙丁自治县第{n}试验区人民政府" for n in range(40 - len(HOSTILE)))]
    found = [
        of(name, year, numbers(28 - at % 10, 28 - at % 2 - at % 10, 29 - at % 12))
        for year in (2021, 2022, 2024)
        for at, name in enumerate(names)
    ]
    return [stock.off_by_one(each) if at % 3 == 0 else each for at, each in enumerate(found)]


def few() -> list[Report]:
    """Two counties: a large base, a base under ten, and a year in which nothing was handled."""
    claims = [made.claim("disclosed_items", 5500, approximate=True)]
    return [
        stock.of("沭阳县人民政府", 2022, numbers(120, 100, 40)),
        stock.of("沭阳县人民政府", 2023, numbers(150, 141, 12), claims=claims),
        stock.of("泗阳县人民政府", 2022, numbers(6, 6, 0)),
        stock.off_by_one(stock.of("泗阳县人民政府", 2023, numbers(0, 0, 0))),
    ]


def visited(path: Path, db: sqlite3.Connection, language: str, **words: str) -> Visit:
    available = queries.available(db)
    stamp = (str(path), path.stat().st_mtime_ns, path.stat().st_size)
    selection = Selection.from_words(words, available)
    return Visit(
        page("overview"), Words(language), db, stamp, available, selection, queries.regions(db)
    )

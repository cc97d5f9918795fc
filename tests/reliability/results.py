"""What was measured, kept as JSON, a file a section, so that each may be measured apart.

A file is `{"section", "machine", "day", "figures": {name: number}, "rows": [{column: value}]}`;
names of figures and their bars are declared in promised.toml, so that who measures sets no bar.
"""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDER = Path(tempfile.gettempdir()) / "goidata-reliability"  # where no other is named
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is promised: at least, at most, or only told."""

    what: str
    least: float | None = None
    most: float | None = None

    def holds(self, value: float) -> bool | None:
        """Whether a value keeps the bar; None where there is none."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )


@dataclass(frozen=True, slots=True)
class Section:
    """What one section of the document promises and asks for; the module that measures it, and of
    how many reports, where it is measured at several sizes."""

    title: str
    promise: str
    about: str
    module: str
    reports: int | None = None
    figures: dict[str, Figure] = field(default_factory=dict)


@cache
def sections() -> dict[str, Section]:
    """The sections in the order of the document."""
    declared = tomllib.loads((HERE / "promised.toml").read_text("utf-8"))
    return {
        name: Section(
            each["title"],
            each["promise"],
            each["about"],
            each.get("module", name),
            each.get("reports"),
            {key: Figure(**figure) for key, figure in _figures(declared, name).items()},
        )
        for name, each in declared.items()
    }


def _figures(declared: dict[str, dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    """Those of a section, or of the one that its module is named after."""
    each = declared[name]
    figures: dict[str, dict[str, Any]] = each.get("figures") or declared[each["module"]]["figures"]
    return figures


def keep(
    folder: Path, section: str, figures: Mapping[str, float], rows: Sequence[Row] = ()
) -> None:
    """Keep the figures of a section, and its rows, which become a table. Raises KeyError for a
    section or figure that is not declared."""
    promised = sections()[section].figures
    for name, value in figures.items():
        print(f"{promised[name].what}: {value:.4g}", flush=True)
    told = {
        "section": section,
        "machine": machine(),
        "day": datetime.now(UTC).date().isoformat(),
        "figures": dict(figures),
        "rows": [dict(row) for row in rows],
    }
    folder.mkdir(parents=True, exist_ok=True)
    to = folder / f"{section}.json"
    to.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def held(folder: Path, section: str) -> dict[str, Any] | None:
    """What is kept of a section, or None."""
    file = folder / f"{section}.json"
    return json.loads(file.read_text("utf-8")) if file.is_file() else None


def machine() -> str:
    """This machine, by its cores and its memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"{len(os.sched_getaffinity(0))} cores, {memory:.0f} GB"

"""What was measured, kept as JSON, a file a part and size, so that parts may be measured apart and
the document be put together from all of them."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
FOLDER = Path(tempfile.gettempdir()) / "goidata-bench"  # where no other is named
_KIB = 1024


def keep(folder: Path, part: str, rows: Sequence[Row], size: int | None = None) -> None:
    """Keep the rows of a part (of one size of database), and show them."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"part": part, "size": size, "machine": machine(), "rows": list(rows)}
    place(folder, part, *([] if size is None else [size])).write_text(
        json.dumps(kept, ensure_ascii=False, indent=1), "utf-8"
    )
    for row in rows:
        print("  ".join(f"{key} {_shown(value)}" for key, value in row.items()), flush=True)


def place(folder: Path, part: str, *size: object) -> Path:
    """Where the rows of a part (of one size of database) are kept."""
    return folder / f"{'-'.join(map(str, (part, *size)))}.json"


def held(folder: Path, part: str) -> dict[int | None, list[Row]]:
    """The rows of a part by size, the smallest first."""
    found = [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]
    found = [each for each in found if each["part"] == part]
    return {each["size"]: each["rows"] for each in sorted(found, key=lambda e: e["size"] or 0)}


def machines(folder: Path) -> list[str]:
    """Every machine that something was measured on."""
    found = (json.loads(file.read_text("utf-8"))["machine"] for file in folder.glob("*.json"))
    return sorted(set(found))


def machine() -> str:
    """This machine, by its cores and its memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _KIB**3
    return f"{len(os.sched_getaffinity(0))} cores, {memory:.0f} GB"


def _shown(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)

"""What `make fuzz` has tried so far, in however many runs, and what it found that still fails."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from collections import defaultdict
from pathlib import Path

from fuzzing.again import FOLDER, fails, findings
from results import keep

FUZZER = Path(__file__).parents[1] / "fuzzing"


def run(asked: Namespace) -> None:
    """Go on until so many minutes are full, then tell."""
    kept = FOLDER / "runs.jsonl"
    missing = asked.minutes - sum(turn["seconds"] for turn in turns(kept)) / 60
    if missing > 0:
        command = [sys.executable, str(FUZZER), "--minutes", str(missing)]
        subprocess.run(command, check=True)
    rows: dict[str, dict[str, float]] = defaultdict(lambda: {"minutes": 0, "inputs": 0, "ways": 0})
    for turn in turns(kept):
        row = rows[turn["target"]]
        row["minutes"] += turn["seconds"] / 60
        row["inputs"] += turn["inputs"]
        row["ways"] = max(row["ways"], turn["ways"])
    figures = {
        "minutes": sum(row["minutes"] for row in rows.values()),
        "inputs": sum(row["inputs"] for row in rows.values()),
        "open": sum(map(fails, findings(FOLDER))),
    }
    keep(asked.results, "inputs", figures, [{"target": name, **row} for name, row in rows.items()])


def turns(kept: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in kept.read_text().splitlines()] if kept.exists() else []

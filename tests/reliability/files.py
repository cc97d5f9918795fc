"""Every file made to harm, read as a load reads it: its time, its memory, what is said of it."""

from __future__ import annotations

import os
import pickle
import resource
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from harm import HARMFUL
from hostile import CODES, is_clear
from results import keep

from goidata.intake.guarded import Guarded


def run(asked: Namespace) -> None:
    rows, pictured = [], []
    for name, make in HARMFUL.items():
        rows.append(apart(lambda name=name, make=make: alone(name, make())))  # type: ignore[misc]
        print(rows[-1], flush=True)
        if rows[-1]["outcome"] == "scanned":
            pictured.append(apart(lambda name=name, make=make: measured(name, make())))  # type: ignore[misc]
            print(pictured[-1], flush=True)
    figures = {
        "files": len(rows),
        "seconds": max(row["seconds"] for row in rows),
        "megabytes": max(row["MB"] for row in rows),
        "recognising": max(row["MB"] for row in pictured),
        "unsaid": sum(row["unsaid"] for row in rows),
    }
    worst = sorted(rows, key=lambda row: (-row["seconds"], -row["MB"]))
    keep(asked.results, "files", figures, [{k: r[k] for k in SHOWN} for r in worst])


SHOWN = ("file", "KB", "outcome", "seconds", "MB")


def alone(name: str, data: bytes) -> dict[str, Any]:
    """The same where no recogniser is installed."""
    sys.modules["rapidocr_onnxruntime"] = None  # type: ignore[assignment]
    return measured(name, data)


def measured(name: str, data: bytes) -> dict[str, Any]:
    """What reading a file costs the process that reads and those that it starts."""
    reader = Guarded()
    found = reader.read("file", "file", data, ())
    reader.end()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    refusal = found.refusal
    return {
        "file": name,
        "KB": -(-len(data) // 1024),
        "outcome": refusal.code if refusal else "read",
        "seconds": round(used.ru_utime + used.ru_stime, 2),
        "MB": round(used.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)),
        "unsaid": int((refusal is not None and not all(map(is_clear, (refusal.zh, refusal.en))))
                      or (refusal is not None and refusal.code not in CODES)),
    }  # fmt: skip


def apart(asked: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What a copy of this process finds: what it has started is then told apart."""
    mine, theirs = os.pipe()
    number = os.fork()
    if not number:
        try:
            with os.fdopen(theirs, "wb") as told:
                pickle.dump(asked(), told)
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(mine, "rb") as told:
        found: dict[str, Any] = pickle.load(told)
    os.waitpid(number, 0)
    return found

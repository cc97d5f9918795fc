"""What fuzzing found, tried again without counting ways."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from fuzzing.targets import TARGETS
from goidata.errors import Refusal

FOLDER = Path(tempfile.gettempdir()) / "goidata-fuzzing"
SLOW = 5.0  # seconds of a processor


def findings(folder: Path) -> list[Path]:
    """What was found, a file each."""
    kept = sorted((folder / "found").glob("*"))
    return [each for each in kept if each.suffix != ".txt" and "-slow-unit-" not in each.name]


def again(file: Path) -> tuple[str, float]:
    """What comes of a finding now, and the seconds that it takes."""
    begun = time.process_time()
    try:
        TARGETS[file.name.partition("-")[0]].run(file.read_bytes())
        end = ""
    except Refusal:
        end = ""
    except Exception as error:
        end = f"{type(error).__name__} {error}"
    return end, time.process_time() - begun


def fails(file: Path) -> bool:
    """Whether a finding is one still."""
    end, seconds = again(file)
    return bool(end) or seconds > SLOW

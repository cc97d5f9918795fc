"""The log of a server: as text, or a JSON object a line for programs that collect it."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType

LOG = "GOIDATA_LOG"
JSON = "json"
KINDS = ("text", JSON)
LINE = "line"  # of a record that is a line of JSON already


class Lines(logging.Formatter):
    """A record as a line: when, how grave, who says it, what; where it was raised, if it was."""

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(line := getattr(record, LINE, None), str):
            return line
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["raised"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def is_json(surroundings: Mapping[str, str] = os.environ) -> bool:
    """Whether the log is asked for as lines of JSON."""
    return surroundings.get(LOG) == JSON


def handler() -> logging.Handler:
    """What writes the lines, to the error output."""
    made = logging.StreamHandler()
    made.setFormatter(Lines())
    return made


def begin() -> None:
    """All that this process complains of goes to the log, as lines where they are asked for."""
    if not is_json():
        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        return
    logging.basicConfig(handlers=[handler()], force=True)
    tell_more()
    logging.captureWarnings(True)
    sys.excepthook = _raised
    threading.excepthook = lambda raised: _raised(
        raised.exc_type, raised.exc_value, raised.exc_traceback
    )


def tell_more() -> None:
    """Into the log goes what happens, not complaints alone."""
    logging.getLogger("goidata").setLevel(logging.INFO)


def _raised(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    told = (kind, error, trace) if error is not None else None
    logging.getLogger("goidata").critical("not caught", exc_info=told)

"""What is written down of visitors: who came in, what was brought and what was taken, a line of
JSON each; of what files hold, their digest alone."""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime

from goidata.errors import UsageError
from goidata.operating.logs import LINE
from goidata.operating.settings import settings

log = logging.getLogger(__name__)
_LONGEST = 300  # characters of a name
_MODE = 0o600


def record(event: str, **told: str | int | None) -> None:
    """Write down an event, and what is told of it, if anything: to the file that the settings name,
    else to the log. A file that cannot be written is complained of, and the line goes to the
    log."""
    line = line_of(event, told)
    file = settings().audit
    if file is None:
        log.info(line, extra={LINE: line})
        return
    try:
        _append(file, line)
    except OSError as error:
        log.error("%s cannot be written (%s): %s", file, error.strerror, line)


def line_of(event: str, told: dict[str, str | int | None]) -> str:
    """The line: when, what, and all that is known of it."""
    known = {name: _short(value) for name, value in told.items() if value is not None}
    said = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **known}
    return json.dumps(said, ensure_ascii=False)


def must_be_writable(file: str) -> None:
    """Raises UsageError where the file cannot be written to."""
    try:
        _append(file, "")
    except OSError as error:
        raise UsageError.of("output.fails", path=file, why=error.strerror) from None


def _append(file: str, line: str) -> None:
    """At once, so that lines of several servers do not mix."""
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _MODE)
    try:
        if line:
            os.write(opened, f"{line}\n".encode("utf-8", "backslashreplace"))
    finally:
        os.close(opened)


def _short(value: str | int | None) -> str | int | None:
    return value[:_LONGEST] if isinstance(value, str) else value

"""Which uploaded files each visitor's session holds, and how much that may be.

Streamlit bounds one file; what all files of a session, and of all sessions, come to is counted
here, from what is announced before a byte of it is read.
"""

from __future__ import annotations

from collections.abc import Collection
from threading import Lock

from goidata.operating.settings import Uploads

MEGABYTE = 1024**2
_FRAME = 64 * 1024  # bytes that a form lays around a file


class Held:
    """The sizes, in bytes, of the files of every session, by the ids that Streamlit gives both."""

    def __init__(self, limits: Uploads) -> None:
        self.limits = limits
        self._files: dict[str, dict[str, int]] = {}
        self._lock = Lock()

    def admit(self, session: str, file: str, size: int) -> bool:
        """Enter a file that is about to come; False where it would be too much."""
        with self._lock:
            own = {**self._files.get(session, {}), file: size}
            before = sum(
                sum(each.values()) for name, each in self._files.items() if name != session
            )
            whole = sum(own.values())
            if (
                len(own) > self.limits.files
                or size > self.limits.largest * MEGABYTE + _FRAME
                or whole > self.limits.megabytes * MEGABYTE
                or before + whole > self.limits.all_visitors * MEGABYTE
            ):
                return False
            self._files[session] = own
            return True

    def drop(self, session: str, files: Collection[str]) -> None:
        """These files are no longer held."""
        with self._lock:
            own = self._files.get(session, {})
            for file in files:
                own.pop(file, None)
            if not own:
                self._files.pop(session, None)

    def end(self, session: str) -> set[str]:
        """Nothing is held by a session any more; gives the files that were."""
        with self._lock:
            return set(self._files.pop(session, ()))

    def owner(self, file: str) -> str | None:
        """The session that holds a file."""
        with self._lock:
            return next((name for name, own in self._files.items() if file in own), None)

    def sessions(self) -> list[str]:
        """Those that hold any."""
        with self._lock:
            return list(self._files)

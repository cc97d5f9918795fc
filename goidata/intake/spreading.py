"""Files spread over those who read them, some at a time; the results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from goidata.errors import Refusal
from goidata.intake.at_hand import reader
from goidata.intake.attempts import Attempt, Reason, attempt_to_store, digest
from goidata.intake.sources import Source

LARGEST_PART = 4_000_000  # bytes of files, from which a part is sent as it is
_IDLE = 20  # files that need no reading, for each that a part may hold

Opened = tuple[str, str, bytes, tuple[str, ...]]  # file, name, content, hints


class Answer(Protocol):
    """What is waited for."""

    def result(self) -> list[Attempt]: ...


@dataclass(frozen=True, slots=True)
class Readers:
    """Those who read: `submit` hands them some files, `files` at most, of which they have `window`
    parts at a time."""

    submit: Callable[[Sequence[Opened]], Answer]
    files: int
    window: int


class Known:
    """The contents that need no reading: `held` says whether one is stored, `refused` why one was
    refused in the part of this load that was done before; or they were met before."""

    def __init__(
        self,
        held: Callable[[str], bool] = lambda sha256: False,
        refused: dict[tuple[str, str | None], Reason] | None = None,
    ) -> None:
        self._held, self._refused = held, refused or {}
        self._met: set[bytes] = set()

    def attempt(self, file: str, sha256: str) -> Attempt | None:
        """The attempt that need not be made, if it is one; else the content is met now."""
        reason = self._refused.get((file, sha256))
        if reason is not None:
            return Attempt(file, sha256, reason=reason, skipped=True)
        met = bytes.fromhex(sha256)
        if met in self._met or self._held(sha256):
            return Attempt(file, sha256, skipped=True)
        self._met.add(met)
        return None


@dataclass(slots=True)
class _Part:
    """Some files: what is known of each already, or None, and those to be read."""

    settled: list[Attempt | None] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    size: int = 0

    def add(self, found: Opened | Attempt) -> None:
        if isinstance(found, Attempt):
            self.settled.append(found)
        else:
            self.settled.append(None)
            self.opened.append(found)
            self.size += len(found[2])

    def is_full(self, files: int) -> bool:
        return (
            len(self.opened) >= files
            or self.size >= LARGEST_PART
            or len(self.settled) >= files * _IDLE
        )


def spread(sources: Iterable[Source], readers: Readers, known: Known) -> Iterator[Attempt]:
    """The attempt to store every source, in order; what is known is skipped. No more files are
    held at a time than the readers' window has room for."""
    waiting: deque[tuple[_Part, Answer | None]] = deque()
    for part in _parts(sources, known, readers.files):
        waiting.append((part, readers.submit(part.opened) if part.opened else None))
        if len(waiting) >= readers.window:
            yield from _answered(*waiting.popleft())
    while waiting:
        yield from _answered(*waiting.popleft())


def in_turn(sources: Iterable[Source], known: Known) -> Iterator[Attempt]:
    """The same, by one process beside this one."""
    for source in sources:
        found = _opened(source, known)
        yield found if isinstance(found, Attempt) else reader().read(*found, to_store=True)


def read_part(opened: Sequence[Opened]) -> list[Attempt]:
    """What those do who read."""
    return [attempt_to_store(*each) for each in opened]


def _parts(sources: Iterable[Source], known: Known, files: int) -> Iterator[_Part]:
    part = _Part()
    for source in sources:
        part.add(_opened(source, known))
        if part.is_full(files):
            yield part
            part = _Part()
    if part.settled:
        yield part


def _answered(part: _Part, answer: Answer | None) -> Iterator[Attempt]:
    read = iter(answer.result() if answer else ())
    part.opened = []  # what was read need not be held while it is stored
    for settled in part.settled:
        yield settled or next(read)


def _opened(source: Source, known: Known) -> Opened | Attempt:
    try:
        data = source.data()
    except Refusal as error:
        return Attempt.refused(source.file, error)
    settled = known.attempt(source.file, digest(data))
    return settled or (source.file, source.name, data, source.hints)

"""What came of some files stored at once: a batch, complete in itself, or nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from goidata.errors import Refusal
from goidata.intake.acceptance import apply_accepted
from goidata.intake.attempts import Attempt
from goidata.intake.crosschecks import check_changed
from goidata.intake.decided_cells import apply_decided
from goidata.intake.upkeep import bring_up_to_date
from goidata.store.agencies import settled
from goidata.store.database import now, writing
from goidata.store.filing import Origin, file_record, is_held
from goidata.store.inserting import insert_one
from goidata.store.tallies import mark_synthetic
from goidata.wording import say

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database


@dataclass(slots=True)
class Tally:
    """What a load did: how many reports were stored, how many files were held before, the files
    that were not read with their refusals, and what waits for a person: the (unit, year) whose
    versions differ, and the files whose region is undecided. `broken` are the checks that failed
    themselves; `kept` counts the originals that lie beside the database."""

    read: int = 0
    skipped: int = 0
    refused: list[tuple[str, Refusal]] = field(default_factory=list)
    differing: list[tuple[str, int]] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    broken: dict[str, None] = field(default_factory=dict)
    kept: int = 0

    def lines(self, language: str) -> Iterator[str]:
        """What people are told at the end."""
        read, skipped, refused = self.read, self.skipped, len(self.refused)
        yield say("commands.load.stored", language, read=read, skipped=skipped, refused=refused)
        for unit, year in dict.fromkeys(self.differing):
            yield say("commands.load.differing", language, unit=unit, year=year)
        for file in self.undecided:
            yield say("commands.load.undecided", language, file=file)

    def add(self, other: Tally) -> None:
        """Count what another part of the same load did."""
        self.read += other.read
        self.skipped += other.skipped
        self.refused += other.refused
        self.differing += other.differing
        self.undecided += other.undecided
        self.broken.update(other.broken)
        self.kept += other.kept


@dataclass(slots=True)
class _Changed:
    """What a batch changed: the reports, by unit and year; whether any of these is invented."""

    reports: set[tuple[int, int]] = field(default_factory=set)
    synthetic: bool = False


def load_batch(attempts: Iterable[Attempt], database: Path, source: str) -> Tally:
    """Store what came of some files as a load of its own; `source` says in the list of loads where
    they are from. Raises DatabaseError; then nothing of it is stored."""
    with writing(database) as store:
        bring_up_to_date(store)
        number = begun(store, source)
        tally = store_batch(store, attempts, number)
        finish(store, number)
    return tally


def begun(store: Database, source: str) -> int:
    """Enter a load in the list; gives its id."""
    row = {"started": now(), "paths": source, "read": 0, "refused": 0, "skipped": 0}
    return insert_one(store, "load", row)


def finish(store: Database, load: int) -> None:
    """Say that a load is done."""
    store.conn.execute("UPDATE load SET finished = ? WHERE id = ?", (now(), load))


def store_batch(store: Database, attempts: Iterable[Attempt], load: int) -> Tally:
    """Store what came of some files, with all that it changes: what other reports say of it or it
    of them."""
    tally, changed = Tally(), _Changed()
    for attempt in attempts:
        _take(store, tally, changed, attempt, load)
    check_changed(store, changed.reports | apply_decided(store))
    apply_accepted(store)
    if changed.synthetic:
        mark_synthetic(store)
    store.conn.execute(
        "UPDATE load SET read = read + ?, refused = refused + ?, skipped = skipped + ?"
        " WHERE id = ?",
        (tally.read, len(tally.refused), tally.skipped, load),
    )
    return tally


def _take(store: Database, tally: Tally, changed: _Changed, attempt: Attempt, load: int) -> None:
    if attempt.refusal is not None:
        tally.refused.append((attempt.file, attempt.refusal))
        if not attempt.skipped:
            _refuse(store, attempt, attempt.refusal, load)
    elif attempt.skipped or is_held(store, attempt.sha256 or ""):
        tally.skipped += 1
    elif attempt.record is not None:
        tally.broken.update(dict.fromkeys(attempt.broken))
        _store(store, tally, changed, attempt, load)


def _store(store: Database, tally: Tally, changed: _Changed, attempt: Attempt, load: int) -> None:
    record = attempt.record
    assert record is not None and attempt.sha256 is not None
    identity = settled(store, record.identity)
    if identity is not record.identity:
        record = replace(record, identity=identity)
    filed = file_record(store, record, Origin(attempt.file, attempt.sha256, load))
    tally.read += 1
    changed.reports.add((filed.agency, identity.year))
    changed.synthetic |= record.synthetic
    if identity.region is None:
        tally.undecided.append(attempt.file)
    if filed.differs:
        tally.differing.append((identity.unit, identity.year))


def _refuse(store: Database, attempt: Attempt, refusal: Refusal, load: int) -> None:
    insert_one(
        store,
        "refusal",
        {
            "load": load,
            "file": attempt.file,
            "sha256": attempt.sha256,
            "code": refusal.code,
            "message_zh": refusal.zh,
            "message_en": refusal.en,
            "at": now(),
        },
    )

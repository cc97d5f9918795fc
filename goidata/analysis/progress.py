"""How far the mending of reports has come: what was sent back, and what of it still stands."""

from __future__ import annotations

from dataclasses import dataclass

from goidata.store.agencies import unit_key
from goidata.store.decisions import Returned, file_beside, read
from goidata.store.reader import Reader

NEW, RETURNED, MENDED, EXPLAINED = "new", "returned", "mended", "explained"
PROGRESS = (NEW, RETURNED, MENDED, EXPLAINED)


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a report that was sent back: RETURNED while a fault told still stands (or can
    no longer be told), MENDED where none does, EXPLAINED where all that stand were accepted.

    `told` counts the faults told, `mended` those that no longer stand, `explained` those accepted;
    `when` and `due` are ISO dates, `version` is the one that was sent back.
    """

    report: int
    state: str
    told: int
    mended: int
    explained: int
    when: str
    due: str | None
    version: int | None


def progress(db: Reader) -> tuple[Progress, ...]:
    """What became of each report that was sent back and is held. Raises UsageError where the file
    of decisions cannot be read."""
    found = (_of(db, each) for each in read(file_beside(db.path)))
    return tuple(each for each in found if each is not None)


def _of(db: Reader, sent: Returned) -> Progress | None:
    row = db.execute(
        "SELECT r.id FROM report r JOIN agency a ON a.id = r.agency WHERE a.unit_key = ?"
        " AND a.region IS ? AND r.year = ? AND r.current = 1",
        (unit_key(sent.unit), sent.region, sent.year),
    ).fetchone()
    if row is None:
        return None
    sql = "SELECT check_id, subject, outcome, accepted FROM finding WHERE report = ?"
    stands = {(check, about): rest for check, about, *rest in db.execute(sql, (row[0],))}
    outcomes = [stands.get((each.check, each.subject)) for each in sent.faults]
    mended = sum(each is None for each in outcomes)
    explained = sum(each is not None and bool(each[1]) for each in outcomes)
    state = RETURNED
    if mended + explained == len(outcomes):
        state = MENDED if mended else EXPLAINED
    counts = (len(outcomes), mended, explained)
    return Progress(int(row[0]), state, *counts, sent.when, sent.due, sent.version)

"""A person decides what a cell holds that could not be read: `goidata decide`."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from goidata.declared.faults import nearest
from goidata.errors import UsageError
from goidata.extraction.report import State
from goidata.form import Field, all_fields
from goidata.intake.acceptance import apply_accepted
from goidata.intake.archives import is_archive, source_at
from goidata.intake.attempts import digest
from goidata.intake.crosschecks import check_changed
from goidata.intake.decided_cells import READ, apply_decided, file_of
from goidata.store.calling import agency_called
from goidata.store.cells import kept
from goidata.store.decided import Decided, read, write
from goidata.wording import Both

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

_LONGEST = 15  # digits of a number that binary fractions hold


class Wish(NamedTuple):
    """What a person says of a figure of the file with this digest, as it was written."""

    sha256: str
    figure: str
    value: str
    reason: str
    who: str


def meant(connection: sqlite3.Connection, file_or_unit: str, year: int) -> str:
    """The digest of a file, or of the file of the current report of a unit for `year`. Raises
    UsageError where no report of it is held, Refusal where the file cannot be opened."""
    path = Path(file_or_unit)
    if path.is_file() or any(map(is_archive, path.parents)):
        return digest(source_at(path).data())
    agency = agency_called(connection, file_or_unit)
    row = connection.execute(
        "SELECT sha256 FROM report WHERE agency = ? AND year = ? AND current = 1", (agency, year)
    ).fetchone()
    if row is None:
        raise UsageError.of("versions.none", unit=file_or_unit, year=year)
    return str(row[0])


def decide(database: Database, wishes: Iterable[Wish]) -> list[Decided]:
    """Record what people decided, in place of what was decided before on the same cells, and check
    the reports again; gives what was recorded.

    Raises UsageError where a report, figure or value is wrong, or the cell was read; then nothing
    is recorded.
    """
    made = [decision(database.conn, wish) for wish in wishes]
    if not made:
        raise UsageError.of("decide.nothing")
    about = {each.about for each in made}
    file = file_of(database)
    _keep(database, [*(each for each in read(file) if each.about not in about), *made])
    return made


def decide_lines(
    database: Database, file: Path, lines: Iterable[tuple[int, Wish]]
) -> list[Decided]:
    """The same of the lines of a sheet; what is wrong is told with its line. Raises UsageError."""
    wishes = []
    for line, wish in lines:
        try:
            decision(database.conn, wish)
        except UsageError as error:
            why = Both(error.zh, error.en)
            raise UsageError.of("decide.line", file=file, line=line, why=why) from error
        wishes.append(wish)
    return decide(database, wishes)


def withdraw(database: Database, sha256: str, figure: str) -> Decided:
    """Take back what was decided on a figure: it is open again. Raises UsageError where nothing
    was."""
    name = _field(figure).name
    entries = read(file_of(database))
    taken = next((each for each in entries if each.about == (sha256, name)), None)
    if taken is None:
        raise UsageError.of("decide.none", figure=name)
    _keep(database, [each for each in entries if each is not taken])
    return taken


def _keep(database: Database, entries: Sequence[Decided]) -> None:
    write(file_of(database), entries)
    check_changed(database, apply_decided(database))
    apply_accepted(database)


def decision(connection: sqlite3.Connection, wish: Wish) -> Decided:
    """What a wish comes to. Raises UsageError."""
    field = _field(wish.figure)
    row = connection.execute(
        f"SELECT r.id, a.unit, a.region, r.year, r.edition_{field.table} FROM report r"
        " JOIN agency a ON a.id = r.agency WHERE r.sha256 = ?",
        (wish.sha256,),
    ).fetchone()
    if row is None:
        raise UsageError.of("decide.no_report", sha256=wish.sha256[:12])
    report, unit, region, year, edition = row
    cell = kept(connection, report)["figures"].get(field.name)
    if cell is None or edition is None:
        raise UsageError.of("decide.no_cell", figure=field.name, unit=unit, year=year)
    cell = cell.get(READ, cell)
    if cell["state"] == State.NUMBER:
        raise UsageError.of("decide.was_read", figure=field.name, value=cell["value"])
    if not wish.reason.strip():
        raise UsageError.of("decide.no_reason", figure=field.name)
    value = value_of(wish.value, field)
    today = date.today().isoformat()
    return Decided(
        wish.sha256, field.name, value, wish.reason.strip(), wish.who, today, unit, year, region,
        cell["raw"],
    )  # fmt: skip


def _field(name: str) -> Field:
    """The figure called so, by its name or its column. Raises UsageError."""
    fields = all_fields()
    for field in fields.values():
        if name in (field.name, field.database_name):
            return field
    like = nearest(name, fields)
    if like:
        raise UsageError.of("decide.like", figure=name, like=like)
    raise UsageError.of("not_found.figure", name=name)


def value_of(text: str, field: Field) -> int | float:
    """The number that a person wrote: whole, but for sums of money; not below 0 where the form
    counts. Raises UsageError."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    found = _number(plain)
    if (
        found is None
        or (field.integer and not float(found).is_integer())
        or (found < 0 and not field.signed)
    ):
        entry = "decide.count" if field.integer else "decide.amount"
        raise UsageError.of(entry, figure=field.name, value=text)
    return int(found) if float(found).is_integer() else found


def _number(plain: str) -> Any:
    digits = plain.removeprefix("-")
    whole, _, part = digits.partition(".")
    if not (whole + part).isascii() or not whole.isdigit() or (part and not part.isdigit()):
        return None
    if len(whole + part) > _LONGEST:
        return None
    return float(plain) if part else int(plain)

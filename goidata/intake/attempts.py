"""One file read and checked: what came of it, fit to be sent between processes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from goidata.checks import Finding, run
from goidata.checks.sound import broken_in
from goidata.declared import DeclarationError
from goidata.errors import GoidataError, Refusal
from goidata.extraction.reading import Tables, read
from goidata.extraction.report import Report
from goidata.intake.sources import Source, damaged
from goidata.store.records import Record, record_of

_LARGEST_NUMBER = 10**18

Reason = tuple[str, str, str]  # code, Chinese, English: what an error says, fit to be sent


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one file: a report with its findings, or the reason why there is none.

    Where it is to be stored, `record` stands in place of the report, and `broken` names the checks
    that failed themselves. `skipped` where its content was known before, with the reason if it was
    refused then; `sha256` is None where there is no content.
    """

    file: str
    sha256: str | None
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    reason: Reason | None = None
    record: Record | None = None
    broken: tuple[str, ...] = ()
    skipped: bool = False

    @property
    def refusal(self) -> Refusal | None:
        """Why the file was not read."""
        return Refusal(*self.reason) if self.reason else None

    @classmethod
    def refused(cls, file: str, error: GoidataError, sha256: str | None = None) -> Attempt:
        """The attempt that failed with `error`."""
        return cls(file, sha256, reason=(error.code, error.zh, error.en))


def attempt(
    file: str, name: str, data: bytes, hints: tuple[str, ...], tables: Tables | None = None
) -> Attempt:
    """Read and check one file; `tables` gives its tables where its maker knows them. A file that
    breaks the reader is refused like a damaged one; what is wrong in the program's own
    declarations, or in a check, is never told of the file."""
    sha256 = digest(data)
    try:
        report = read(data, name, hints, tables=tables)
        _must_fit(file, report)
    except DeclarationError:
        raise
    except GoidataError as error:
        return Attempt.refused(file, error, sha256)
    except Exception as error:  # whatever a hostile file provokes must not end the whole load
        why = damaged(file, f"{type(error).__name__}: {error}".splitlines()[0])
        return Attempt.refused(file, why, sha256)
    return Attempt(file, sha256, report, run(report))


def attempt_to_store(
    file: str, name: str, data: bytes, hints: tuple[str, ...], tables: Tables | None = None
) -> Attempt:
    """The same, with the report as rows: they are sent between processes, and made in them."""
    found = attempt(file, name, data, hints, tables)
    if found.report is None:
        return found
    record, broken = record_of(found.report, found.findings), broken_in(found.findings)
    return Attempt(file, found.sha256, record=record, broken=broken)


def tried(source: Source) -> Attempt:
    """Open, read and check one file."""
    try:
        data = source.data()
    except Refusal as error:
        return Attempt.refused(source.file, error)
    return attempt(source.file, source.name, data, source.hints)


def digest(data: bytes) -> str:
    """What identifies a file's content."""
    return hashlib.sha256(data).hexdigest()


def _must_fit(file: str, report: Report) -> None:
    """Refuse numbers that no database holds: a cell with twenty digits is no count."""
    numbers = (*report.values.values(), *(claim.value for claim in report.claims))
    if any(number is not None and abs(number) > _LARGEST_NUMBER for number in numbers):
        raise damaged(file, "a number of more than 18 digits")

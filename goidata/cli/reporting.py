"""What `parse` and `check` say of files: JSON for programs, tables and sentences for people."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from goidata.checks import faults, rendering, sheet
from goidata.checks.evaluator import in_order
from goidata.checks.unread import counted, lines, unread
from goidata.cli.console import Language, complain, complain_of, say, show, write
from goidata.errors import DatabaseError
from goidata.extraction.report import Report
from goidata.intake.at_hand import reader
from goidata.intake.attempts import Attempt
from goidata.intake.drafts import between_years
from goidata.intake.sources import of_file
from goidata.store.database import connect
from goidata.store.home import default_path
from goidata.tables import files

READ, REFUSED, NO_FILE, BROKEN = 0, 1, 2, 70


def parse(path: Path, as_json: bool, language: Language) -> int:
    """Show what one file holds; gives the exit code."""
    (attempt,) = _read_each([path], language)
    if as_json:
        write(_line(attempt, language))
    elif attempt.refusal is not None:
        complain_of(attempt.refusal, language, attempt.file)
    elif attempt.report is not None:
        _show_report(attempt, attempt.report, language)
    _tell_broken(attempt, language)
    return _code(attempt)


def check(paths: Iterable[Path], as_json: bool, to: Path | None, language: Language) -> int:
    """Show what could not be read in each file and what does not add up; gives the exit code. `to`
    gets the list of faults."""
    if to is not None:
        files.writable(to)
    codes, rows = [], []
    connection = _held()
    for read in _read_each(paths, language):
        attempt = _with_last_year(read, connection)
        if as_json:
            write(_line(attempt, language))
        else:
            _show_faults(attempt, language)
        broken = _tell_broken(attempt, language)
        codes.append(_code(attempt) or (BROKEN if broken else int(_is_faulty(attempt))))
        rows += _rows(attempt, language)
    if to is not None:
        _write_faults(to, rows, language)
    return max(codes)


def _read_each(paths: Iterable[Path], language: Language) -> Iterator[Attempt]:
    """What comes of each file; how far one of many pages is shows while it is read."""
    with _pages_shown(language) as shown:
        reader().begin()
        for path in paths:
            with shown():
                attempt = reader().tried(of_file(path))
            yield attempt


def _pages_shown(language: Language) -> AbstractContextManager[Callable[[], Any]]:
    """What shows pages on a terminal; nothing of it is loaded elsewhere."""
    if not sys.stderr.isatty():
        return nullcontext(nullcontext)
    from goidata.cli import progress

    return progress.pages(language)


def _tell_broken(attempt: Attempt, language: Language) -> bool:
    """Tell which checks failed themselves; gives whether any did."""
    broken = [each for each in attempt.findings if each.broken]
    for each in broken:
        complain(f"{each.check}: {each.said.named(language) if each.said else ''}")
    return bool(broken)


def _held() -> sqlite3.Connection | None:
    """The database of this place, where there is one that can be read."""
    try:
        return connect(default_path()) if default_path().is_file() else None
    except DatabaseError:
        return None


def _with_last_year(attempt: Attempt, connection: sqlite3.Connection | None) -> Attempt:
    """The attempt with what last year's report of the unit says, where it is held."""
    if attempt.report is None:
        return attempt
    found = between_years(attempt.report, connection)
    return replace(attempt, findings=in_order((*attempt.findings, *found)))


def _code(attempt: Attempt) -> int:
    if attempt.refusal is None:
        return READ
    return NO_FILE if attempt.refusal.code == "not_found" else REFUSED


def _is_faulty(attempt: Attempt) -> bool:
    """Whether an error was found, or a figure was not read and so was not checked."""
    assert attempt.report is not None
    return bool(unread(attempt.report)) or any(f.counts_as_error for f in attempt.findings)


def _line(attempt: Attempt, language: Language) -> str:
    outcome = attempt.refusal or attempt.report
    assert outcome is not None
    found = rendering.line(attempt.file, attempt.sha256, outcome, attempt.findings, language.value)
    return json.dumps(found, ensure_ascii=False)


def _show_report(attempt: Attempt, report: Report, language: Language) -> None:
    _show_heading(attempt, report, language)
    for listing in sheet.tables(report, language.value):
        show(listing)
    for line in sheet.unread(report, language.value):
        say(line)
    for line in sheet.stated(report, language.value):
        say(line)


def _show_faults(attempt: Attempt, language: Language) -> None:
    if attempt.refusal is not None:
        complain_of(attempt.refusal, language, attempt.file)
        return
    assert attempt.report is not None
    _show_heading(attempt, attempt.report, language)
    _show_unread(attempt.report, language)
    say(sheet.outcomes(attempt.findings, language.value))
    for line in sheet.failing(attempt.findings, language.value):
        say(line)


def _show_unread(report: Report, language: Language) -> None:
    """What was not checked stands before what was found."""
    said = counted(unread(report).values(), language.value)
    if said:
        say(said)
        for line in lines(report, language.value):
            say(f"    {line}")


def _show_heading(attempt: Attempt, report: Report, language: Language) -> None:
    say(f"{attempt.file}: {sheet.heading(report, language.value)}")
    say(sheet.counted(report, language.value))


def _rows(attempt: Attempt, language: Language) -> list[faults.Row]:
    if attempt.refusal is not None:
        return [faults.of_refusal(attempt.file, attempt.refusal, language.value)]
    assert attempt.report is not None
    found = faults.of_report(attempt.file, attempt.report, attempt.findings, language.value)
    return list(found)


def _write_faults(to: Path, rows: list[faults.Row], language: Language) -> None:
    import pandas as pd

    cells = list(map(faults.values, rows))
    heads = faults.heads(language.value)
    files.write(to, pd.DataFrame(cells, columns=heads, dtype=object), language.value)

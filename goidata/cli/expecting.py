"""What `expect` does: an expectation is written beside a document, or compared with it."""

from __future__ import annotations

from pathlib import Path

from goidata.checks.expected import CONFIRMED, Difference, differences, expectation, kept, place_of
from goidata.checks.expected import write as keep
from goidata.checks.subjects import figure_label
from goidata.checks.unread import lines, unread
from goidata.cli.console import Language, complain_of, say
from goidata.extraction.report import Report
from goidata.form import all_fields
from goidata.intake.at_hand import reader
from goidata.intake.sources import of_file
from goidata.wording import say as said
from goidata.wording import shown

SAME, DIFFERENT, NO_FILE = 0, 1, 2


def expect(file: Path, again: bool, language: Language) -> int:
    """Write or compare the expectation of one file; gives the exit code. `again` writes it anew.
    Raises UsageError."""
    attempt = reader().tried(of_file(file))
    if attempt.report is None:
        assert attempt.refusal is not None
        complain_of(attempt.refusal, language, attempt.file)
        return NO_FILE if attempt.refusal.code == "not_found" else DIFFERENT
    to = place_of(file)
    if to == file or (to.exists() and not again):
        return _compare(file, to, attempt.report, language)
    keep(to, expectation(attempt.report))
    say(said("commands.expect.written", language, file=file, to=to))
    number = len(unread(attempt.report))
    if number:
        say(said("commands.expect.unread", language, n=number))
        for line in lines(attempt.report, language):
            say(f"    {line}")
    return SAME


def _compare(file: Path, to: Path, report: Report, language: Language) -> int:
    expected = kept(to)
    found = list(differences(report, expected))
    if not found:
        entry = "same" if expected.get(CONFIRMED) else "unconfirmed"
        say(said(f"commands.expect.{entry}", language, file=file, to=to))
        return SAME
    say(said("commands.expect.different", language, file=file, to=to, n=len(found)))
    for each in found:
        say(f"    {_line(each, language)}")
    return DIFFERENT


def _line(each: Difference, language: Language) -> str:
    known = each.name in all_fields()
    name = f"{figure_label(each.name, language)} ({each.name})" if known else each.name
    sides = (shown(side) if known else str(side) for side in (each.expected, each.read))
    wanted, read = sides
    return said("commands.expect.line", language, name=name, expected=wanted, read=read)

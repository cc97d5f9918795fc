"""What `why` says of one figure: how it was read, what is printed around it, which readings there
were, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goidata.checks.places import told
from goidata.checks.unread import cell_label, table_label
from goidata.cli.console import Language, complain_of, say
from goidata.errors import Refusal, UsageError
from goidata.extraction.grounds import Grounds, grounds
from goidata.extraction.hypotheses import FAULT, Hypothesis, Untold
from goidata.extraction.reading import read
from goidata.extraction.reasons import margin, reason
from goidata.extraction.report import Report
from goidata.form import all_fields
from goidata.intake.sources import of_file
from goidata.wording import say as said
from goidata.wording import shown

EXPLAINED, REFUSED, NO_FILE = 0, 1, 2
MOST = 8  # figures or hypotheses named


def explain(file: Path, asked: str, language: Language) -> int:
    """Say on what grounds a figure of a file was read as it was; gives the exit code. `asked` is
    its name, or words of its label that no other has. Raises UsageError."""
    source = of_file(file)
    try:
        data = source.data()
        report = read(data, source.name, source.hints)
    except Refusal as refusal:
        complain_of(refusal, language, source.file)
        return NO_FILE if refusal.code == "not_found" else REFUSED
    name = named(asked, report, language)
    for line in lines(name, grounds(report, data, source.name, name), language):
        say(line)
    return EXPLAINED


def named(asked: str, report: Report, language: Language) -> str:
    """The figure of a report that is meant. Raises UsageError where none, or more than one is."""
    words = "".join(asked.split())
    exact = [n for n in report.figures if asked in (n, all_fields()[n].database_name)]
    found = exact or [
        name for name in report.figures if words in "".join(_label(name, language).split())
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError.of("not_found.figure", name=asked)
    names = ", ".join(found[:MOST]) + " …" * (len(found) > MOST)
    raise UsageError.of("several.figures", asked=asked, names=names)


def lines(name: str, found: Grounds, language: Language) -> Iterator[str]:
    """The answer, line by line."""
    figure = found.figure
    yield f"{_label(name, language)} ({name})"
    value = " ".join(map(shown, figure.candidates if figure.value is None else [figure.value]))
    state = said(f"commands.why.{figure.state.value}", language, value=value)
    yield said("commands.why.read", language, state=state, raw=figure.raw or "")
    where = told(figure.place, language)
    if where:
        yield said("commands.why.where", language, where=where)
    for each in found.around:
        yield f"  {'▶' if each.here else ' '} {each.number:>4}  {each.text}"
    yield from _hypotheses(found, language)
    doubts = [each.said(language) for each in figure.reasons]
    if doubts:
        yield said("commands.why.doubts", language)
        yield from (f"    {doubt}" for doubt in doubts)


def _hypotheses(found: Grounds, language: Language) -> Iterator[str]:
    if not found.hypotheses:
        yield said("commands.why.no_row", language)
        return
    yield said("commands.why.hypotheses", language, margin=margin())
    for each in found.hypotheses[:MOST]:
        mark = "•" if each in found.near else " "
        value = each.values[found.index]
        number = "?" if isinstance(value, Untold) else shown(value)
        yield f"  {mark} {each.weight:>4.1f}  {number:>8}  {_needs(each, language)}"
    if len(found.hypotheses) > MOST:
        more = len(found.hypotheses) - MOST
        yield f"       {said('commands.why.more', language, n=more)}"


def _needs(each: Hypothesis, language: Language) -> str:
    """The mishaps that a hypothesis needs, and the faults that it leaves to the office."""
    needed = [mishap.said(language) for mishap in each.mishaps]
    needed += [reason(FAULT).said(language)] * each.faults
    as_printed = [] if needed else [said("commands.why.as_printed", language)]
    return said("report.reasons", language).join((*needed, *as_printed))


def _label(name: str, language: Language) -> str:
    return f"{table_label(name, language)} · {cell_label(name, language)}"

"""The form of a report: its parts, years, labels, the notice it cites, its date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from goidata.checks.finding import Finding, Outcome
from goidata.checks.seen import HOLDS, Seen, Test, seen, undetermined
from goidata.checks.skeleton import headings, rows, sections, tables
from goidata.checks.sound import Ask
from goidata.extraction.normal import normal
from goidata.extraction.report import Report, ReportSection, Scope
from goidata.form import checks, edition
from goidata.form.wordings import wordings
from goidata.wording import Said

SHORTEST = 50  # characters of section five
PROBLEMS = 5  # its number
DUE = {  # month and day in the next year (Regulation, article 49)
    Scope.GOVERNMENT: (3, 31),
    Scope.OFFICE: (1, 31),
    Scope.DEPARTMENT: (1, 31),
    Scope.TOWNSHIP: (1, 31),
}


def structural(report: Report) -> Iterator[tuple[str, Ask]]:
    """Each check of the form with the way to ask it: one finding, of misprinted labels one for each
    label."""
    for check, test in TESTS.items():
        yield check, partial(_findings, check, test, report)


def _findings(check: str, test: Test, report: Report) -> Iterator[Finding]:
    for each in test(report):
        yield Finding(
            check=check,
            subject=None,
            outcome=each.outcome,
            severity=checks()[check].severity,
            left=each.left,
            right=each.right,
            operands={name: report.figures[name].value for name in each.operands},
            said=each.said,
            quote=each.quote,
            place=each.place,
        )


def _pages(report: Report) -> Iterator[Seen]:
    """Pages that nobody looked at; of other reports there is nothing to say."""
    if report.formalities.unseen:
        kind, first, last = report.formalities.unseen
        yield seen(Outcome.FAILS, f"form.unseen_{kind}", first=first, last=last)


def _year(report: Report) -> Iterator[Seen]:
    years = report.formalities.years
    if len(years) < 2:
        yield undetermined("year.once")
        return
    stated = [years[where] for where in ("title", "period") if where in years]
    agree = len(set(stated)) == 1 and years.get("sign_off", stated[0] + 1) > stated[0]
    if agree:
        yield HOLDS
        return
    named = [Said.of(f"findings.year.{where}", year=year) for where, year in years.items()]
    yield seen(Outcome.FAILS, "year.named", years=named)


def _labels(report: Report) -> Iterator[Seen]:
    for label in report.formalities.labels:
        said = Said.of("findings.form.label", printed=label.printed, meant=label.meant)
        yield Seen(Outcome.FAILS, said, quote=label.printed, place=label.place)
    if not report.formalities.labels:
        yield HOLDS


def _notice(report: Report) -> Iterator[Seen]:
    cited = report.formalities.cited
    used = {name for name in report.edition.values() if name}
    if report.identity.abridged:
        yield undetermined("form.abridged")
    elif not cited or not used:
        yield undetermined("form.no_notice")
    elif used & set(cited):
        yield HOLDS
    else:
        notices = [edition(name).notice for name in cited]
        own = [edition(name).notice for name in sorted(used)]
        yield seen(Outcome.FAILS, "form.other_notice", cited=notices, own=own)


def _due(report: Report) -> Iterator[Seen]:
    who = report.identity
    if who.published is None or who.scope not in DUE or who.year >= date.max.year:
        yield undetermined("date.unknown")
        return
    published, due = date.fromisoformat(who.published), date(who.year + 1, *DUE[who.scope])
    if published <= due:
        yield HOLDS
        return
    late = (published - due).days
    yield seen(Outcome.FAILS, "date.late", published=published, due=due, late=late)


def _five(report: Report) -> Iterator[Seen]:
    section = next((each for each in report.sections if each.number == PROBLEMS), None)
    if report.identity.abridged:
        yield undetermined("form.abridged")
        return
    if section is None:
        yield undetermined("five.lacking")
        return
    words = normal(section.text)
    if not words and _shares_heading(report, section):
        yield undetermined("five.shared")
    elif words in wordings().identity["left_out"]:
        yield undetermined("five.left_out")
    elif len(words) >= SHORTEST:
        yield HOLDS
    else:
        yield Seen(
            Outcome.FAILS,
            Said.of("findings.five.short", n=len(words)),
            len(words),
            SHORTEST,
            section.text[:SHORTEST] or None,
            section.place,
        )


def _shares_heading(report: Report, section: ReportSection) -> bool:
    """Whether the next section is printed under the same line, so that its text may be of both."""
    after = next((each for each in report.sections if each.number == section.number + 1), None)
    return bool(section.place and after and after.place == section.place)


def _same(report: Report) -> Iterator[Seen]:
    blocks = [
        tuple(name for name in report.figures if name.startswith(f"{block}."))
        for block in ("litigation_direct", "review")
    ]
    direct, review = ([report.figures[name].value for name in names] for names in blocks)
    if not direct or None in direct or None in review:
        yield Seen(Outcome.UNDETERMINED, operands=sum(blocks, ()))
    elif any(direct) and direct == review:
        yield Seen(Outcome.FAILS, operands=sum(blocks, ()))
    else:
        yield Seen(Outcome.HOLDS, operands=sum(blocks, ()))


def _office(report: Report) -> Iterator[Seen]:
    if report.identity.scope is Scope.OFFICE:
        yield Seen(Outcome.FAILS)


def _all_zero(report: Report) -> Iterator[Seen]:
    values = list(report.values.values())
    if any(values):
        yield HOLDS
    elif None in values:
        yield Seen(Outcome.UNDETERMINED)
    else:
        yield Seen(Outcome.FAILS)


TESTS: Mapping[str, Test] = {
    "STR-SECTIONS": sections,
    "STR-HEADING": headings,
    "STR-TABLES": tables,
    "STR-ROWS": rows,
    "STR-PAGES": _pages,
    "STR-YEAR": _year,
    "STR-LABEL": _labels,
    "STR-NOTICE": _notice,
    "STR-DUE": _due,
    "STR-FIVE": _five,
    "T4-SAME": _same,
    "SCOPE-OFFICE": _office,
    "ALL-ZERO": _all_zero,
}

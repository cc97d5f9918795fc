"""The form of a report: its parts, years, labels, the notice it cites, its date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from goidata.checks.finding import Finding, Outcome
from goidata.checks.seen import HOLDS, Seen, Test, undetermined
from goidata.checks.skeleton import headings, rows, sections, tables
from goidata.extraction.normal import normal
from goidata.extraction.report import Report, ReportSection, Scope
from goidata.form import checks, edition
from goidata.form.wordings import wordings

SHORTEST = 50  # characters of section five
PROBLEMS = 5  # its number
DUE = {  # month and day in the next year (Regulation, article 49)
    Scope.GOVERNMENT: (3, 31),
    Scope.OFFICE: (1, 31),
    Scope.DEPARTMENT: (1, 31),
    Scope.TOWNSHIP: (1, 31),
}
ABRIDGED = ("摘编文字，非原文", "an abridgement, not the words of the report")


def structural(report: Report) -> Iterator[Finding]:
    """One finding for each test, of misprinted labels one for each label."""
    for check, test in TESTS.items():
        for seen in test(report):
            yield Finding(
                check=check,
                subject=None,
                outcome=seen.outcome,
                severity=checks()[check].severity,
                left=seen.left,
                right=seen.right,
                operands={name: report.figures[name].value for name in seen.operands},
                said=seen.said,
                quote=seen.quote,
                place=seen.place,
            )


def _year(report: Report) -> Iterator[Seen]:
    years = report.formalities.years
    if len(years) < 2:
        yield undetermined(
            "标题、统计期限、落款中只有一处或没有年度",
            "title, period and sign-off name a year once or not at all",
        )
        return
    stated = [years[where] for where in ("title", "period") if where in years]
    agree = len(set(stated)) == 1 and years.get("sign_off", stated[0] + 1) > stated[0]
    if agree:
        yield HOLDS
        return
    zh = {"title": "标题", "period": "统计期限", "sign_off": "落款"}
    en = {"title": "title", "period": "period", "sign_off": "sign-off"}
    yield Seen(
        Outcome.FAILS,
        (
            "，".join(f"{zh[where]}{year}年" for where, year in years.items()),
            ", ".join(f"{en[where]} {year}" for where, year in years.items()),
        ),
    )


def _labels(report: Report) -> Iterator[Seen]:
    for label in report.formalities.labels:
        yield Seen(
            Outcome.FAILS,
            (
                f"印作“{label.printed}”，应为“{label.meant}”",
                f"printed “{label.printed}”, meant “{label.meant}”",
            ),
            quote=label.printed,
            place=label.place,
        )
    if not report.formalities.labels:
        yield HOLDS


def _notice(report: Report) -> Iterator[Seen]:
    cited = report.formalities.cited
    used = {name for name in report.edition.values() if name}
    if report.identity.abridged:
        yield undetermined(*ABRIDGED)
    elif not cited or not used:
        yield undetermined("没有引用格式通知", "no notice on the form is cited")
    elif used & set(cited):
        yield HOLDS
    else:
        notices = "、".join(edition(name).notice for name in cited)
        own = "、".join(edition(name).notice for name in sorted(used))
        yield Seen(
            Outcome.FAILS,
            (f"引用 {notices}，所用表式为 {own}", f"cites {notices}, uses the form of {own}"),
        )


def _due(report: Report) -> Iterator[Seen]:
    who = report.identity
    if who.published is None or who.scope not in DUE or who.year >= date.max.year:
        yield undetermined("没有公布日期", "no date of publication")
        return
    published, due = date.fromisoformat(who.published), date(who.year + 1, *DUE[who.scope])
    if published <= due:
        yield HOLDS
        return
    late = (published - due).days
    yield Seen(
        Outcome.FAILS,
        (
            f"{published} 公布，应在 {due} 以前，迟 {late} 天",
            f"published {published}, due {due}, {late} days late",
        ),
    )


def _five(report: Report) -> Iterator[Seen]:
    section = next((each for each in report.sections if each.number == PROBLEMS), None)
    if report.identity.abridged:
        yield undetermined(*ABRIDGED)
        return
    if section is None:
        yield undetermined("没有找到第五部分", "section five was not found")
        return
    words = normal(section.text)
    if not words and _shares_heading(report, section):
        yield undetermined(
            "与第六部分共用一行标题", "shares the line of its heading with section six"
        )
    elif words in wordings().identity["left_out"]:
        yield undetermined("此件略去了文字", "this copy leaves the words out")
    elif len(words) >= SHORTEST:
        yield HOLDS
    else:
        yield Seen(
            Outcome.FAILS,
            (f"只有 {len(words)} 字", f"{len(words)} characters"),
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
    "STR-YEAR": _year,
    "STR-LABEL": _labels,
    "STR-NOTICE": _notice,
    "STR-DUE": _due,
    "STR-FIVE": _five,
    "T4-SAME": _same,
    "SCOPE-OFFICE": _office,
    "ALL-ZERO": _all_zero,
}

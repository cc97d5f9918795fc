"""Checks of form and of sentences: each holds, fails and stays undetermined where it should."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import made
import pytest

from goidata.checks import Finding, Outcome, run
from goidata.checks.wording import message
from goidata.documents.document import Place, Unseen
from goidata.extraction.reading import read
from goidata.extraction.report import (
    Claim,
    Figure,
    Formalities,
    Misprint,
    Report,
    ReportSection,
    Scope,
    State,
)

HOLDS, FAILS, OPEN = Outcome.HOLDS, Outcome.FAILS, Outcome.UNDETERMINED
DATA = Path(__file__).parents[1] / "data" / "reports"
SHARED = Path(__file__).parents[2] / "shared" / "reports"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not here")


def about(**identity: object) -> Report:
    return made.report(**identity)  # type: ignore[arg-type]


def formal(**formalities: object) -> Report:
    return replace(made.report(), formalities=Formalities(**formalities))  # type: ignore[arg-type]


def five(text: str) -> Report:
    report = made.report()
    kept = tuple(each for each in report.sections if each.number != 5)
    return replace(report, sections=(*kept, ReportSection(5, "五、存在的主要问题及改进情况", text)))


def without(number: int) -> Report:
    report = made.report()
    return replace(report, sections=tuple(s for s in report.sections if s.number != number))


def without_heading(number: int) -> Report:
    report = made.report()
    sections = [replace(s, heading="") if s.number == number else s for s in report.sections]
    return replace(report, sections=tuple(sections))


def without_row(row: str, printed: bool) -> Report:
    report = made.report()
    lost = {n: Figure(None, State.MISSING) for n in report.figures if f".{row}." in n}
    told = Formalities(unprinted={} if printed else {"applications": (row,)})
    return replace(report, figures={**report.figures, **lost}, formalities=told)


def no_table(name: str) -> Report:
    report = made.report()
    return replace(report, edition={**report.edition, name: None})


def figures(**values: float | None) -> Report:
    return made.report({name.replace("__", "."): value for name, value in values.items()})


def stock(issued: int, in_force: int | None, repealed: int) -> Report:
    given = {"issued": issued, "in_force": in_force, "repealed": repealed}
    return made.report({f"disclosure.normative_documents.{k}": v for k, v in given.items()})


def words(text: str, values: dict[str, float | None] | None = None, *claims: Claim) -> Report:
    return made.report(values, text=text, claims=claims)


def granted(quote: str, value: int = 42) -> Claim:
    return replace(made.claim("granted", value), quote=quote)


BLOCKS = ("upheld", "corrected", "other", "pending", "total")
SAME = {
    f"{block}.{row}": n
    for block in ("review", "litigation_direct")
    for row, n in zip(BLOCKS, (0, 2, 0, 0, 2), strict=True)
}
OUTCOMES: dict[str, float | None] = {
    "applications.handled.granted.total": 42,
    "applications.handled_total.total": 81,
    "applications.received.total": 80,
    "applications.carried_in.total": 1,
}
OUT: dict[str, float | None] = {"applications.carried_out.total": 2}
COUNTY, CITY = "510421", "510400"

CASES: list[tuple[str, Outcome | None, Report]] = [
    ("STR-SECTIONS", HOLDS, made.report()),
    ("STR-SECTIONS", FAILS, without(4)),
    ("STR-HEADING", HOLDS, made.report()),
    ("STR-HEADING", FAILS, without_heading(3)),
    ("STR-ROWS", HOLDS, made.report()),
    ("STR-ROWS", FAILS, without_row("handled.not_processed.repeat", printed=False)),
    ("STR-ROWS", OPEN, without_row("handled.not_processed.repeat", printed=True)),
    ("STR-TABLES", HOLDS, made.report()),
    ("STR-TABLES", FAILS, no_table("disclosure")),
    ("STR-YEAR", HOLDS, formal(years={"title": 2023, "period": 2023, "sign_off": 2024})),
    ("STR-YEAR", HOLDS, formal(years={"title": 2023, "sign_off": 2025})),
    ("STR-YEAR", FAILS, formal(years={"title": 2023, "period": 2022})),
    ("STR-YEAR", FAILS, formal(years={"period": 2023, "sign_off": 2023})),
    ("STR-YEAR", OPEN, formal(years={"title": 2023})),
    ("STR-LABEL", HOLDS, made.report()),
    ("STR-LABEL", FAILS, formal(labels=(Misprint("本年度止件数", "本年废止件数", Place(line=3)),))),
    ("STR-NOTICE", HOLDS, formal(cited=("2021",))),
    ("STR-NOTICE", HOLDS, formal(cited=("2019", "2021"))),
    ("STR-NOTICE", FAILS, formal(cited=("2019",))),
    ("STR-NOTICE", OPEN, formal(cited=())),
    ("STR-NOTICE", OPEN, about(abridged=True)),
    ("STR-DUE", HOLDS, about(published="2024-03-31")),
    ("STR-DUE", FAILS, about(published="2024-04-01")),
    ("STR-DUE", HOLDS, about(published="2024-01-31", scope=Scope.OFFICE)),
    ("STR-DUE", FAILS, about(published="2024-02-01", scope=Scope.DEPARTMENT)),
    ("STR-DUE", OPEN, about(published=None)),
    ("STR-DUE", OPEN, about(scope=Scope.OTHER)),
    ("STR-FIVE", HOLDS, made.report()),
    ("STR-FIVE", FAILS, five("无。")),
    ("STR-FIVE", FAILS, five("")),
    ("STR-FIVE", FAILS, five("公开的内容还不够丰富，下一步将加以改进。")),
    ("STR-FIVE", OPEN, five("（略）")),
    ("STR-FIVE", OPEN, about(abridged=True)),
    ("STR-FIVE", OPEN, without(5)),
    ("T2-STOCK", HOLDS, stock(5, 3, 2)),
    ("T2-STOCK", FAILS, stock(6, 3, 2)),
    ("T2-STOCK", OPEN, stock(6, None, 2)),
    ("T2-STOCK", None, made.report(form="2019")),
    ("T2-REG", HOLDS, made.report()),
    ("T2-REG", FAILS, figures(disclosure__regulations__in_force=1)),
    ("T2-REG", None, made.report({"disclosure.regulations.in_force": 1}, region=CITY)),
    ("T2-REG", None, made.report(region=CITY, scope=Scope.OFFICE)),
    ("T2-REG", FAILS, made.report({"disclosure.regulations.issued": 1}, region=CITY,
                                  scope=Scope.DEPARTMENT)),
    ("T2-REG", OPEN, about(region=None)),
    ("T4-SAME", HOLDS, made.report()),
    ("T4-SAME", HOLDS, made.report({**SAME, "review.total": 3})),
    ("T4-SAME", FAILS, made.report(SAME)),
    ("T4-SAME", OPEN, made.report({**SAME, "review.total": None})),
    ("T4-2024", None, made.report({"litigation_direct.total": 1})),
    ("T4-2024", FAILS, made.report({"litigation_direct.total": 1}, year=2024)),
    ("T4-2024", HOLDS, made.report(year=2024)),
    ("STR-PAGES", None, made.report()),
    ("STR-PAGES", FAILS, formal(unseen=Unseen("pages", 41, 45))),
    ("STR-PAGES", FAILS, formal(unseen=Unseen("pictures", 17, 17))),
    ("SCOPE-OFFICE", None, made.report()),
    ("SCOPE-OFFICE", FAILS, about(scope=Scope.OFFICE)),
    ("SCOPE-COUNTY", HOLDS, made.report()),
    ("SCOPE-COUNTY", FAILS, figures(disclosure__licences=0)),
    ("SCOPE-COUNTY", OPEN, figures(disclosure__licences=None)),
    ("SCOPE-COUNTY", None, made.report({"disclosure.licences": 0}, scope=Scope.OFFICE)),
    ("ALL-ZERO", HOLDS, made.report()),
    ("ALL-ZERO", FAILS, figures(disclosure__licences=0, disclosure__penalties=0)),
    ("ALL-ZERO", OPEN, figures(disclosure__licences=0, disclosure__penalties=0,
                               disclosure__fees=None)),
    ("N-PERCENT", HOLDS, words("予以公开42件，占51.85%。", OUTCOMES, granted("予以公开42件"))),
    ("N-PERCENT", HOLDS, words("予以公开42件，占52.5%。", OUTCOMES, granted("予以公开42件"))),
    ("N-PERCENT", FAILS, words("予以公开42件，占55%。", OUTCOMES, granted("予以公开42件"))),
    ("N-PERCENT", OPEN, words("予以公开42件，占55%。", {**OUTCOMES, "applications.received.total":
                              None}, granted("予以公开42件"))),
    ("N-PERCENT", None, words("予以公开42件。办结率100%。", OUTCOMES, granted("予以公开42件"))),
    ("N-SILENT", None, words("通过网站公开信息。", {"review.total": 3})),
    ("N-SILENT", HOLDS, words("行政复议3件，行政诉讼1件。", {"review.total": 3})),
    ("N-SILENT", HOLDS, words("行政复议3件。", {"review.total": 3})),
    ("N-SILENT", FAILS, words("行政复议3件。", {"litigation_direct.total": 2})),
    ("N-SILENT", FAILS, words("行政应诉2件。", {"review.total": 2})),
    ("N-SILENT", OPEN, words("行政复议3件。", {"litigation_direct.total": None})),
    ("N-ALL", None, words("收到申请5件。", OUT)),
    ("N-ALL", FAILS, words("收到申请5件，已全部办结。", OUT)),
    ("N-ALL", HOLDS, words("收到申请5件，办结率为100%。")),
    ("N-ALL", None, words("办理建议提案5件，办结率100%。", OUT)),
    ("N-ALL", FAILS, words("行政复议2件，均获维持。", {"review.corrected": 1})),
    ("N-ALL", HOLDS, words("行政复议2件，均被维持。", {"litigation_direct.corrected": 1})),
    ("N-ALL", OPEN, words("行政诉讼2件，均获维持。", {"litigation_direct.corrected": None})),
    ("N-SUM", HOLDS, words("公开信息3498条：网站44条、微信3024条、微博430条。")),
    ("N-SUM", FAILS, words("公开信息3498条，其中网站474条、微信3025条。")),
    ("N-SUM", FAILS, words("公开信息3498条，分别为网站470条、微信3024条。")),
    ("N-SUM", HOLDS, words("公开信息3498条，其中网站470条、微信3024条。")),
    ("N-SUM", HOLDS, words("公开信息3,498条，其中网站1,470条、微信1,024条。")),
    ("N-SUM", HOLDS, words("办结81件，其中予以公开50件、不予公开31件；行政复议2件、诉讼7件。")),
    ("N-SUM", None, words("公开信息3498条，培训2次。其中网站470条。")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "outcome", "report"),
    CASES,
    ids=[f"{check} {outcome} {number}" for number, (check, outcome, _) in enumerate(CASES)],
)
def test_a_check_says_what_it_should(check: str, outcome: Outcome | None, report: Report) -> None:
    found = [each for each in run(report) if each.check == check]
    seen = {each.outcome for each in found}
    if check == "SCOPE-COUNTY" and outcome is not None:
        seen = {each.outcome for each in found if each.subject == "disclosure.licences"}
    if check == "T2-STOCK" and outcome is not None:
        seen = {each.outcome for each in found if each.subject == "normative_documents"}
    if check == "STR-ROWS" and outcome is not HOLDS:
        seen -= {HOLDS}  # of the other tables
    assert seen == ({outcome} if outcome else set())
    for finding in found:
        for language in ("zh", "en"):
            text = message(finding, language)
            assert text and "\n" not in text and "{" not in text


def test_each_check_of_one_report_has_a_passing_and_a_failing_case() -> None:
    for check in {check for check, _, _ in CASES}:
        outcomes = {outcome for name, outcome, _ in CASES if name == check}
        assert FAILS in outcomes and len(outcomes) > 1, check


def failing(report: Report) -> list[tuple[str, str]]:
    return [(each.severity, each.check) for each in _open(report)]


def _open(report: Report) -> list[Finding]:
    return [each for each in run(report) if each.outcome is FAILS]


# What fails on real reports beyond offices and direct litigation since 2024, as looked up in them.
KNOWN = {
    "miyi-office-2023.txt": [("info", "STR-LABEL")],
    "datong-office-2023.txt": [("error", "N-DOCUMENTS")],
    "wanrong-county-2023.txt": [("info", "STR-NOTICE")],
    "yanbian-county-2024.txt": [("info", "T4-SAME"), ("warning", "N-SILENT")],
    "pingtan-2019.html": [("error", "STR-TABLES")],
}
KNOWN_ABRIDGED = {
    "datong-office-2023.txt": [("error", "N-DOCUMENTS")],
    "pingtan-2023.txt": [("error", "N-DOCUMENTS")],
    "suqian-city-2024.txt": [("info", "N-REVIEW"), ("info", "N-LITIGATION")],
    "yanbian-county-2024.txt": [("info", "T4-SAME"), ("warning", "N-SILENT")],
}
ORDINARY = {("info", "SCOPE-OFFICE"), ("info", "T4-2024")}
OFFICES = {"miyi-office-2023.txt", "datong-office-2023.txt", "panzhihua-office-2023.txt"}
DIRECT = {
    "huaian-city-2024",
    "suqian-city-2024",
    "pingtan-2025",
    "shuyang-county-2025",
    "yanbian-county-2024",
}


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda path: path.name)
def test_abridged_reports_fail_only_where_they_truly_do(path: Path) -> None:
    _fails_as_known(path, KNOWN_ABRIDGED)


@needs_shared
@pytest.mark.parametrize(
    "path",
    [path for path in sorted(SHARED.glob("*.*")) if path.stem not in ("INDEX", "blank-form")],
    ids=lambda path: path.name,
)
def test_real_reports_fail_only_where_they_truly_do(path: Path) -> None:
    _fails_as_known(path, KNOWN)


def _fails_as_known(path: Path, known: dict[str, list[tuple[str, str]]]) -> None:
    report = read(path.read_bytes(), path.name)
    found = failing(report)
    assert [each for each in found if each not in ORDINARY] == known.get(path.name, [])
    assert (("info", "SCOPE-OFFICE") in found) == (path.name in OFFICES)
    assert (("info", "T4-2024") in found) == (path.stem in DIRECT)

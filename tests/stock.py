"""A database made from reports without documents: what questions and pages are tested on."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import made
import paper

from goidata.checks import run
from goidata.documents.document import Place
from goidata.extraction.report import Figure, Report, Scope, State
from goidata.form import edition
from goidata.store.agencies import enter_directory
from goidata.store.database import writing
from goidata.store.filing import Origin, file_report

HEAD = "unit,scope,region,parent,from_year,to_year,complete"
# unit, scope, region; cities contain counties, and an office and a department lie among them
UNITS = (
    ("宿迁市", Scope.GOVERNMENT, "321300"),
    ("沭阳县人民政府", Scope.GOVERNMENT, "321322"),
    ("泗阳县人民政府", Scope.GOVERNMENT, "321323"),
    ("泗洪县人民政府", Scope.GOVERNMENT, "321324"),
    ("米易县人民政府", Scope.GOVERNMENT, "510421"),
    ("米易县人民政府办公室", Scope.OFFICE, "510421"),
    ("宿迁市教育局", Scope.DEPARTMENT, "321300"),
)
DIRECTORY = """
沭阳县人民政府,government,321322,,2019,2023,1
泗阳县人民政府,government,321323,,2019,2023,0
盐边县,government,510422,,2022,2023,1
"""


def build(path: Path, reports: Iterable[Report], directory: str = "") -> None:
    """Store `reports` as loading does, and enter the directory of units expected."""
    with writing(path) as database:
        if directory:
            listed = path.with_suffix(".csv")
            listed.write_text(f"{HEAD}\n{directory.strip()}\n", "utf-8")
            enter_directory(database, listed)
        for number, report in enumerate(reports):
            sha256 = hashlib.sha256(str(number).encode()).hexdigest()
            origin = Origin(f"{number}.txt", sha256)
            file_report(database, report, run(report), origin)


def of(
    unit: str,
    year: int,
    values: Mapping[str, int | float | None],
    form: str = "2021",
    **more: object,
) -> Report:
    """A report of one of UNITS."""
    scope, region = next((s, r) for name, s, r in UNITS if name == unit)
    title = f"{unit}{year}年政府信息公开工作年度报告"
    about = {"unit": unit, "title": title, "scope": scope, "region": region, "year": year}
    return made.report(values, form=form, **about, **more)


def mixed(report: Report) -> Report:
    """The report with （六） as one row, as some of 2023 and 2024 print it."""
    old = edition("2019")
    column = "applications.handled.other"
    figures = {n: f for n, f in report.figures.items() if not n.startswith(f"{column}.")}
    for field in old.fields.values():
        if field.name.startswith(f"{column}."):
            rows = [f"{column}.{row}.{field.column.name}" for row in OTHER]
            figures[field.name] = made.figure(sum(report.values[name] or 0 for name in rows))
    return replace(report, figures=figures, edition={**report.edition, "applications": "2019"})


OTHER = ("not_amended", "fee_unpaid", "remaining")


def unread(report: Report, name: str, state: State) -> Report:
    """The report with one cell that gave no number."""
    cell = Figure(None, state, "", Place(line=10))
    return replace(report, figures={**report.figures, name: cell})


def off_by_one(report: Report) -> Report:
    """The report with a printed total that is not the sum of its row."""
    name = "applications.carried_out.total"
    return made.with_value(report, name, (report.values[name] or 0) + 1)


def various() -> list[Report]:
    """Reports of UNITS for 2019 to 2023: both editions, mixtures, gaps, cells without a number."""
    source = random.Random(20260117)
    reports = []
    for unit, _, _ in UNITS:
        for year in (2019, 2021, 2022, 2023):
            if source.random() < 0.25:
                continue
            form = "2019" if year == 2019 else "2021"
            report = of(unit, year, paper.consistent_figures(source, form), form)
            if form == "2021" and source.random() < 0.3:
                report = mixed(report)
            for name in source.sample(sorted(report.figures), 3):
                state = source.choice([State.BLANK, State.NA, State.AMBIGUOUS, State.MISSING])
                report = unread(report, name, state)
            reports.append(off_by_one(report) if len(reports) % 3 == 1 else report)
    return reports

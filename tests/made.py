"""Reports made without a document, from figures: what checks and the store are tested on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from goidata.documents.document import Place
from goidata.extraction.report import (
    Claim,
    Figure,
    Formalities,
    Identity,
    Report,
    ReportSection,
    Scope,
    State,
)
from goidata.form import TABLES, edition

SHARED = Path(__file__).resolve().parents[2] / "shared" / "figures"
PROBLEMS = (
    "栏目更新还不够及时，图示数量偏少，基层人手不足，检索不够便捷。"
    "下一步将增配人员、充实图示、压缩时限，按季度检查进度，并请群众评议改进情况。"
)
Values = Mapping[str, int | float | None]


def figure(value: float | None, line: int = 10) -> Figure:
    """A figure as read: a number, or a blank cell."""
    if value is None:
        return Figure(None, State.BLANK, "", Place(line=line))
    return Figure(value, State.NUMBER, str(value), Place(table=1, row=2, column=3, line=line))


def report(
    values: Values | None = None,
    *,
    form: str = "2021",
    claims: Iterable[Claim] = (),
    text: str = "通过网站公开信息。",
    **identity: Any,
) -> Report:
    """A report with `values`, some licences and penalties, and every other figure 0, of an
    imaginary unit in a real county; nothing is missing from its form."""
    declared = edition(form)
    given = {"disclosure.licences": 3, "disclosure.penalties": 2, **(values or {})}
    unknown = set(given) - set(declared.fields)
    assert not unknown, unknown
    about = {
        "title": "米易县人民政府2023年政府信息公开工作年度报告",
        "unit": "米易县人民政府",
        "scope": Scope.GOVERNMENT,
        "year": 2023,
        "region": "510421",
        "region_reason": "名称",
        "published": "2024-01-22",
        **identity,
    }
    return Report(
        identity=Identity(**about),
        edition=dict.fromkeys(TABLES, form),
        figures={name: figure(given.get(name, 0)) for name in declared.fields},
        claims=tuple(claims),
        sections=tuple(
            ReportSection(
                section.number, section.zh, {1: text, 5: PROBLEMS}.get(section.number, "")
            )
            for section in declared.sections
        ),
        context={10: "印出的一行"},
        formalities=Formalities({"title": about["year"], "sign_off": about["year"] + 1}, (form,)),
    )


def claim(name: str, value: float, **more: Any) -> Claim:
    """A statement of section one."""
    return Claim(name, value, 1, f"写明{value}件", Place(line=5), **more)


def with_value(held: Report, name: str, value: float | None) -> Report:
    """`held` with one figure changed."""
    return replace(held, figures={**held.figures, name: figure(value)})


@cache
def shared() -> Mapping[str, Report]:
    """The figures of real reports that lie beside the checkout; none where they are not there."""
    return {path.stem: _of_json(path) for path in sorted(SHARED.glob("*.json"))}


def _of_json(path: Path) -> Report:
    read = json.loads(path.read_text("utf-8"))
    names = ("title", "unit", "year", "region", "published")
    claims = [
        claim(
            each["name"],
            each["value"],
            channel=each.get("channel"),
            qualifier=each.get("qualifier"),
            approximate=each.get("approximate", False),
        )
        for each in read["claims"]
    ]
    about = {name: read[name] for name in names}
    made = report(form=read["edition"], claims=claims, scope=Scope(read["scope"]), **about)
    given = read["figures"]
    figures = {
        name: figure(given[name]) if name in given else Figure(None, State.MISSING)
        for name in made.figures
    }
    found = {
        table: form if any(f.name in given for f in edition(form).fields_of(table)) else None
        for table, form in made.edition.items()
        if form
    }
    return replace(made, figures=figures, edition=found)

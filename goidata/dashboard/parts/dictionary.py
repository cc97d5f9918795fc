"""What every column means: figures, checks, measures, editions, sources, and what was refused."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from goidata.analysis import origins, queries
from goidata.dashboard.downloads import EVERYTHING
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import heading
from goidata.dashboard.records import records
from goidata.dashboard.values import unit_of_field
from goidata.dashboard.visit import Visit
from goidata.form import all_fields, checks, editions, measures
from goidata.form.dictionary import check_example, formula, measure_example
from goidata.form.example import example
from goidata.wording import Both

ROW = 35  # the height of a row, and of the head


def figures(visit: Visit) -> None:
    """Every figure of every edition."""
    language = visit.language
    rows = [
        {
            "name": field.name,
            "label": field.label(language),
            "unit": unit_of_field(field, visit.say),
            "article": Both(field.article, _article(field.row.groups)).named(language),
            "column": field.database_name,
            "editions": ", ".join(e.name for e in editions() if field.name in e.fields),
            "example": count(example()[field.name]),
        }
        for field in all_fields().values()
    ]
    _table(visit, "figures", rows)


def checks_listed(visit: Visit) -> None:
    """Every check with its formula and basis."""
    rows = [
        {
            "name": check.id,
            "label": check.named(visit.language),
            "severity": visit.say(f"severity.{check.severity}"),
            "formula": formula(check),
            "basis": Both(check.basis, check.basis_en).named(visit.language),
            "example": check_example(check, visit.language),
        }
        for check in checks().values()
    ]
    _table(visit, "checks", rows)


def measures_listed(visit: Visit) -> None:
    """Every measure with numerator and denominator."""
    language = visit.language
    rows = [
        {
            "label": measure.title(language),
            "name": measure.name,
            "numerator": measure.numerator.text,
            "denominator": measure.denominator.text if measure.denominator else "",
            "note": measure.note(language),
            "example": measure_example(measure),
        }
        for measure in measures().values()
    ]
    _table(visit, "measures", rows)


def editions_listed(visit: Visit) -> None:
    """Every edition with the notice that set it."""
    rows = [
        {
            "name": each.name,
            "from_year": str(each.from_year),
            "figures": str(len(each.fields)),
            "notice": each.notice,
            "notice_title": each.notice_title,
        }
        for each in editions()
    ]
    _table(visit, "editions", rows)


def sources(visit: Visit) -> None:
    """Every report held, with its source."""
    held = visit.ask(queries.reports, EVERYTHING)
    rows = [
        {
            "unit": row["unit"],
            "year": str(row["year"]),
            "title": row["title"],
            "published": row["published"] or "",
            "source": row["url"] or "",
            "file": row["file"],
        }
        for row in records(held)
    ]
    _table(visit, "sources", rows)


def refusals(visit: Visit) -> None:
    """What was tried and not read, with the reason."""
    found = visit.ask(origins.refusals)
    rows = [
        {
            "file": row["file"],
            "code": row["code"],
            "reason": row[visit.language],
            "at": row["at"],
        }
        for row in records(found)
    ]
    if rows:
        _table(visit, "refusals", rows)


def _table(visit: Visit, name: str, rows: list[dict[str, str]]) -> None:
    heading(visit.say(f"dictionary.{name}"), visit.say(f"dictionary.{name}_beneath"))
    frame = pd.DataFrame(rows)
    frame.columns = [visit.say(f"column.{column}") for column in frame.columns]
    st.dataframe(
        frame,
        hide_index=True,
        key=f"dictionary-{name}",
        height=min(ROW * (len(frame) + 1) + 3, 420),
        alt=visit.say(f"dictionary.{name}"),
    )


def _article(groups: tuple[object, ...]) -> str:
    return next((str(getattr(g, "en", "")) for g in groups if getattr(g, "head", False)), "")

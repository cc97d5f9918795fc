"""What every column means: figures, checks, measures, editions, sources, and what was refused."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from goidata.analysis import origins, queries
from goidata.dashboard.markup import mark, web_address
from goidata.dashboard.meanings import formula_in_words
from goidata.dashboard.numbers import count
from goidata.dashboard.panel import heading, table
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import unit_of_field
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import called, link_to, no_address
from goidata.form import Measure, all_fields, checks, editions, measures
from goidata.form.dictionary import check_example, measure_example
from goidata.form.example import example
from goidata.wording import DEFAULT, Both

FIND, PAGE, A_PAGE = "dictionary_find", "dictionary_page", 50  # reports on a page
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
    """Every check with its rule, its basis and, in Chinese, an example."""
    say, language = visit.say, visit.language
    heads = [say("column.check"), say("checks.rule"), say("column.severity"), say("column.basis")]
    worked = language == DEFAULT  # examples quote the form, which is Chinese
    rows = [
        [
            mark("named", check.short(language), check.id),
            check.named(language),
            mark("tag", check.severity, say(f"severity.{check.severity}")),
            Both(check.basis, check.basis_en).named(language),
            *([check_example(check, language)] if worked else []),
        ]
        for check in checks().values()
    ]
    _headed(visit, "checks")
    table([*heads, *([say("column.example")] if worked else [])], rows, "g-tall")


def measures_listed(visit: Visit) -> None:
    """Every measure and how it is made, in the words of the form."""
    say, language = visit.say, visit.language
    rows = [
        [
            mark("named", measure.title(language), measure.name),
            formula_in_words(measure, say) or _made(visit, measure),
            measure.note(language),
            measure_example(measure).replace(" %", "\u00a0%"),
        ]
        for measure in measures().values()
    ]
    _headed(visit, "measures")
    heads = [say("column.measure"), say("dictionary.made"), say("column.note")]
    table([*heads, say("column.example")], rows, "g-tall")


def _made(visit: Visit, measure: Measure) -> str:
    return visit.say("dictionary.in_words") if measure.source == "claims" else ""


def editions_listed(visit: Visit) -> None:
    """Every edition with the notice that set it."""
    names = ("name", "from_year", "figures", "notice", "notice_title")
    rows = [
        [
            each.name,
            str(each.from_year),
            mark("number", len(each.fields)),
            each.notice,
            each.notice_title,
        ]
        for each in editions()
    ]
    _headed(visit, "editions")
    table([visit.say(f"column.{name}") for name in names], rows, "g-notices")


def sources(visit: Visit) -> None:
    """Every report held, with its source; of many, a page of those of the units looked for."""
    _headed(visit, "sources")
    words, page = st.session_state.get(FIND, ""), st.session_state.get(PAGE, 1)
    found = visit.ask(queries.sources, words, (page - 1) * A_PAGE, A_PAGE)
    if words or found.attrs["all"] > A_PAGE:
        _turning(visit, found.attrs["all"])
    names = ("unit", "title", "published", "source", "file")
    rows = [
        [
            link_to(visit, row) if row["year"] is not None else called(visit, row),
            row["title"],
            row["published"] or "",
            _source(visit, row),
            row["file"],
        ]
        for row in records(found)
    ]
    table([visit.say(f"column.{name}") for name in names], rows, "g-tall g-sources")


def _source(visit: Visit, row: Record) -> str:
    """The address that a report was taken from, to be opened; else who published it."""
    url = web_address(row["url"])
    return mark("outside", url) if url else no_address(visit.say, called(visit, row))


def _turning(visit: Visit, reports: int) -> None:
    """A field for the name of a unit, and the pages of what bears it."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="dictionary-turning"):
        label = visit.say("finding.reports", n=count(reports))
        holder = visit.say("finding.placeholder")
        st.text_input(
            label, key=FIND, placeholder=holder, max_chars=60, on_change=_from_first, width=320
        )
        if reports > A_PAGE:
            st.pagination(-(-reports // A_PAGE), key=PAGE, width=300)


def _from_first() -> None:
    st.session_state.pop(PAGE, None)


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
    _headed(visit, name)
    _shown(visit, name, rows)


def _headed(visit: Visit, name: str) -> None:
    heading(visit.say(f"dictionary.{name}"), visit.say(f"dictionary.{name}_beneath"))


def _shown(visit: Visit, name: str, rows: list[dict[str, str]]) -> None:
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

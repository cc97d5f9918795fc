"""Downloads: the selection and everything, as CSV and XLSX, each button with its number of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

import pandas as pd
import streamlit as st

from goidata.analysis import origins, queries
from goidata.analysis.selection import Selection
from goidata.dashboard import address
from goidata.dashboard.chips import chosen
from goidata.dashboard.markup import mark
from goidata.dashboard.records import records
from goidata.dashboard.visit import Visit
from goidata.dashboard.whose import told
from goidata.form import measures
from goidata.tables.export import About, file_name, table_bytes

MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html",
}
EVERYTHING = Selection(scope=None)
Table = Callable[[Selection], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Extent:
    """What a table is of where that is not the selection of the reader: a selection, some units of
    it (ids; none named for all), and the choices in words."""

    selection: Selection
    agencies: tuple[int, ...]
    filters: tuple[tuple[str, str], ...]

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of these units."""
        return frame[frame["agency"].isin(self.agencies)] if self.agencies else frame


@dataclass(frozen=True, slots=True)
class Offer:
    """What a page offers: `subject` names the files, `title` the table; `table` answers for any
    selection; `rows` counts without building, where the table is large; `measures` are those whose
    definitions go with it, `chosen` what else was chosen on the page, as (name, text); `extent`
    says whose reports the table of the selection is of."""

    subject: str
    title: str
    table: Table
    rows: Callable[[Selection], int]
    measures: tuple[str, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    extent: Extent | None = None

    def extent_of(self, selection: Selection) -> Extent:
        """Whose reports the table is of."""
        if self.extent is None or selection is EVERYTHING:
            return Extent(selection, (), ())
        return self.extent


def offer(visit: Visit, *offers: Offer) -> None:
    """The buttons at the foot of a page."""
    with st.container(key="downloads"):
        above, beneath = visit.say("download.heading"), visit.say("download.beneath")
        st.html(mark("heading", "h2", "g-part", above, beneath))
        for each in offers:
            _row(visit, each)


def _row(visit: Visit, each: Offer) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"get-{each.subject}"):
        st.text(each.title)
        for extent, selection in (("selected", visit.selection), ("all", EVERYTHING)):
            _buttons(visit, each, extent, selection)


def offer_one(visit: Visit, each: Offer) -> None:
    """The buttons of a table of the selection alone."""
    with st.container(horizontal=True, key=f"get-{each.subject}"):
        _buttons(visit, each, "selected", visit.selection)


def _buttons(visit: Visit, each: Offer, extent: str, selection: Selection) -> None:
    rows = each.rows(selection)
    for kind in ("csv", "xlsx"):
        st.download_button(
            visit.say(f"download.{extent}", kind=kind.upper(), rows=rows),
            data=_maker(visit, each, selection, kind),
            file_name=name_of(visit, each.title, selection, kind),
            mime=MIME[kind],
            key=f"download-{each.subject}-{extent}-{kind}",
            on_click="ignore",
        )


def _maker(visit: Visit, each: Offer, selection: Selection, kind: str) -> Callable[[], bytes]:
    """What builds the file, once its button is clicked."""
    here = address_here()

    def make() -> bytes:
        extent = each.extent_of(selection)
        found = extent.of(visit.ask(queries.findings, extent.selection))
        return table_bytes(each.table(selection), kind, _about(visit, each, selection, here), found)

    return make


def address_here() -> str:
    """The address of the page with everything asked for on it."""
    base = str(st.context.url or "").partition("?")[0]
    base = f"{base}/" if base and not urlsplit(base).path else base
    words = urlencode(address.asked(), doseq=True)
    return f"{base}?{words}" if base and words else base


def name_of(visit: Visit, title: str, selection: Selection, kind: str) -> str:
    """The name of a file that holds what is called `title`, of a selection."""
    region = visit.region_name(selection.region)
    return file_name(selection, title, kind, visit.language, region)


def _about(visit: Visit, each: Offer, selection: Selection, here: str) -> About:
    extent = each.extent_of(selection)
    held = extent.of(visit.ask(queries.reports, extent.selection))
    filters = chosen(visit) if selection is not EVERYTHING else _everything(visit)
    return About(
        language=visit.language,
        title=visit.say("site.title"),
        subject=each.title,
        filters=[*filters, *each.chosen, *extent.filters],
        definitions=_definitions(visit, each.measures),
        sources=[
            f"{told(visit, row)} {row['year']}: {row['title']} {row['url'] or ''}".strip()
            for row in records(held)
        ],
        made=datetime.now(UTC),
        database_version=database_version(visit),
        open_errors=int((held["errors"] > 0).sum()),
        address=here,
    )


def _everything(visit: Visit) -> list[tuple[str, str]]:
    return [(visit.say("filters.scope"), visit.say("filters.all_scopes"))]


def _definitions(visit: Visit, names: Iterable[str]) -> list[tuple[str, str]]:
    language = visit.language
    column = visit.selection.column
    return [
        (measures()[name].title(language), _definition(name, language, column)) for name in names
    ]


def _definition(name: str, language: str, column: str) -> str:
    """The formula, for the kind of applicants that it counts, and the note."""
    measure = measures()[name]
    sides = [side for side in (measure.numerator, measure.denominator) if side]
    formula = " / ".join(f"({side.text})" if len(sides) > 1 else side.text for side in sides)
    formula = formula.replace("{column}", column)
    return " · ".join(part for part in (formula, measure.note(language)) if part)


def database_version(visit: Visit) -> str:
    """Schema, revision and time of the database, in one line."""
    found = visit.ask(origins.facts)
    parts = [
        f"{key} {found[key]}"
        for key in ("schema", "catalogue", "revision", "created")
        if key in found
    ]
    return " · ".join(parts)

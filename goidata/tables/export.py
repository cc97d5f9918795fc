"""A table as a file: CSV, or XLSX with notes and findings on sheets of their own.

The values are the frame's. The CSV bears the names of the form and the database as its head, and
codes; the XLSX bears headings and codes in the reader's language, and its notes say which name and
which code each stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from goidata.analysis import labels
from goidata.analysis.selection import Selection
from goidata.errors import UsageError
from goidata.form import measures
from goidata.tables import legend
from goidata.tables.cells import csv_bytes, rows, text
from goidata.tables.legend import heading, word
from goidata.tables.workbook import FORMATS, Sheet, number_format, workbook_bytes

_UNSAFE = re.compile(r"[^\w-]+")
_LONGEST_NAME = 200  # bytes; file systems hold 255
_PLAIN = frozenset(
    "report agency finding year number version section page line longitude latitude".split()
)
_FINDINGS = (
    "unit region_name year check severity subject outcome left right difference accepted".split()
)


@dataclass(frozen=True, slots=True)
class About:
    """What the sheet of notes says: `filters` and `definitions` as (name, text), `sources` a line a
    report, `made` when, `open_errors` how many reports have one, `address` that of the page."""

    language: str
    title: str
    subject: str
    filters: Sequence[tuple[str, str]]
    definitions: Sequence[tuple[str, str]]
    sources: Sequence[str]
    made: datetime
    database_version: str
    open_errors: int
    address: str


def table_bytes(frame: pd.DataFrame, kind: str, about: About, findings: pd.DataFrame) -> bytes:
    """The file of `kind` ("csv" or "xlsx"); `findings` as `queries.findings` gives them.

    UsageError for another kind, and where an XLSX cannot hold the rows.
    """
    if kind == "csv":
        return csv_bytes(frame)
    if kind == "xlsx":
        return _xlsx(frame, about, findings)
    raise UsageError.of("format.unknown", kind=kind)


def file_name(
    selection: Selection, subject: str, kind: str, language: str, region_name: str | None = None
) -> str:
    """A name that says subject, region, years and selection, in letters, digits, - and _."""
    parts = [
        "goidata",
        subject,
        region_name or selection.region or word("file", "all_regions", language),
        _years(selection.years) or word("file", "all_years", language),
        *_selected(selection, language),
    ]
    stem = "_".join(_UNSAFE.sub("-", part).strip("-") for part in parts)
    return f"{stem.encode()[:_LONGEST_NAME].decode(errors='ignore')}.{kind}"


def _years(years: Sequence[int]) -> str:
    """2021-2023 for years that follow each other, else 2021-2023-2025 named one by one."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}-{years[-1]}"
    return "-".join(map(str, years))


def _selected(selection: Selection, language: str) -> Iterator[str]:
    said = legend.codes_in_words()
    if selection.level:
        yield said[f"level.{selection.level}"][language]
    if selection.scope is None:
        yield word("file", "all_scopes", language)
    else:
        yield said[f"scope.{selection.scope}"][language]
    if selection.beside:
        yield word("file", "beside", language)
    if selection.column != "total":
        yield labels.column(selection.column, language)
    for name in ("only_clean", "without_largest"):
        if getattr(selection, name):
            yield word("file", name, language)


def _xlsx(frame: pd.DataFrame, about: About, findings: pd.DataFrame) -> bytes:
    language = about.language
    listed = findings[[*_FINDINGS, language]]
    sheets = [
        _sheet("data", frame, language),
        Sheet(
            word("sheet", "about", language),
            [heading(part, language) for part in ("item", "content")],
            [[text(item), text(content)] for item, content in _notes(frame, about)],
            wrapped=True,
        ),
        _sheet("checks", listed, language),
    ]
    return workbook_bytes(sheets, word("about", "cut", language))


def _sheet(name: str, frame: pd.DataFrame, language: str) -> Sheet:
    headings = [text(each) for each in legend.headings(frame, language)]
    formats = [_format(frame, str(column)) for column in frame.columns]
    several = {
        at: _by_measure(frame, str(column))
        for at, column in enumerate(frame.columns)
        if column in MEASURED and "measure" in frame
    }
    shown = rows(legend.worded(frame, language))
    return Sheet(word("sheet", name, language), headings, shown, formats, several=several)


def _format(frame: pd.DataFrame, column: str) -> str:
    if column == "share":
        return FORMATS["share"]
    if pd.api.types.is_integer_dtype(frame[column].dtype) and column not in _PLAIN:
        return FORMATS["count"]
    return FORMATS["text"]


# Columns of numbers in the unit of the row's measure.
MEASURED = frozenset(
    "value low high q1 median q3 group_value difference centre low95 high95 low998 high998".split()
)
_KINDS = {"ratio": "share", "count": "count", "money": "money"}


def _by_measure(frame: pd.DataFrame, column: str) -> list[str]:
    """The format of each number of a column, as its measure is written on the pages."""
    pairs = zip(frame["measure"], frame[column].astype(object), strict=True)
    return [_number_format(str(name), value) for name, value in pairs]


def _number_format(measure: str, value: object) -> str:
    kind = _KINDS.get(measures()[measure].unit, "events")
    number = float(value) if isinstance(value, (int, float, np.number)) else 0.0
    return number_format(number if np.isfinite(number) else 0.0, kind)


def _notes(frame: pd.DataFrame, about: About) -> Iterator[tuple[str, str]]:
    language = about.language

    def said(entry: str, /, **values: object) -> str:
        return word("about", entry, language, **values)

    yield about.title, about.subject
    yield said("rows"), str(len(frame))
    for name, value in about.filters:
        yield said("filter", name=name), value
    for name, value in about.definitions:
        yield said("definition", name=name), value
    for named, meaning in legend.columns(frame, language):
        yield said("column", name=named), meaning
    for code, meaning in legend.codes(frame, language):
        yield said("value", name=code), meaning
    yield said("texts"), said("texts_note")
    yield said("made"), about.made.isoformat(timespec="seconds")
    yield said("version"), about.database_version
    yield said("errors"), str(about.open_errors)
    yield said("address"), about.address
    for source in about.sources:
        yield said("source"), source

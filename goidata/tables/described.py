"""What tables and columns of open data hold, in words: for people, for programs, for Datasette."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from goidata.analysis import labels
from goidata.declared import load
from goidata.form import all_fields, editions
from goidata.form.dictionary import dictionary
from goidata.store.shapes import figure_columns, tables
from goidata.tables import as_printed
from goidata.tables.legend import columns_in_words
from goidata.wording import LANGUAGES, Both

# Tables of the program's own, which say nothing of reports.
INNER = ("reading", "sketch", "band")
_FACETS: Mapping[str, str] = {
    "report": "year scope level province status edition_applications synthetic",
    "agency": "scope level complete",
    "figures_current": "year scope level province",
    "claim": "name channel qualifier approximate",
    "finding": "check_id severity outcome accepted",
    "unread": "state name",
    "field": "table_name editions",
    "region": "level",
    "refusal": "code",
}
_LABELS = {"report": "title", "agency": "unit", "region": "name", "field": "zh", "check": "zh"}


@cache
def _words() -> Mapping[str, Mapping[str, Both]]:
    kind = Mapping[str, Mapping[str, Both]]
    return load("tables/open_data.toml", kind)  # type: ignore[type-abstract]


def text(name: str, language: str, /, **values: object) -> str:
    """A text of open_data.toml."""
    return _words()["texts"][name].named(language).format(**values)


def table(name: str, language: str) -> str:
    """What a table holds; KeyError where nobody has said it."""
    return _words()["tables"][name].named(language)


def column(of: str, name: str, language: str) -> str:
    """What a column of a table means; KeyError where nobody has said it."""
    field = _figures().get(name)
    if field is not None:
        return labels.field(field, language)
    words = _words()
    own = words["columns_of"].get(f"{of}.{name}") or words["columns"].get(name)
    return own.named(language) if own else columns_in_words()[f"column.{name}"][language]


@cache
def _figures() -> Mapping[str, str]:
    """The full names of figures by their columns."""
    return {field.database_name: field.name for field in all_fields().values()}


def database_tables() -> Mapping[str, tuple[str, ...]]:
    """The tables and views of the database that say something to people, with their columns."""
    plain = {name: tuple(shape.columns) for name, shape in tables().items() if name not in INNER}
    long = tuple("report unit year region scope name value state".split())
    return {**plain, "figures_current": plain["figures"], "figures_long": long}


def both(said: Mapping[str, str]) -> str:
    """A text in both languages, in one line."""
    return " · ".join(said[language] for language in LANGUAGES)


def dictionary_text(language: str) -> str:
    """The data dictionary in Markdown: every table and column, then the form, its checks, measures
    and claims."""
    parts = [f"# {text('title', language)}\n", f"## {text('tables', language)}\n"]
    listed = {**database_tables(), "figures_long": as_printed.COLUMNS}
    parts += [_listing(name, columns, language) for name, columns in listed.items()]
    parts += [each.markdown() for each in dictionary(list(editions()), language)]
    return "\n".join(parts)


def _listing(name: str, columns: tuple[str, ...], language: str) -> str:
    head = (text("column", language), text("meaning", language))
    rows = [head, ("---", "---"), *_meanings(name, columns, language)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"### {name}", "", f"{table(name, language)}\n", *lines, ""])


def _meanings(name: str, columns: tuple[str, ...], language: str) -> Iterator[tuple[str, str]]:
    for each in columns:
        if each not in figure_columns():
            yield f"`{each}`", column(name, each, language)
    if figure_columns().keys() & set(columns):
        yield text("figure_columns", language), text("figure_columns_meaning", language)


def for_datasette(about: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of Datasette for a database called goidata: `about` the data as a whole, then
    tables, columns, facets, and a few questions to begin with."""
    shown = {name: _of_table(name, columns) for name, columns in database_tables().items()}
    hidden = {name: {"hidden": True} for name in INNER}
    databases = {"goidata": {"tables": {**shown, **hidden}, "queries": _queries()}}
    return {**about, "databases": databases}


def _of_table(name: str, columns: tuple[str, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": both({each: table(name, each) for each in LANGUAGES}),
        "columns": {
            each: both({language: column(name, each, language) for language in LANGUAGES})
            for each in columns
        },
    }
    if name in _FACETS:
        told["facets"] = _FACETS[name].split()
    if name in _LABELS:
        told["label_column"] = _LABELS[name]
    return told


_RECEIVED, _GRANTED = "applications_received_total", "applications_handled_granted_total"
_QUERIES = {
    "by_year": f"SELECT year, count(*) AS reports, sum({_RECEIVED}) AS received,"
    f" sum({_GRANTED}) AS granted FROM figures_current GROUP BY year ORDER BY year",
    "failing": "SELECT f.check_id, c.zh, c.en, count(*) AS times, count(DISTINCT f.report) AS"
    ' reports FROM finding f JOIN "check" c ON c.id = f.check_id JOIN report r ON r.id = f.report'
    " WHERE f.outcome = 'fails' AND f.accepted = 0 AND r.current = 1"
    " GROUP BY f.check_id ORDER BY times DESC",
    "one_figure": "SELECT unit, region, scope, value, state FROM figures_long"
    " WHERE name = :name AND year = :year ORDER BY value DESC",
}


def _queries() -> dict[str, Any]:
    return {
        name: {
            "sql": sql,
            "title": both({language: text(name, language) for language in LANGUAGES}),
        }
        for name, sql in _QUERIES.items()
    }

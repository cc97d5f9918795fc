"""What the columns and codes of a downloaded table mean, in the language of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pandas as pd

from goidata import wording
from goidata.analysis import breaks, labels
from goidata.declared import load
from goidata.form import all_fields, claim_kinds, measures
from goidata.wording import Both

Entries = Mapping[str, Mapping[str, Mapping[str, str]]]


@cache
def _entries(file: str = "export.toml") -> Entries:
    declared = load(f"tables/{file}", Mapping[str, Mapping[str, Both]])  # type: ignore[type-abstract]
    return {
        section: {name: said._asdict() for name, said in entries.items()}
        for section, entries in declared.items()
    }


@cache
def codes_in_words() -> Mapping[str, Mapping[str, str]]:
    """The meaning of every code of codes.toml, by its name, "level.county", in `zh` and `en`."""
    kinds = _entries("codes.toml").items()
    return {f"{kind}.{code}": said for kind, codes in kinds for code, said in codes.items()}


@cache
def columns_in_words() -> Mapping[str, Mapping[str, str]]:
    """The word for every column of export.toml by its name, "column.unit", in `zh` and `en`."""
    return {f"column.{name}": said for name, said in _entries()["columns"].items()}


def word(section: str, name: str, language: str, /, **values: object) -> str:
    """An entry of export.toml with `values` filled in; KeyError where there is none."""
    return _entries()[section][name][language].format(**values)


def heading(name: str, language: str) -> str:
    """The heading of a column: a figure by its label, else the word for it, else the name."""
    if name in all_fields():
        return labels.field(name, language)
    entry = _entries()["columns"].get(name)
    return entry[language] if entry else name


def headings(frame: pd.DataFrame, language: str) -> list[str]:
    """A heading for each column, each different: figures that editions print alike bear their
    names as well."""
    found = [heading(str(name), language) for name in frame.columns]
    twice = {text for text in found if found.count(text) > 1}
    pairs = zip(found, frame.columns, strict=True)
    return [f"{text} [{name}]" if text in twice else text for text, name in pairs]


def columns(frame: pd.DataFrame, language: str) -> Iterator[tuple[str, str]]:
    """Each column's heading with its name and unit, as the CSV and the database have it."""
    for text, name in zip(headings(frame, language), frame.columns, strict=True):
        field = all_fields().get(str(name))
        yield text, f"{name} ({field.unit})" if field else str(name)


def codes(frame: pd.DataFrame, language: str) -> Iterator[tuple[str, str]]:
    """Each code that stands in the table, with its meaning, column by column."""
    for name in frame.columns:
        meaning = _MEANINGS.get(str(name))
        if meaning is None:
            continue
        met = dict.fromkeys(value for value in frame[name] if isinstance(value, str))
        for value in met:
            said = _said(meaning, value, language)
            if said is not None:
                yield value, said


def _said(kinds: tuple[str, ...], value: str, language: str) -> str | None:
    for kind in kinds:
        known = _known(kind, language)
        if value in known:
            return known[value]
    return None


def worded(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """The frame with its codes in words; what is no code of ours stays as it is."""
    changed = {}
    for name in frame.columns:
        kinds = _MEANINGS.get(str(name))
        if kinds is not None and not pd.api.types.is_numeric_dtype(frame[name].dtype):
            column = frame[name].astype(object)
            short = {code: _short(kinds, code, language) for code in _codes_in(column)}
            changed[name] = column.map(lambda value, short=short: short.get(value, value))
    return frame.assign(**changed)


def _codes_in(column: pd.Series) -> Iterator[str]:
    yield from dict.fromkeys(value for value in column if isinstance(value, str))


def _short(kinds: tuple[str, ...], code: str, language: str) -> str:
    """A code in words as short as charts have them: a measure by its title, without its note."""
    if "measure" in kinds and code in measures():
        return measures()[code].title(language)
    return _said(kinds, code, language) or code


# Which vocabularies the values of a column come from.
_MEANINGS: Mapping[str, tuple[str, ...]] = {
    "level": ("level",),
    "scope": ("scope",),
    "why_missing": ("missing",),
    "name": ("field", "claim", "row"),
    "measure": ("measure",),
    "check": ("check",),
    "outcome": ("outcome", "judged"),
    "severity": ("severity",),
    "subject": ("field", "claim", "block", "column", "row", "document"),
    "figure": ("field",),
    "state": ("state",),
    "channel": ("channel",),
    "base": ("base",),
    "group_base": ("base",),
    "result": ("result",),
    "block": ("block",),
    "column": ("column",),
    "note": ("note",),
    "kind": ("document",),
    "count": ("count",),
    "side": ("side",),
    "place": ("funnel",),
    "source": ("outcome", "measure", "row"),
    "target": ("outcome", "measure", "row"),
}


@cache
def _known(kind: str, language: str) -> Mapping[str, str]:
    coded = _entries("codes.toml").get(kind)
    if coded is not None:
        return {code: said[language] for code, said in coded.items()}
    return _declared(kind, language)


_JUDGED = {"severity": "findings.severity.", "judged": "findings.outcome."}


def _declared(kind: str, language: str) -> Mapping[str, str]:
    if kind in _JUDGED:
        found = wording.entries().items()
        begin = _JUDGED[kind]
        return {k.removeprefix(begin): v.named(language) for k, v in found if k.startswith(begin)}
    if kind == "field":
        return {name: field.label(language) for name, field in all_fields().items()}
    if kind == "claim":
        return {name: each.named(language) for name, each in claim_kinds().items()}
    if kind == "measure":
        return {name: _measure(name, language) for name in measures()}
    if kind == "check":
        return labels.checks_in_words(language)
    if kind == "row":
        return labels.rows_in_words(language)
    if kind == "note":
        return {code: breaks.note(code, language) for code in breaks.CODES}
    named = {
        "outcome": (labels.OUTCOMES, labels.outcome),
        "result": (labels.RESULTS, labels.result),
        "block": (labels.BLOCKS, labels.block),
        "column": ((*labels.APPLICANTS, "total"), labels.column),
        "document": (labels.DOCUMENTS, labels.documents),
        "count": (labels.COUNTS, labels.count),
    }
    names, say = named[kind]
    return {name: say(name, language) for name in names}


def _measure(name: str, language: str) -> str:
    measure = measures()[name]
    return " — ".join(part for part in (measure.title(language), measure.note(language)) if part)

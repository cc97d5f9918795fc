"""What is expected of a document, kept beside it as JSON: written once, confirmed by a person, held
by tests. Another file of the same name but its ending is the same report in another format."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from goidata.errors import UsageError
from goidata.extraction.report import Claim, Report

CONFIRMED = "confirmed"
_IDENTITY = ("unit", "scope", "region", "year", "published")
_CLAIM = ("name", "value", "channel", "qualifier", "approximate")


class Difference(NamedTuple):
    """Something of a report that is otherwise than expected: a figure by its name, or another entry
    of the expectation; a claim is expected or read, and None on the other side."""

    name: str
    expected: Any
    read: Any


def place_of(file: Path) -> Path:
    """Where the expectation of a document lies."""
    return file.with_suffix(".json")


def expectation(report: Report) -> dict[str, Any]:
    """What was read, to be confirmed by a person."""
    return {CONFIRMED: False, **_said(report)}


def differences(report: Report, expected: Mapping[str, Any]) -> Iterator[Difference]:
    """Where a report is otherwise than expected; of what the expectation does not name, nothing."""
    said = _said(report)
    for name, wanted in expected.items():
        if name == "figures":
            yield from _of_figures(wanted, said[name])
        elif name == "claims":
            yield from (Difference(name, c, None) for c in wanted if c not in said[name])
            yield from (Difference(name, None, c) for c in said[name] if c not in wanted)
        elif name != CONFIRMED and said.get(name) != wanted:
            yield Difference(name, wanted, said.get(name))


def kept(file: Path) -> dict[str, Any]:
    """The expectation kept in a file. Raises UsageError where it is none."""
    try:
        found = json.loads(file.read_text("utf-8"))
        if isinstance(found, dict) and isinstance(found.get("figures"), dict):
            return found
        raise ValueError("figures")
    except (OSError, ValueError) as error:
        raise UsageError.of("expected.unreadable", file=file, why=error) from error


def write(file: Path, expected: Mapping[str, Any]) -> None:
    """Keep an expectation. Raises UsageError where it cannot be written."""
    try:
        file.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise UsageError.of("expected.unwritable", file=file, why=error.strerror) from error


def _of_figures(wanted: Mapping[str, Any], read: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*wanted, *read)):
        if name not in wanted or name not in read or wanted[name] != read[name]:
            yield Difference(name, wanted.get(name), read.get(name))


def _said(report: Report) -> dict[str, Any]:
    return {
        **{name: getattr(report.identity, name) for name in _IDENTITY},
        "edition": dict(report.edition),
        "figures": report.values,
        "claims": list(map(_claim, report.claims)),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in _CLAIM}

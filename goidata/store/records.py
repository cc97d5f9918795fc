"""A report as rows of the database: what is stored of it, table by table."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlite_utils import Database

from goidata.checks import Finding, Outcome
from goidata.checks.rendering import figure_object, place_object
from goidata.checks.wording import message
from goidata.extraction.report import Claim, Report, State
from goidata.form import all_fields
from goidata.regions import by_code
from goidata.store.reference import province_and_city
from goidata.store.search import spaced
from goidata.store.shapes import tables

Row = Mapping[str, Any]


def insert(database: Database, table: str, rows: Iterable[Row]) -> None:
    """Write rows of one table; columns that a row does not name are null."""
    columns = tuple(tables()[table].columns)
    listed = [tuple(map(row.get, columns)) for row in rows]
    database.conn.executemany(_insertion(table), listed)


def insert_one(database: Database, table: str, row: Row) -> int:
    """Write one row and give its id."""
    values = tuple(map(row.get, tables()[table].columns))
    identifier = database.conn.execute(_insertion(table), values).lastrowid
    assert identifier is not None
    return identifier


@cache
def _insertion(table: str) -> str:
    columns = tuple(tables()[table].columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


def place_row(report: Report) -> dict[str, Any]:
    """Year, scope and region with what it lies in: the columns by which figures are selected."""
    identity = report.identity
    region = by_code(identity.region) if identity.region else None
    province, city = province_and_city(identity.region)
    return {
        "year": identity.year,
        "scope": identity.scope.value,
        "region": identity.region,
        "province": province,
        "city": city,
        "level": region.level if region else None,
    }


def report_row(report: Report, findings: Sequence[Finding]) -> dict[str, Any]:
    """The row of `report` but for its file, agency and version."""
    identity = report.identity
    failing = [each for each in findings if each.outcome is Outcome.FAILS and not each.accepted]
    return {
        **place_row(report),
        "title": identity.title,
        "unit": identity.unit,
        "region_reason": identity.region_reason or None,
        "published": identity.published,
        "url": identity.url,
        "abridged": int(identity.abridged),
        "synthetic": 0,
        **{f"edition_{table}": edition for table, edition in report.edition.items()},
        **{f"n_{state}": count for state, count in report.counts.items()},
        "errors": sum(each.severity == "error" for each in failing),
        "warnings": sum(each.severity == "warning" for each in failing),
    }


def figures_row(report: Report) -> dict[str, Any]:
    """The row of the wide table, but for the report's id."""
    fields = all_fields()
    values = {fields[name].database_name: figure.value for name, figure in report.figures.items()}
    return {**place_row(report), **values}


def insert_parts(
    database: Database, identifier: int, report: Report, findings: Sequence[Finding]
) -> None:
    """Write all that belongs to the report with the id `identifier`."""
    insert(database, "figures", [{"report": identifier, **figures_row(report)}])
    insert(database, "unread", _unread(identifier, report))
    insert(database, "reading", [{"report": identifier, "cells": _cells(report)}])
    insert(database, "claim", (_claim(identifier, claim) for claim in report.claims))
    insert(database, "finding", _findings(identifier, findings))
    insert(database, "check_outcome", _outcomes(identifier, findings))
    _insert_sections(database, identifier, report)


def delete_parts(database: Database, identifier: int) -> None:
    """Take away all that belongs to a report."""
    sections = database.conn.execute(
        "SELECT id, heading, text FROM section WHERE report = ?", (identifier,)
    )
    # An index that does not hold the words must be told them again to forget them.
    database.conn.executemany(
        "INSERT INTO section_index (section_index, rowid, heading, text)"
        " VALUES ('delete', ?, ?, ?)",
        [(rowid, spaced(heading), spaced(text)) for rowid, heading, text in sections],
    )
    for name, shape in tables().items():
        if ("report", "report") in shape.references:
            database.conn.execute(f'DELETE FROM "{name}" WHERE report = ?', (identifier,))


def _unread(identifier: int, report: Report) -> Iterator[Row]:
    for name, figure in report.figures.items():
        if figure.state is not State.NUMBER:
            yield {
                "report": identifier,
                "name": name,
                "state": figure.state.value,
                "raw": figure.raw,
                "reason": figure.reason,
            }


def _cells(report: Report) -> bytes:
    """Raw text, state and place of every figure, and the printed lines around them."""
    kept = {
        "figures": {name: figure_object(figure) for name, figure in report.figures.items()},
        "context": dict(report.context),
    }
    return zlib.compress(_json(kept).encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _claim(identifier: int, claim: Claim) -> Row:
    return {
        "report": identifier,
        "name": claim.name,
        "value": claim.value,
        "channel": claim.channel,
        "qualifier": claim.qualifier,
        "approximate": int(claim.approximate),
        "section": claim.section,
        "quote": claim.quote,
        "place": _json(place_object(claim.place)),
    }


def _findings(identifier: int, findings: Sequence[Finding]) -> Iterator[Row]:
    for finding in findings:
        if finding.outcome is not Outcome.HOLDS:
            yield {
                "report": identifier,
                "check_id": finding.check,
                "subject": finding.subject,
                "outcome": finding.outcome.value,
                "severity": finding.severity,
                "left": finding.left,
                "right": finding.right,
                "difference": finding.difference,
                "operands": _json(finding.operands),
                "accepted": int(finding.accepted),
                "detail": _json(_detail(finding)),
            }


def _detail(finding: Finding) -> dict[str, Any]:
    claim = finding.claim
    return {
        "zh": message(finding, "zh"),
        "en": message(finding, "en"),
        "hint": finding.hint,
        "quote": claim.quote if claim else None,
        "place": place_object(claim.place) if claim else None,
        "reading": finding.reading,
        "related": list(finding.related),
    }


def _outcomes(identifier: int, findings: Sequence[Finding]) -> Iterator[Row]:
    counted = Counter((each.check, each.outcome.value) for each in findings)
    for check in dict.fromkeys(each.check for each in findings):
        counts = {outcome.value: counted[check, outcome.value] for outcome in Outcome}
        yield {"report": identifier, "check_id": check, **counts}


def _insert_sections(database: Database, identifier: int, report: Report) -> None:
    for section in report.sections:
        row = {
            "report": identifier,
            "number": section.number,
            "heading": section.heading,
            "text": section.text,
        }
        rowid = insert_one(database, "section", row)
        database.conn.execute(
            "INSERT INTO section_index (rowid, heading, text) VALUES (?, ?, ?)",
            (rowid, spaced(section.heading), spaced(section.text)),
        )

"""A report as rows of the database: what is stored of it, table by table."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from goidata.checks import Finding, Outcome
from goidata.checks.copies import bands, sketch
from goidata.checks.held import words_of
from goidata.checks.hinting import hint
from goidata.checks.rendering import figure_object, place_object
from goidata.checks.wording import message
from goidata.extraction.reasons import said
from goidata.extraction.report import Claim, Figure, Identity, Report, ReportSection, State
from goidata.form import all_fields
from goidata.regions import by_code
from goidata.store.reference import province_and_city
from goidata.store.search import spaced
from goidata.store.shapes import tables

if TYPE_CHECKING:  # it brings pandas along, which reading does not need
    from sqlite_utils import Database

Row = Mapping[str, Any]


def insert(database: Database, table: str, rows: Iterable[Row]) -> None:
    """Write rows of one table; columns that a row does not name are null."""
    listed = [_values(table, row) for row in rows]
    database.conn.executemany(_insertion(table), listed)


def insert_one(database: Database, table: str, row: Row) -> int:
    """Write one row and give its id."""
    identifier = database.conn.execute(_insertion(table), _values(table, row)).lastrowid
    assert identifier is not None
    return identifier


def _values(table: str, row: Row) -> tuple[Any, ...]:
    """The row in the order of the columns. SQLite takes no whole number of more than 64 bits; where
    a column is of fractions, a sum may be one."""
    return tuple(
        float(value) if kind is float and isinstance(value, int) else value
        for value, kind in ((row.get(name), kind) for name, kind in tables()[table].columns.items())
    )


@cache
def _insertion(table: str) -> str:
    columns = tuple(tables()[table].columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


@dataclass(frozen=True, slots=True)
class Record:
    """A report as rows of plain values, ready to be stored and fit to be sent between processes.

    `identity` says whose it is, `synthetic` that it is invented; `counts` and `figures` are columns
    of the tables `report` and `figures`, `parts` the rows of the other tables, all without the
    report's id and place.
    """

    identity: Identity
    synthetic: bool
    counts: Row
    figures: Row
    parts: Mapping[str, Sequence[Row]]

    def row(self) -> dict[str, Any]:
        """The row of `report`, but for its file, agency and version."""
        identity = self.identity
        return {
            **place_row(identity),
            "title": identity.title,
            "unit": identity.unit,
            "region_reason": identity.region_reason or None,
            "published": identity.published,
            "url": identity.url,
            "abridged": int(identity.abridged),
            "synthetic": int(self.synthetic),
            **self.counts,
        }


def record_of(report: Report, findings: Sequence[Finding]) -> Record:
    """What is stored of a report."""
    return Record(
        report.identity,
        report.formalities.synthetic,
        counts_of(report, findings),
        {_column(name): figure.value for name, figure in report.figures.items()},
        {
            "unread": list(_unread(report)),
            "reading": [{"cells": _cells(report)}],
            "claim": list(map(_claim, report.claims)),
            "section": list(map(_section, report.sections)),
            "finding": list(finding_rows(findings)),
            "check_outcome": list(outcome_rows(findings)),
            **_sketched(report),
        },
    )


def place_row(identity: Identity) -> dict[str, Any]:
    """Year, scope and region with what it lies in: the columns by which figures are selected."""
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


def insert_parts(database: Database, identifier: int, record: Record) -> None:
    """Write all that belongs to the report with the id `identifier`."""
    own = {"report": identifier}
    insert(database, "figures", [{**own, **place_row(record.identity), **record.figures}])
    for table, rows in record.parts.items():
        if table == "section":
            _insert_sections(database, [{**own, **row} for row in rows])
        else:
            insert(database, table, [{**own, **row} for row in rows])


def checked_again(
    database: Database,
    identifier: int,
    findings: Iterable[Row],
    outcomes: Iterable[Row],
    counts: Row,
) -> None:
    """Write findings and their counts in place of all those stored for a report."""
    for table, rows in (("finding", findings), ("check_outcome", outcomes)):
        database.conn.execute(f"DELETE FROM {table} WHERE report = ?", (identifier,))
        insert(database, table, [{"report": identifier, **row} for row in rows])
    database.conn.execute(
        "UPDATE report SET errors = ?, warnings = ? WHERE id = ?",
        (counts["errors"], counts["warnings"], identifier),
    )


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


def counts_of(report: Report, findings: Sequence[Finding]) -> Row:
    """The editions of the tables, how many figures are in which state, and how much fails."""
    failing = [each for each in findings if each.outcome is Outcome.FAILS and not each.accepted]
    return {
        **{f"edition_{table}": edition for table, edition in report.edition.items()},
        **{f"n_{state}": count for state, count in report.counts.items()},
        "errors": sum(each.severity == "error" for each in failing),
        "warnings": sum(each.severity == "warning" for each in failing),
    }


def _column(name: str) -> str:
    return all_fields()[name].database_name


def _unread(report: Report) -> Iterator[Row]:
    for name, figure in report.figures.items():
        if figure.state is not State.NUMBER:
            yield {
                "name": name,
                "state": figure.state.value,
                "raw": figure.raw,
                "reason": said(figure.reasons, "zh"),
            }


def _cells(report: Report) -> bytes:
    """Raw text, state and place of every figure, the printed lines around them, and what is
    doubtful of the claims, in their order."""
    kept = {
        "figures": {name: _kept(figure) for name, figure in report.figures.items()},
        "context": dict(report.context),
        "formalities": asdict(report.formalities),
        "doubts": [claim.doubt for claim in report.claims],
    }
    return zlib.compress(_json(kept).encode())


def _kept(figure: Figure) -> Row:
    """A figure as other programs get it, with its reasons in both languages and by their codes."""
    if not figure.reasons:
        return figure_object(figure)
    told = {"reason_en": said(figure.reasons, "en"), "reasons": figure.reasons}
    return {**figure_object(figure), **told}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _claim(claim: Claim) -> Row:
    return {
        "name": claim.name,
        "value": claim.value,
        "channel": claim.channel,
        "qualifier": claim.qualifier,
        "approximate": int(claim.approximate),
        "section": claim.section,
        "quote": claim.quote,
        "place": _json(place_object(claim.place)),
    }


def finding_rows(findings: Sequence[Finding]) -> Iterator[Row]:
    for finding in findings:
        if finding.outcome is not Outcome.HOLDS:
            yield {
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
        "hint": finding.hint.kind if finding.hint else None,
        "hint_zh": hint(finding, "zh"),
        "hint_en": hint(finding, "en"),
        "figure": finding.hint.figure if finding.hint else None,
        "value": finding.hint.value if finding.hint else None,
        "quote": claim.quote if claim else finding.quote,
        "place": place_object(claim.place if claim else finding.place),
        "reading": finding.reading,
        "said": int(finding.said is not None),
        "related": list(finding.related),
        "follows": finding.follows,
    }


def outcome_rows(findings: Sequence[Finding]) -> Iterator[Row]:
    counted = Counter((each.check, each.outcome.value) for each in findings)
    for check in dict.fromkeys(each.check for each in findings):
        counts = {outcome.value: counted[check, outcome.value] for outcome in Outcome}
        yield {"check_id": check, **counts, "accepted": 0}


def _sketched(report: Report) -> dict[str, list[Row]]:
    """What copies are found by; nothing of an abridgement, whose words are not the office's."""
    made = b"" if report.identity.abridged else sketch(words_of(report))
    if not made:
        return {}
    buckets: list[Row] = [{"bucket": b, "band": n} for n, b in enumerate(bands(made))]
    return {"sketch": [{"sketch": made}], "band": buckets}


def _section(section: ReportSection) -> Row:
    return {"number": section.number, "heading": section.heading, "text": section.text}


def _insert_sections(database: Database, rows: Iterable[Row]) -> None:
    """The sections, and their words in the full-text index."""
    for row in rows:
        rowid = insert_one(database, "section", row)
        database.conn.execute(
            "INSERT INTO section_index (rowid, heading, text) VALUES (?, ?, ?)",
            (rowid, spaced(row["heading"]), spaced(row["text"])),
        )

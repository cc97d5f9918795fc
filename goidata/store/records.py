"""A report as rows of the database: what is stored of it, table by table."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from goidata.checks import Finding, Outcome
from goidata.checks.copies import bands, sketch
from goidata.checks.held import words_of
from goidata.checks.rendering import figure_object, place_object
from goidata.extraction.reasons import said
from goidata.extraction.report import Claim, Figure, Identity, Report, ReportSection, State
from goidata.form import all_fields
from goidata.regions import by_code
from goidata.store.findings import finding_rows, json_of, outcome_rows
from goidata.store.reference import province_and_city
from goidata.store.shapes import Row


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
        value_row(report),
        {
            "unread": list(unread_rows(report)),
            "reading": [{"cells": _cells(report)}],
            "claim": list(map(_claim, report.claims)),
            "section": list(map(_section, report.sections)),
            **found_rows(report, findings),
        },
    )


def value_row(report: Report) -> Row:
    """The values of its figures, by column."""
    return {_column(name): figure.value for name, figure in report.figures.items()}


def found_rows(report: Report, findings: Sequence[Finding]) -> dict[str, list[Row]]:
    """What is stored of a report that its checks give, and may give anew."""
    return {
        "finding": list(finding_rows(findings)),
        "check_outcome": list(outcome_rows(findings)),
        **_sketched(report),
    }


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


def counts_of(report: Report, findings: Sequence[Finding]) -> Row:
    """The editions of the tables, how many figures are in which state, and how much fails."""
    failing = [each for each in findings if each.outcome is Outcome.FAILS and not each.accepted]
    return {
        **{f"edition_{table}": edition for table, edition in report.edition.items()},
        **{f"n_{state.value}": report.counts.get(state.value, 0) for state in State},
        "errors": sum(each.severity == "error" for each in failing),
        "warnings": sum(each.severity == "warning" for each in failing),
    }


def _column(name: str) -> str:
    return all_fields()[name].database_name


def unread_rows(report: Report) -> Iterator[Row]:
    """The figures that were not read as numbers, those that a person decided among them."""
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
    return zlib.compress(json_of(kept).encode())


def _kept(figure: Figure) -> Row:
    """A figure as other programs get it, with its reasons in both languages and by their codes."""
    if not figure.reasons:
        return figure_object(figure)
    told = {"reason_en": said(figure.reasons, "en"), "reasons": figure.reasons}
    return {**figure_object(figure), **told}


def _claim(claim: Claim) -> Row:
    return {
        "name": claim.name,
        "value": claim.value,
        "channel": claim.channel,
        "qualifier": claim.qualifier,
        "approximate": int(claim.approximate),
        "section": claim.section,
        "quote": claim.quote,
        "place": json_of(place_object(claim.place)),
    }


def _sketched(report: Report) -> dict[str, list[Row]]:
    """What copies are found by; nothing of an abridgement, whose words are not the office's."""
    made = b"" if report.identity.abridged else sketch(words_of(report))
    if not made:
        return {}
    buckets: list[Row] = [{"bucket": b, "band": n} for n, b in enumerate(bands(made))]
    return {"sketch": [{"sketch": made}], "band": buckets}


def _section(section: ReportSection) -> Row:
    return {"number": section.number, "heading": section.heading, "text": section.text}

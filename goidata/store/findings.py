"""Findings as rows: what fails or cannot be decided one by one, how often each check holds."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goidata.checks import Finding, Outcome
from goidata.checks.finding import Hint
from goidata.checks.hinting import hint
from goidata.checks.rendering import place_object
from goidata.checks.wording import message
from goidata.documents.document import Place
from goidata.extraction.report import Claim
from goidata.store.shapes import Row
from goidata.wording import Both, Named, Said

# What the sentences on a finding are made of.
_TOLD_OF = 'check_id subject outcome severity "left" "right" operands detail'.split()


def json_of(value: object) -> str:
    """A value as it is stored: short JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
                "operands": json_of(finding.operands),
                "accepted": int(finding.accepted),
                "detail": json_of(_detail(finding)),
            }


def _detail(finding: Finding) -> dict[str, Any]:
    claim = finding.claim
    return {
        **told(finding),
        "hint": finding.hint.kind if finding.hint else None,
        "figure": finding.hint.figure if finding.hint else None,
        "value": finding.hint.value if finding.hint else None,
        "quote": claim.quote if claim else finding.quote,
        "place": place_object(claim.place if claim else finding.place),
        "reading": finding.reading,
        "said": int(finding.said is not None),
        "saying": _kept(finding.said),
        "claim": claim.name if claim else None,
        "qualifier": claim.qualifier if claim else None,
        "related": list(finding.related),
        "follows": finding.follows,
        **({"decided": _kept(finding.decided)} if finding.decided else {}),
    }


def told(finding: Finding) -> dict[str, str | None]:
    """The sentences on a finding, and the hints."""
    return {
        "zh": message(finding, "zh"),
        "en": message(finding, "en"),
        "hint_zh": hint(finding, "zh"),
        "hint_en": hint(finding, "en"),
    }


def finding_of(row: Sequence[Any], detail: Mapping[str, Any]) -> Finding:
    """What its sentences are made of, from its columns and its `detail`, as they are stored."""
    check, subject, outcome, severity, left, right, operands = row
    claim, pointed = detail["claim"], detail["hint"]
    return Finding(
        check=check,
        subject=subject,
        outcome=Outcome(outcome),
        severity=severity,
        left=left,
        right=right,
        operands=json.loads(operands),
        hint=Hint(pointed, detail["figure"], detail["value"]) if pointed else None,
        claim=Claim(claim, 0, 0, "", Place(), qualifier=detail["qualifier"]) if claim else None,
        reading=detail["reading"],
        said=_restored(detail["saying"]),
        decided=tuple(_restored(detail.get("decided", []))),
        quote=None if claim else detail["quote"],
    )


def reworded(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """The detail of every stored finding in the words of today, and its id."""
    sql = f"SELECT id, {', '.join(_TOLD_OF)} FROM finding"
    for identifier, *row, kept in connection.execute(sql):
        detail = json.loads(kept)
        yield json_of({**detail, **told(finding_of(row, detail))}), identifier


def _kept(detail: object) -> object:
    """What a sentence is made of, as plain values: names in both languages, sentences by name."""
    if isinstance(detail, Said):
        return {"say": detail.name, "of": {k: _kept(v) for k, v in detail.details.items()}}
    if isinstance(detail, (Named, Both)):
        return {"zh": detail.named("zh"), "en": detail.named("en")}
    if isinstance(detail, (list, tuple)):
        return list(map(_kept, detail))
    return detail if detail is None or isinstance(detail, (int, float)) else str(detail)


def _restored(kept: Any) -> Any:
    if isinstance(kept, list):
        return list(map(_restored, kept))
    if not isinstance(kept, dict):
        return kept
    if "say" in kept:
        return Said(kept["say"], {key: _restored(each) for key, each in kept["of"].items()})
    return Both(**kept)


def outcome_rows(findings: Sequence[Finding]) -> Iterator[Row]:
    counted = Counter((each.check, each.outcome.value) for each in findings)
    for check in dict.fromkeys(each.check for each in findings):
        counts = {outcome.value: counted[check, outcome.value] for outcome in Outcome}
        yield {"check_id": check, **counts, "accepted": 0}

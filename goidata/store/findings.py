"""Findings as rows: what fails or cannot be decided one by one, how often each check holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from goidata.checks import Finding, Outcome
from goidata.checks.hinting import hint
from goidata.checks.rendering import place_object
from goidata.checks.wording import message
from goidata.store.shapes import Row


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

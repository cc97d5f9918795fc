"""Percentages that the narrative states, against the counts of table three."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goidata.checks.finding import Finding, Outcome
from goidata.checks.spoken import Spoken
from goidata.extraction.characters import simplified
from goidata.extraction.claims.passage import Passage, widths
from goidata.extraction.report import Claim
from goidata.form import checks, claim_kinds, parse
from goidata.form.frames import frames

NEAR = 0.1001  # points by which a rounded percentage may differ
DENOMINATORS = (
    "applications.handled_total.total",
    "applications.received.total",
    "applications.received.total + applications.carried_in.total",
)
PERCENT = re.compile(r"[,，(（]?(?:约)?占[^，。；;%\d]{0,16}?(\d{1,3}(?:\.\d+)?)%")


def percentages(spoken: Spoken) -> Iterator[Finding]:
    """One finding for each outcome whose count is followed by its percentage."""
    report = spoken.report
    values, names = report.values, tuple(report.figures)
    bases = [parse(text).value(values, names) for text in DENOMINATORS]
    for claim in report.claims:
        if not checks()["N-OUTCOME"].covers(claim.name):
            continue
        percent = next(filter(None, (_percent(claim, words) for words in spoken.passages)), None)
        if percent is None:
            continue
        stated, quote = percent
        formula = claim_kinds()[claim.name].equals[0]
        count = formula.value(values, names)
        shares = [100 * count / base for base in bases if base and count is not None]
        near = min(shares, key=lambda share: abs(share - stated), default=None)
        outcome = Outcome.UNDETERMINED
        if near is not None and abs(near - stated) <= NEAR:
            outcome = Outcome.HOLDS
        elif count is not None and None not in bases and not claim.doubt:
            outcome = Outcome.FAILS
        yield Finding(
            check="N-PERCENT",
            subject=claim.name,
            outcome=outcome,
            severity=checks()["N-PERCENT"].severity,
            left=stated,
            right=round(near, 2) if near is not None else None,
            operands={name: values.get(name) for _, name in formula.names(names)},
            said=frames().doubts.get(claim.doubt or "") if outcome is not Outcome.HOLDS else None,
            quote=quote,
            place=claim.place,
        )


def _percent(claim: Claim, words: Passage) -> tuple[float, str] | None:
    """The percentage that stands directly behind the words of a claim."""
    stated = "".join(widths(simplified(claim.quote)).split())
    at = words.plain.find(stated)
    if at < 0:
        return None
    end = at + len(stated)
    found = PERCENT.match(words.plain, end)
    return (float(found[1]), words.quote(at, found.end())) if found else None

"""What a report says in words: its sections with the numbers it states, and the findings on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from goidata.analysis import labels
from goidata.dashboard.doubts import sides
from goidata.dashboard.figure import place
from goidata.dashboard.hints import told
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.panel import table
from goidata.dashboard.records import Record, records
from goidata.dashboard.values import value_of
from goidata.dashboard.words import Words
from goidata.form import claim_kinds

Span = tuple[int, int]


def section_html(text: str, quotes: Iterable[str], sought: Iterable[Span] = ()) -> Markup:
    """The text of a section, letter for letter, with the quotations of its claims marked, and what
    is `sought` in it marked otherwise."""
    kinds: list[tuple[str, int]] = [("", 0)] * len(text)
    marked = [("quoted", span) for span in _quoted(text, quotes)]
    marked += [("sought", span) for span in sought]
    for look, (start, end) in marked:
        kinds[start:end] = [(look, start)] * (end - start)
    runs = groupby(range(len(text)), kinds.__getitem__)
    parts = [(look, "".join(text[at] for at in places)) for (look, _), places in runs]
    return fill("narrative.html", parts=parts)


def _quoted(text: str, quotes: Iterable[str]) -> list[Span]:
    """Where each quotation first stands, the longest last; what begins a longer one is part of
    it."""
    found: list[Span] = []
    for quote in sorted({q for q in quotes if q}, key=len, reverse=True):
        start = text.find(quote)
        if start >= 0 and not any(text.startswith(quote, begin) for begin, _ in found):
            found.append((start, start + len(quote)))
    return found[::-1]


def claims_table(claims: pd.DataFrame, say: Words) -> None:
    """A table of the claims: what is stated, the number, where, in which words."""
    head = [say.head("claims", name) for name in ("what", "value", "section", "quote", "place")]
    table(head, [_claim(row, say) for row in records(claims)])


def findings_table(findings: Sequence[Record], say: Words) -> None:
    """A table of findings: the check, what it is about, both sides, the sentence."""
    head = [say.head("findings", name) for name in ("outcome", "check", "sides", "sentence")]
    table(head, [_finding(found, say) for found in findings])


def claim_label(name: str, language: str) -> str:
    """What a claim states, in the words of its declaration."""
    kind = claim_kinds().get(name)
    return name if kind is None else kind.named(language)


def _claim(row: Record, say: Words) -> list[str]:
    what = [claim_label(str(row["name"]), say.language)]
    if row["channel"]:
        what.append(say(f"channel.{row['channel']}"))
    if row["qualifier"]:
        what.append(f"“{row['qualifier']}”")
    return [
        " · ".join(what),
        mark("number", value_of(row, say).shown),
        str(row["section"]),
        mark("quote", row["quote"]),
        place(row, say),
    ]


def _finding(found: Record, say: Words) -> list[str]:
    severity = str(found["severity"])
    fails = found["outcome"] == "fails"
    word = say(f"severity.{severity}") if fails else say("outcome.undetermined")
    accepted = f" · {say('findings.accepted')}" if found["accepted"] else ""
    check = labels.check(str(found["check"]), say.language)
    return [
        mark("tag", severity if fails else "undetermined", word + accepted),
        check,
        sides(found, say),
        told(found, say),
    ]

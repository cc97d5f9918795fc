"""What a report says in words: its sections with the numbers it states, and the findings on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import pandas as pd

from goidata.analysis import labels
from goidata.dashboard.doubts import sides
from goidata.dashboard.figure import place
from goidata.dashboard.hints import hint_html
from goidata.dashboard.markup import escaped
from goidata.dashboard.numbers import count
from goidata.dashboard.records import Record, records
from goidata.dashboard.words import Words
from goidata.form import claim_kinds

Span = tuple[int, int]


def section_html(text: str, quotes: Iterable[str], sought: Iterable[Span] = ()) -> str:
    """The text of a section, letter for letter, with the quotations of its claims marked, and what
    is `sought` in it marked otherwise."""
    kinds: list[tuple[str, int]] = [("", 0)] * len(text)
    marked = [("<mark>", span) for span in _quoted(text, quotes)]
    marked += [('<mark class="g-sought">', span) for span in sought]
    for opening, (start, end) in marked:
        kinds[start:end] = [(opening, start)] * (end - start)
    shown = ""
    for (opening, _), places in groupby(range(len(text)), kinds.__getitem__):
        part = escaped("".join(text[at] for at in places))
        shown += f"{opening}{part}</mark>" if opening else part
    return f'<div class="g-narrative">{shown}</div>'


def _quoted(text: str, quotes: Iterable[str]) -> list[Span]:
    """Where each quotation first stands, the longest last; what begins a longer one is part of
    it."""
    found: list[Span] = []
    for quote in sorted({q for q in quotes if q}, key=len, reverse=True):
        start = text.find(quote)
        if start >= 0 and not any(text.startswith(quote, begin) for begin, _ in found):
            found.append((start, start + len(quote)))
    return found[::-1]


def claims_html(claims: pd.DataFrame, say: Words) -> str:
    """A table of the claims: what is stated, the number, where, in which words."""
    head = [say(f"claims.{name}") for name in ("what", "value", "section", "quote", "place")]
    rows = [_claim(row, say) for row in records(claims)]
    return table_html(head, rows)


def findings_html(findings: Sequence[Record], say: Words) -> str:
    """A table of findings: the check, what it is about, both sides, the sentence."""
    head = [say(f"findings.{name}") for name in ("severity", "check", "sides", "sentence")]
    return table_html(head, [_finding(found, say) for found in findings])


def table_html(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A plain table; `rows` are HTML already."""
    heads = "".join(f"<th>{escaped(name)}</th>" for name in head)
    body = "".join(f"<tr>{_cells(head, row)}</tr>" for row in rows)
    return (
        '<div class="g-scroll"><table class="g-list">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(head: Sequence[str], row: Sequence[str]) -> str:
    """The cells of a row; each knows its heading, for screens where the rows are cards."""
    named = zip(head, row, strict=True)
    return "".join(
        f'<td data-label="{escaped(name)}"><div>{cell}</div></td>' for name, cell in named
    )


def claim_label(name: str, language: str) -> str:
    """What a claim states, in the words of its declaration."""
    kind = claim_kinds().get(name)
    return name if kind is None else (kind.en if language == "en" else kind.zh)


def _claim(row: Record, say: Words) -> list[str]:
    about = say("mark.about") if row["approximate"] else ""
    what = [claim_label(str(row["name"]), say.language)]
    if row["channel"]:
        what.append(say(f"channel.{row['channel']}"))
    if row["qualifier"]:
        what.append(f"“{row['qualifier']}”")
    return [
        escaped(" · ".join(what)),
        f'<span class="g-number">{escaped(about + count(row["value"]))}</span>',
        escaped(row["section"]),
        f"<q>{escaped(row['quote'])}</q>",
        escaped(place(row, say)),
    ]


def _finding(found: Record, say: Words) -> list[str]:
    severity = str(found["severity"])
    state = "" if found["outcome"] == "fails" else "g-undetermined"
    word = say(f"severity.{severity}") if not state else say("outcome.undetermined")
    accepted = f" · {say('findings.accepted')}" if found["accepted"] else ""
    check = labels.check(str(found["check"]), say.language)
    return [
        f'<span class="g-tag g-{severity} {state}">{escaped(word + accepted)}</span>',
        f"<code>{escaped(found['check'])}</code><br>{escaped(check)}",
        escaped(sides(found, say)),
        escaped(found[say.language]) + hint_html(found, say),
    ]

"""The claims of a narrative: numbers that sections one and six state about what the tables hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from goidata.documents.document import Line
from goidata.extraction.claims.headings import topic_of
from goidata.extraction.claims.passage import Passage, passage
from goidata.extraction.claims.phrases import Frame
from goidata.extraction.claims.reader import Found, found_in
from goidata.extraction.claims.settling import in_own_paragraph, settled, with_one_headline
from goidata.extraction.claims.tokens import tokens
from goidata.extraction.report import Claim
from goidata.form import claim_kinds
from goidata.form.wordings import wordings

LONGEST_QUOTE = 80
LONGEST_CONTEXT = 50  # characters of a quotation that goes back to where its object is named

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_TAKEN_IN = ("received", "workload")
_CARRYING_ON = frozenset(["received", "workload", "handled_total"])


def claims_in(number: int, lines: Sequence[Line]) -> tuple[Claim, ...]:
    """What section `number` states, in its order; `lines` are its running text, without heading
    and tables.

    A number is a claim only where its clause, with what the sentence or the paragraph has named
    before, says plainly what is counted.
    """
    text = passage(lines)
    found = with_one_headline(in_own_paragraph([each for one in _sentences(text) for each in one]))
    return merge(_claim(each, number, text) for each in found)


def merge(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of a report: the same name and value twice is one, at its first place; the
    headline of items disclosed is kept once."""
    kept: dict[tuple[str, int | float], Claim] = {}
    headline: Claim | None = None
    for claim in claims:
        if claim.name == "disclosed_items":
            if headline is not None:
                continue
            headline = claim
        kept.setdefault((claim.name, claim.value), claim)
    return tuple(kept.values())


def settle(claims: Iterable[Claim], values: Mapping[str, int | float | None]) -> tuple[Claim, ...]:
    """The claims with 收到 and 受理 told apart by the tables, whose figures are `values` by name.

    Both words stand for what came in new and for that with what was carried in; where the number
    is plainly the other of the two, the claim is called so. Nothing else is changed.
    """
    names = {
        value: name
        for name in _TAKEN_IN
        if (value := claim_kinds()[name].equals[0].value(values, values)) is not None
    }
    if len(names) < len(_TAKEN_IN):
        return tuple(claims)
    return merge(
        replace(claim, name=names.get(claim.value, claim.name))
        if claim.name in _TAKEN_IN
        else claim
        for claim in claims
    )


def _sentences(text: Passage) -> Iterator[list[Found]]:
    """What each sentence states."""
    years = Counter(map(int, _YEAR.findall(text.plain)))
    year = max(years, key=lambda each: (years[each], each)) if years else None
    topic = ""
    before: list[Found] = []
    for start, end in text.sentences():
        topic = topic_of(text.plain, start, end, topic)
        if not _telling().search(text.plain, start, end):
            before = []
            continue
        frame = Frame(topic=topic, year=year)
        _carry_on(frame, before)
        words = tokens(text.plain, start, end)
        before = settled(list(found_in(words, frame)), words)
        yield before


@cache
def _telling() -> re.Pattern[str]:
    """A quick look: a sentence without a counted number and without a denial tells nothing."""
    words = wordings().numbers
    units, deniable = ("|".join(words[name]) for name in ("units", "deniable"))
    return re.compile(
        rf"[\d一二三四五六七八九十两][百千万亿余多来]*(?:{units})|[:为是](?:\d|零)"
        rf"|[无未没不].*?(?:{deniable})|(?:{deniable}).*?[无未没不]"
    )


def _carry_on(frame: Frame, before: Sequence[Found]) -> None:
    """A sentence may go on about the applications of the one before it."""
    names = tuple(each.meaning.name for each in before)
    if not _CARRYING_ON.isdisjoint(names) and frame.topic != "elsewhere":
        frame.subject = "application"
        frame.matter = True
        frame.last_whole = tuple(name for name in names if name in _CARRYING_ON)
        frame.since = -1


def _claim(found: Found, section: int, text: Passage) -> Claim:
    meaning = found.meaning
    return Claim(
        name=meaning.name,
        value=found.value,
        section=section,
        quote=_quote(found, text),
        place=text.place(found.at),
        channel=meaning.channel,
        qualifier=found.qualifier,
        approximate=found.approximate,
    )


def _quote(found: Found, text: Passage) -> str:
    """The clause as printed, from where its object is named if that is near enough."""
    if not found.meaning.own and 0 <= found.since < found.start:
        quote = text.quote(found.since, found.end)
        if len(quote) <= LONGEST_CONTEXT and quote.count("（") == quote.count("）"):
            return quote
    start, end = found.start, found.end
    if end - start > LONGEST_QUOTE:
        start = max(start, found.at - LONGEST_QUOTE // 2)
        end = min(end, start + LONGEST_QUOTE - 20)
    return text.quote(start, end)

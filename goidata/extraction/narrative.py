"""The claims of a narrative: numbers that sections one and six state about what the tables hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from goidata.documents.document import Line
from goidata.extraction.claims.contrary import may_be_of_an_account, without_those_of_accounts
from goidata.extraction.claims.headings import Topic, topic_of
from goidata.extraction.claims.headlines import HEADLINE, PLAINEST, with_one_headline
from goidata.extraction.claims.passage import Passage, passage
from goidata.extraction.claims.phrases import OUTCOMES, Discourse, Found
from goidata.extraction.claims.reader import found_in
from goidata.extraction.claims.settling import in_own_paragraph, settled
from goidata.extraction.claims.tokens import tokens
from goidata.extraction.claims.trades import with_own_trade
from goidata.extraction.report import Claim, Scope
from goidata.form import claim_kinds
from goidata.form.wordings import spelt, wordings

ANOTHER_YEAR = "another_year"  # the doubt of what a section says of the year it names instead
CONFIRMED = "confirmed"  # the doubt of a claim that is one only if a table has its number
ADDRESSED = "addressed"  # that of one of applications to a government, which may not report here
WORKED_ON = "worked_on"  # that of one that may be of all applications worked on
LONGEST_QUOTE = 80
LONGEST_CONTEXT = 50  # characters of a quotation that goes back to where its object is named

_BELOW_A_GOVERNMENT = (Scope.TOWNSHIP, Scope.DEPARTMENT, Scope.OTHER)
# Neither of a stock nor of what was carried over.
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!度?(?:以来|至今|底|末|结转|转))")
_TAKEN_IN = ("received", "workload")
_CARRYING_ON = frozenset(["received", "workload", "handled_total"])
_OF_APPLICATIONS = _CARRYING_ON | OUTCOMES


def claims_in(
    number: int, lines: Sequence[Line], year: int | None = None, body: str | None = None
) -> tuple[Claim, ...]:
    """What section `number` states, in its order; `lines` are its running text, without heading
    and tables, `year` the report's and `body` who reports, where they are known.

    A number is a claim only where its clause, with what the sentence or the paragraph has named
    before, says plainly what is counted. Some are so only if a table has the same number: `settle`
    drops the others.
    """
    text = passage(lines)
    meant = _year_of(text, year)
    found = [each for one in _sentences(text, meant, body) for each in one]
    if meant != year:
        found = [replace(each, doubt=each.doubt or ANOTHER_YEAR) for each in found]
    if _leaves_it_blank(text.plain):
        found = [each for each in found if each.name != HEADLINE or each.weight >= PLAINEST]
    return merge(_claim(each, number, text) for each in with_one_headline(in_own_paragraph(found)))


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


def settle(
    claims: Iterable[Claim], values: Mapping[str, int | float | None], scope: Scope | None = None
) -> tuple[Claim, ...]:
    """The claims in the light of the tables, whose figures are `values` by name, and of who
    reports (`scope`).

    收到 and 受理 both stand for what came in new and for that with what was carried in; where the
    number is plainly the other of the two, the claim is called so; likewise 办理, which may be of
    all that is worked on or of what is done with. What a sentence alone does not
    decide (其中规范性文件 4 件, documents made or only shown) is a claim if the table has the same
    number and none otherwise.
    """
    told = _without_everybody(tuple(_taken_in(claims, values)), values)
    theirs = scope in _BELOW_A_GOVERNMENT
    cleared = {CONFIRMED, WORKED_ON, "everybody" if scope is Scope.GOVERNMENT else "one_office"}
    return merge(
        replace(claim, doubt=None) if claim.doubt in cleared else claim
        for claim in told
        if not (claim.doubt == ADDRESSED and theirs)
        and (claim.doubt != CONFIRMED or claim.value == _table_value(claim.name, values))
    )


def _without_everybody(
    claims: Sequence[Claim], values: Mapping[str, int | float | None]
) -> Iterator[Claim]:
    """Without the number of all bodies of a place where the table has that of one of them."""
    own = {
        c.name for c in claims if c.doubt == CONFIRMED and c.value == _table_value(c.name, values)
    }
    return (c for c in claims if c.doubt != "everybody" or c.name not in own)


def _taken_in(claims: Iterable[Claim], values: Mapping[str, int | float | None]) -> Iterator[Claim]:
    """The claims of 收到, 受理 and 办理 under the name whose figure has their number."""
    figures = {name: _table_value(name, values) for name in (*_TAKEN_IN, "handled_total")}
    new, all_taken, handled = figures.values()
    names = {new: _TAKEN_IN[0], all_taken: _TAKEN_IN[1]}
    tell = new is not None and all_taken is not None and new != all_taken
    for claim in claims:
        name = claim.name
        if tell and name in _TAKEN_IN:
            name = names.get(claim.value, name)
        elif claim.doubt == WORKED_ON and claim.value == all_taken != handled:
            name = "workload"
        yield replace(claim, name=name) if name != claim.name else claim


def _table_value(name: str, values: Mapping[str, int | float | None]) -> int | float | None:
    """What the tables hold for a claim, in its plain reading."""
    return claim_kinds()[name].equals[0].value(values, values)


class _Last(NamedTuple):
    """The sentence before: the part of the section that it belongs to, and its span."""

    topic: Topic
    start: int
    end: int


def _sentences(text: Passage, year: int | None, body: str | None) -> Iterator[list[Found]]:
    """What each sentence states."""
    topic = Topic()
    before: list[Found] = []
    last = _Last(topic, 0, 0)
    numbers = False
    for start, end in text.sentences():
        topic = topic_of(text.plain, start, end, topic)
        if not _tells(text.plain, start, end):
            before = []
            last = _Last(topic, start, end)
            continue
        discourse = Discourse(topic=topic.part, year=year, after_numbers=numbers)
        _carry_on(discourse, before)
        words = with_own_trade(tokens(text.plain, start, end), body)
        before = settled(list(found_in(words, discourse)), words)
        if last.topic == topic and may_be_of_an_account(before, words):
            before = without_those_of_accounts(before, tokens(text.plain, last.start, last.end))
        last = _Last(topic, start, end)
        numbers |= discourse.counted
        yield before


def _year_of(text: Passage, year: int | None) -> int | None:
    """The report's year if the section names it; else the one it names most often, the later of
    equals: whole sections are taken over from last year's report."""
    years = Counter(map(int, _YEAR.findall(text.plain)))
    if year in years:
        return year
    past = [each for each in years if year is None or each < year]
    return max(past, key=lambda each: (years[each], each)) if past else year


def _leaves_it_blank(plain: str) -> bool:
    """Whether the number of all items was never filled in: then no lesser one stands for it."""
    return _blank().search(plain) is not None


@cache
def _blank() -> re.Pattern[str]:
    words = wordings().numbers
    said = (each for declared in words["left_blank"] for each in spelt(declared))
    blanks, behind = ("|".join(map(re.escape, each)) for each in (said, words["behind_blank"]))
    return re.compile(f"(?:{blanks})(?={behind}|$)")


def _tells(plain: str, start: int, end: int) -> bool:
    """A quick look: a sentence without a counted number and without a denial tells nothing. Each
    pattern is sought once, so that a long sentence costs no more than its length."""
    counts, denies, deniable = _telling()
    if counts.search(plain, start, end):
        return True
    return bool(denies.search(plain, start, end) and deniable.search(plain, start, end))


@cache
def _telling() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = wordings().numbers
    units = "|".join((*words["units"], *words["times"]))
    bare = "|".join((*words["bare_behind"], *words["bare_at_end"]))
    denying, deniable = ("|".join(words[name]) for name in ("denying", "deniable"))
    return (
        re.compile(
            rf"[\d一二三四五六七八九十两百千万][百千万亿余多来]?[百千万亿余多来]?\)?(?:{units})|(?:[:为是]|{bare})(?:\d|零)"
        ),
        re.compile(denying),
        re.compile(deniable),
    )


def _carry_on(discourse: Discourse, before: Sequence[Found]) -> None:
    """A sentence may go on about the applications of the one before it."""
    names = tuple(each.name for each in before)
    if not _OF_APPLICATIONS.isdisjoint(names) and discourse.topic != "elsewhere":
        discourse.subject = "application"
        discourse.matter = True
        discourse.last_whole = tuple(name for name in names if name in _CARRYING_ON)
        discourse.since = -1


def _claim(found: Found, section: int, text: Passage) -> Claim:
    return Claim(
        name=found.name,
        value=found.value,
        section=section,
        quote=_quote(found, text),
        place=text.place(found.at),
        channel=found.channel,
        qualifier=found.qualifier,
        approximate=found.approximate,
        doubt=CONFIRMED if found.confirmed else found.doubt or None,
    )


def _quote(found: Found, text: Passage) -> str:
    """The clause as printed, from where its object is named if that is near enough."""
    if not found.own and 0 <= found.since < found.start < found.since + 2 * LONGEST_CONTEXT:
        quote = text.quote(found.since, found.end)
        if len(quote) <= LONGEST_CONTEXT and quote.count("（") == quote.count("）"):
            return quote
    start, end = found.start, found.end
    if end - start > LONGEST_QUOTE:
        start = max(start, found.at - LONGEST_QUOTE // 2)
        end = min(end, start + LONGEST_QUOTE - 20)
    return text.quote(start, end)

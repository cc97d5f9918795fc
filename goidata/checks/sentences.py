"""What sentences say beyond counts: percentages, silences, sweeping words, parts and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goidata.checks.finding import Finding, Number, Outcome
from goidata.checks.totals import parts_of
from goidata.documents.document import Line, Place
from goidata.extraction.claims.passage import Passage, passage, widths
from goidata.extraction.report import Claim, Report
from goidata.form import checks, claim_kinds, parse
from goidata.form.frames import frames
from goidata.form.wordings import wordings
from goidata.wording import Both, both

NARRATIVE = (1, 6)  # the sections that speak of figures
NEAR = 0.1001  # points by which a rounded percentage may differ
DENOMINATORS = (
    "applications.handled_total.total",
    "applications.received.total",
    "applications.received.total + applications.carried_in.total",
)
PERCENT = re.compile(r"[,，(（]?(?:约)?占[^，。；;%\d]{0,16}?(\d{1,3}(?:\.\d+)?)%")


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str  # without spaces
    quote: str  # as printed
    place: Place


def sentences(report: Report) -> Iterator[Finding]:
    """The findings on the sentences of sections one and six."""
    passages = list(_passages(report))
    spoken = [sentence for each in passages for sentence in _sentences(each)]
    yield from _percentages(report, passages)
    yield from _silences(report, spoken)
    yield from _sweeping(report, spoken)
    yield from _sums(spoken)


def _passages(report: Report) -> Iterator[Passage]:
    for section in report.sections:
        if section.number in NARRATIVE and section.text:
            place = section.place or Place()
            yield passage([Line(text, place) for text in section.text.split("\n")])


def _sentences(words: Passage) -> Iterator[_Sentence]:
    for start, end in words.sentences():
        yield _Sentence(words.plain[start:end], words.quote(start, end), words.place(start))


def _percentages(report: Report, passages: Sequence[Passage]) -> Iterator[Finding]:
    """One finding for each outcome whose count is followed by its percentage."""
    values, names = report.values, tuple(report.figures)
    bases = [parse(text).value(values, names) for text in DENOMINATORS]
    for claim in report.claims:
        if not checks()["N-OUTCOME"].covers(claim.name):
            continue
        percent = next(filter(None, (_percent(claim, words) for words in passages)), None)
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
    stated = "".join(widths(claim.quote).split())
    at = words.plain.find(stated)
    if at < 0:
        return None
    end = at + len(stated)
    found = PERCENT.match(words.plain, end)
    return (float(found[1]), words.quote(at, found.end())) if found else None


def _silences(report: Report, spoken: Sequence[_Sentence]) -> Iterator[Finding]:
    """Whether the words speak of one kind of proceedings and not of the other, which has cases. Of
    an abridgement that may leave numbers out, nothing can be said."""
    marks = wordings().identity
    said = {
        kind: any(mark in sentence.text for sentence in spoken for mark in marks[kind])
        for kind in ("review", "litigation")
    }
    counted = {
        "review": ("review.total",),
        "litigation": ("litigation_direct.total", "litigation_after_review.total"),
    }
    values = report.values
    silent = [kind for kind, spoken_of in said.items() if not spoken_of]
    if len(silent) != 1:
        if not silent:
            yield _finding("N-SILENT", Outcome.HOLDS)
        return
    names = counted[silent[0]]
    cases = [values.get(name) for name in names]
    total = sum(each for each in cases if each is not None)
    if report.identity.abridged and not report.formalities.complete:
        outcome = Outcome.UNDETERMINED
    elif total:
        outcome = Outcome.FAILS
    else:
        outcome = Outcome.UNDETERMINED if None in cases else Outcome.HOLDS
    kind = claim_kinds()[silent[0]]
    yield _finding(
        "N-SILENT",
        outcome,
        said=both("findings.words.silent", kind=Both(kind.zh, kind.en.lower()), total=total),
        left=0,
        right=total,
        operands={name: values.get(name) for name in names},
    )


def _sweeping(report: Report, spoken: Sequence[_Sentence]) -> Iterator[Finding]:
    """Sentences which say that all was handled, or all upheld, against what the tables hold."""
    values = report.values
    asked: list[tuple[_Sentence, tuple[str, ...]]] = []
    for sentence in spoken:
        if ALL_HANDLED.search(sentence.text) and _is_on_applications(sentence.text):
            asked.append((sentence, ("applications.carried_out.total",)))
        if ALL_UPHELD.search(sentence.text):
            blocks = [
                block
                for mark, block in UPHELD_BLOCKS
                if mark in sentence.text
                for block in block.split()
            ]
            names = tuple(f"{block}.{row}" for block in blocks for row in ("corrected", "pending"))
            if names:
                asked.append((sentence, names))
    for sentence, names in asked:
        held = [values.get(name) for name in names]
        total = sum(each for each in held if each is not None)
        unknown = None in held and not total
        outcome = Outcome.FAILS if total else Outcome.HOLDS
        yield _finding(
            "N-ALL",
            Outcome.UNDETERMINED if unknown else outcome,
            left=0,
            right=total,
            operands={name: values.get(name) for name in names},
            quote=sentence.quote,
            place=sentence.place,
        )


ALL_HANDLED = re.compile(
    r"(?:办结率|答复率)(?:均?为|均?达到?了?)?100%|(?:已|均已?)?全部(?:按期|按时|依法|依规)*(?:予以)?(?:办结|答复完毕)"
)
ALL_UPHELD = re.compile(r"(?:均|全部|都)(?:获得?|被|予以|依法)*维持")
UPHELD_BLOCKS = (("复议", "review"), ("诉讼", "litigation_direct litigation_after_review"))


def _is_on_applications(text: str) -> bool:
    """Whether a sentence speaks of applications and of nothing else that is handled, nor itself of
    some that are carried over."""
    marks = wordings().identity
    return any(mark in text for mark in marks["application"]) and not any(
        mark in text for mark in (*marks["other_business"], *marks["carried_over"])
    )


def _sums(spoken: Sequence[_Sentence]) -> Iterator[Finding]:
    """Sentences that state a total and then its parts, all in the same unit."""
    for sentence in spoken:
        found = parts_of(sentence.text)
        if found is None:
            continue
        total, parts, may_fall_short = found
        over, short = sum(parts) > total, sum(parts) < total and not may_fall_short
        yield _finding(
            "N-SUM",
            Outcome.FAILS if over or short else Outcome.HOLDS,
            left=total,
            right=sum(parts),
            quote=sentence.quote,
            place=sentence.place,
        )


def _finding(
    check: str,
    outcome: Outcome,
    *,
    said: Both | None = None,
    left: Number | None = None,
    right: Number | None = None,
    operands: dict[str, Number | None] | None = None,
    quote: str | None = None,
    place: Place | None = None,
) -> Finding:
    return Finding(
        check=check,
        subject=None,
        outcome=outcome,
        severity=checks()[check].severity,
        left=left,
        right=right,
        operands=operands or {},
        said=said,
        quote=quote,
        place=place,
    )

"""What sentences say beyond counts: percentages, silences, sweeping words, parts and totals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from goidata.checks.finding import Finding, Number, Outcome
from goidata.checks.percentages import percentages
from goidata.checks.sound import Ask
from goidata.checks.spoken import Sentence, Spoken
from goidata.checks.totals import parts_of
from goidata.documents.document import Place
from goidata.extraction.report import Report
from goidata.form import checks, claim_kinds
from goidata.form.wordings import wordings
from goidata.wording import Both, Said


def sentences(report: Report) -> Iterator[tuple[str, Ask]]:
    """Each check of the sentences of sections one and six with the way to ask it."""
    spoken = Spoken(report)
    for check, test in SENTENCES.items():
        yield check, partial(test, spoken)


def _silences(spoken: Spoken) -> Iterator[Finding]:
    """Whether the words speak of one kind of proceedings and not of the other, which has cases. Of
    an abridgement that may leave numbers out, nothing can be said."""
    marks, report = wordings().identity, spoken.report
    said = {
        kind: any(mark in sentence.text for sentence in spoken.sentences for mark in marks[kind])
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
        said=Said.of("findings.words.silent", kind=Both(kind.zh, kind.en.lower()), total=total),
        left=0,
        right=total,
        operands={name: values.get(name) for name in names},
    )


def _sweeping(spoken: Spoken) -> Iterator[Finding]:
    """Sentences which say that all was handled, or all upheld, against what the tables hold."""
    values = spoken.report.values
    asked: list[tuple[Sentence, tuple[str, ...]]] = []
    for sentence in spoken.sentences:
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


def _sums(spoken: Spoken) -> Iterator[Finding]:
    """Sentences that state a total and then its parts, all in the same unit."""
    for sentence in spoken.sentences:
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
    said: Said | None = None,
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


SENTENCES: Mapping[str, Callable[[Spoken], Iterator[Finding]]] = {
    "N-PERCENT": percentages,
    "N-SILENT": _silences,
    "N-ALL": _sweeping,
    "N-SUM": _sums,
}

"""Synthetic reports drawn from a seed: bodies, years, figures, words, and a share with a fault."""

from __future__ import annotations

import random
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass

from goidata.form import Edition, editions
from goidata.samples import faults, phrases
from goidata.samples.bodies import Body, bodies
from goidata.samples.faults import Fault
from goidata.samples.figures import Past, figures_of
from goidata.samples.layout import report

COPIES = 0.04  # of the reports, whose words are last year's
SILENT = 0.3  # of the reports, that state only some numbers in words
STATED = {
    "received": ("applications.received.total",),
    "handled_total": ("applications.handled_total.total",),
    "carried_out": ("applications.carried_out.total",),
    "granted": ("applications.handled.granted.total",),
    "review": ("review.total",),
    "litigation": ("litigation_direct.total", "litigation_after_review.total"),
    "normative_documents.issued": ("disclosure.normative_documents.issued",),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One report as a text file: its name, body, year, text, and the fault put in, if any."""

    file: str
    body: Body
    year: int
    text: str
    fault: Fault | None


def samples(units: int, years: Sequence[int], seed: int, share: float) -> Iterator[Sample]:
    """The reports of `units` bodies for `years`, `share` of them with one fault. The same
    arguments give the same reports."""
    for number, body in enumerate(bodies(units, random.Random(f"bodies {seed}"))):
        source = random.Random(f"{seed} {body.name}")
        past, words = Past(), ""
        for year in years:
            form = _form_of(year)
            figures = figures_of(body, form, year, past, source)
            if not words or source.random() >= COPIES:
                words = phrases.paragraph(source.randint(9, 16), source)
            stated = {
                name: int(sum(figures[figure] for figure in parts))
                for name, parts in STATED.items()
                if parts[0] in figures and source.random() >= SILENT
            }
            if "review" in stated or "litigation" in stated:  # who speaks of one speaks of both
                for name in ("review", "litigation"):
                    stated[name] = int(sum(figures[figure] for figure in STATED[name]))
            fault = _fault(figures, stated, source) if source.random() < share else None
            text = report(body, form, year, figures, stated, words, phrases.problems(source))
            yield Sample(f"{number + 1:05d}-{year}.txt", body, year, text, fault)


def _form_of(year: int) -> Edition:
    return next(form for form in editions() if form.from_year <= year)


def _fault(
    figures: MutableMapping[str, int | float],
    stated: MutableMapping[str, int],
    source: random.Random,
) -> Fault:
    if stated and source.random() < 0.3:
        return faults.wrong_words(stated, source)
    return faults.wrong_cell(figures, source)

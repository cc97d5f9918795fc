"""Synthetic reports drawn from a seed: bodies, years, figures, words, and a share with a fault."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goidata.form import Edition, editions
from goidata.samples import faults, phrases
from goidata.samples.bodies import Body, bodies
from goidata.samples.faults import Fault
from goidata.samples.figures import Past, figures_of
from goidata.samples.layout import report
from goidata.samples.sentences import Said
from goidata.samples.telling import numbers_of, paragraphs, telling

COPIES = 0.04  # of the reports, whose words are last year's
IN_WORDS = 0.3  # of the faults


@dataclass(frozen=True, slots=True)
class Sample:
    """One report as a text file: its name, body, year, form, text, the figures that its tables
    print, the claims that it states, and the fault put in, if any."""

    file: str
    body: Body
    year: int
    form: Edition
    text: str
    figures: Mapping[str, int | float]
    said: tuple[Said, ...]
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a sample is drawn from: how many units, which years, the seed, the share of reports
    with one fault, and the code of the region in which the units lie, if not all over the country.
    The same drawing gives the same reports."""

    units: int
    years: tuple[int, ...]
    seed: int
    share: float
    within: str | None = None

    def bodies(self) -> Iterator[Body]:
        """The bodies, region after region."""
        return bodies(self.units, random.Random(f"bodies {self.seed}"), self.within)


def samples(drawing: Drawing) -> Iterator[Sample]:
    """Every report, body after body."""
    return reports_of(enumerate(drawing.bodies(), 1), drawing)


def reports_of(numbered: Iterable[tuple[int, Body]], drawing: Drawing) -> Iterator[Sample]:
    """The reports of some bodies, each with its number, year after year."""
    for number, body in numbered:
        source = random.Random(f"{drawing.seed} {body.name}")
        yield from _of(body, number, drawing, source)


def _of(body: Body, number: int, drawing: Drawing, source: random.Random) -> Iterator[Sample]:
    past, words = Past(), ""
    last: dict[str, int] = {}
    for year in drawing.years:
        form = _form_of(year)
        figures = figures_of(body, form, year, past, source)
        if not words or source.random() >= COPIES:
            words = phrases.paragraph(source.randint(9, 16), source)
        numbers = numbers_of(body, form, figures, last, source)
        last = dict(numbers)
        tells = telling(body, form, year, numbers, source)
        fault = None
        if source.random() < drawing.share:
            fault = _fault(figures, numbers, tells.claims, source)
        told = [*paragraphs(tells, numbers, source), words]
        text = report(body, form, year, figures, told, phrases.problems(source))
        said = tuple(tells.said(numbers))
        yield Sample(f"{number:06d}-{year}.txt", body, year, form, text, figures, said, fault)


def _form_of(year: int) -> Edition:
    return next(form for form in editions() if form.from_year <= year)


def _fault(
    figures: dict[str, int | float],
    numbers: dict[str, int],
    stated: Sequence[str],
    source: random.Random,
) -> Fault:
    if stated and source.random() < IN_WORDS:
        return faults.wrong_words(numbers, figures, stated, source)
    return faults.wrong_cell(figures, source)

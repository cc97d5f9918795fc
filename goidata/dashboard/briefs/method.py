"""How the figures of a brief came about: definitions in the words of the form, and its cautions."""

from __future__ import annotations

from goidata.analysis import breaks, labels
from goidata.dashboard.headline import Headline, units_differ
from goidata.dashboard.indicators import SIX
from goidata.dashboard.visit import Visit
from goidata.form import Formula, Measure, measures

USED = (*SIX[:5], "litigation_correction_rate", SIX[5])
GENERAL = ("pooled", "small_numbers", "absent")


def method(visit: Visit, head: Headline | None) -> tuple[tuple[str, str], ...]:
    """(name, text), one a line."""
    say, language = visit.say, visit.language
    found = [(measures()[name].title(language), definition(name, language)) for name in USED]
    found += [(say(f"brief.{name}"), say(f"brief.{name}_text")) for name in GENERAL]
    found.append((say("brief.printed"), say("site.foot")))
    found.append((say("brief.breaks"), " ".join(_breaks(visit, head))))
    return tuple((name, text) for name, text in found if text)


def definition(name: str, language: str) -> str:
    """A measure in words: numerator / denominator, then its note."""
    measure = measures()[name]
    formula = _side(measure.numerator, measure, language)
    if measure.denominator and formula:
        whole = _side(measure.denominator, measure, language)
        formula = f"{_bracketed(formula)} / {_bracketed(whole)}"
    note = measure.note(language)
    return " · ".join(part for part in (formula if measure.denominator else "", note) if part)


def _bracketed(text: str) -> str:
    return f"({text})" if " + " in text else text


def _side(formula: Formula, measure: Measure, language: str) -> str:
    """A side of a rate: by the name of the count that it is, else term by term; empty where it is
    not made of figures of the form."""
    for other in measures().values():
        if other.denominator is None and other.numerator.text == formula.text and other != measure:
            return other.title(language)
    if measure.source != "figures":
        return ""
    # Both kinds of litigation have the same results; each is named once.
    return " + ".join(dict.fromkeys(_term(pattern, language) for _, pattern in formula.terms))


def _term(pattern: str, language: str) -> str:
    table, _, name = pattern.partition(".")
    if table in labels.BLOCKS:
        return labels.result(name, language)
    return labels.row(name.removesuffix(".{column}").removesuffix(".*"), language)


def _breaks(visit: Visit, head: Headline | None) -> list[str]:
    say, years = visit.say, head.years if head else ()
    found = [units_differ(visit, head)] if head else []
    if years and years[-1] - years[0] + 1 > len(years):
        found.append(say("brief.gaps"))
    if years and years[-1] >= breaks.REVISED_LAW:
        found.append(breaks.note("law_2024", visit.language))
    return found

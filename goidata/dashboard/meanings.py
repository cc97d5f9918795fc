"""What the names of measures and outcomes mean, at a tap: how a measure is made, in the words of
the form, and what an outcome takes in. Each stands once on a page, at its foot; a name opens it."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from goidata.analysis import labels
from goidata.dashboard.markup import fill, mark
from goidata.dashboard.words import Words
from goidata.form import Measure, all_fields, measures
from goidata.form.formulas import Formula

_COLUMN = ".{column}"


def explained(measure: Measure, say: Words, shown: str = "") -> Markup:
    """The title of a measure, or what is `shown` for it, with what opens its meaning."""
    title = measure.title(say.language)
    return mark("means", shown or title, f"measure-{measure.name}", say("meaning.of", what=title))


def button(measure: Measure, say: Words) -> Markup:
    """What opens the meaning of a measure, by itself."""
    said = say("meaning.of", what=measure.title(say.language))
    return mark("means", "", f"measure-{measure.name}", said)


def outcome(name: str, say: Words) -> Markup:
    """An outcome with what opens its meaning."""
    label = labels.outcome(name, say.language)
    return mark("means", label, f"outcome-{name}", say("meaning.of", what=label))


@cache
def meanings(language: str) -> Markup:
    """All of them, hidden until they are opened."""
    say = Words(language)
    told = [(f"measure-{each.name}", each.title(language), _measure(each, say)) for each in _told()]
    for name in labels.OUTCOMES:
        told.append((f"outcome-{name}", labels.outcome(name, language), _outcome(name, say)))
    return fill("meanings.html", meanings=told, close=say("figure.close"))


def _told() -> list[Measure]:
    return [each for each in measures().values() if each.source != "population"]


def _measure(measure: Measure, say: Words) -> list[str]:
    formula = formula_in_words(measure, say)
    return [line for line in (formula, measure.note(say.language)) if line]


def formula_in_words(measure: Measure, say: Words) -> str:
    """How a measure is made: （予以公开 + 部分公开）÷ 办结总量; of one that is a figure, where it
    stands in the form; empty where its note says all."""
    if measure.source != "figures":
        return ""
    if measure.denominator is None and len(measure.numerator.terms) == 1:
        return say("meaning.figure", what=_place(measure.numerator.terms[0][1], say.language))
    top = _sum(measure, measure.numerator, say)
    if measure.denominator is None:
        return top
    bottom = _sum(measure, measure.denominator, say)
    entry = "meaning.share" if measure.per == 1 else "meaning.per"
    return say(entry, top=top, bottom=bottom, per=measure.per)


def _sum(own: Measure, formula: Formula, say: Words) -> str:
    """A sum in words; one that is a measure of its own by its title."""
    terms = tuple((sign, name.removesuffix(".total")) for sign, name in _plain(formula))
    for each in measures().values():
        alike = each.denominator is None and _plain(each.numerator) == _plain(formula)
        if alike and each is not own:
            return each.title(say.language)
    told = "".join(
        f" {'+' if sign > 0 else '−'} {_term(name, say.language)}" for sign, name in terms
    )
    told = told.removeprefix(" + ")
    return say("meaning.sum", terms=told) if len(terms) > 1 and own.denominator else told


def _plain(formula: Formula) -> tuple[tuple[int, str], ...]:
    """The terms of all applicants together."""
    return tuple((sign, name.replace(_COLUMN, ".total")) for sign, name in formula.terms)


def _term(name: str, language: str) -> str:
    table, _, rest = name.partition(".")
    if table == "applications":
        column = rest.rpartition(".")[2]
        if column in labels.APPLICANTS:
            return labels.column(column, language)
        return labels.row(rest.removesuffix(".*"), language)
    if table in labels.BLOCKS:
        block = labels.block(table, language)
        return f"{block} · {labels.result(rest, language)}" if rest else block
    return labels.field(name, language)


def _place(pattern: str, language: str) -> str:
    """A figure of the form, with its row and its column as they are printed."""
    field = all_fields()[pattern.replace(_COLUMN, ".total")]
    return field.label(language)


def _outcome(name: str, say: Words) -> list[str]:
    """The printed words of an outcome, and what the form lists beneath it."""
    language = say.language
    row = f"handled.{name}"
    printed = labels.printed(row, language)
    beneath = [labels.row(each, language) for each in labels.reasons(row)]
    lines = [say("meaning.figure", what=printed)]
    return [*lines, say("meaning.takes_in", what=say.listed(beneath))] if beneath else lines

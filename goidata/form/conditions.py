"""The condition without which a check is not asked: `year >= 2024 and claim.received = 0`.

Terms joined by `and`; a term is a name, or a name compared with a number or a word, and may begin
with `not`. A name is a figure (or a sum of figures), `claim.…` (what the narrative states),
`section.…` (1 to 6: whether the section is there), or a fact of whoever reports (FACTS).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goidata.declared import Fault, no_such
from goidata.form.fields import editions
from goidata.form.formulas import Formula, parse
from goidata.form.references import unknown_figures

FACTS = ("year", "scope", "region", "abridged", "makes_regulations")
CLAIM, SECTION = "claim.", "section."
_TERM = re.compile(
    r"(?P<denied>not )?(?P<name>[a-z{][\w.*{} +-]*?)\s*(?:(?P<sign>[<>]=?|!?=)\s*(?P<value>\w+))?"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One question: a name, compared with `value` unless `sign` is empty. `formula` is the name as
    a sum of figures, where it is one."""

    denied: bool
    name: str
    sign: str
    value: int | str
    formula: Formula | None


@dataclass(frozen=True, slots=True)
class Condition:
    """All of `terms` must hold."""

    text: str
    terms: tuple[Term, ...]

    @classmethod
    def declared(cls, value: object) -> Condition:
        """Read from its notation; ValueError where it is none."""
        if not isinstance(value, str):
            raise ValueError("应为文字", "must be text")
        return cls(value, tuple(map(_term, value.split(" and "))))


def _term(text: str) -> Term:
    found = _TERM.fullmatch(text.strip())
    if not found:
        raise ValueError(f"看不懂条件“{text}”", f"“{text}” is no condition")
    name, value = found["name"], found["value"] or ""
    other = name in FACTS or name.startswith((CLAIM, SECTION))
    return Term(
        denied=bool(found["denied"]),
        name=name,
        sign=found["sign"] or "",
        value=int(value) if value.isdecimal() else value,
        formula=None if other else parse(name),
    )


def unknown_names(
    file: str, entry: str, condition: Condition, claims: Iterable[str]
) -> Iterator[Fault]:
    """A fault for each name of a condition that stands for nothing."""
    stated = {f"{CLAIM}{name}" for name in claims}
    sections = [f"{SECTION}{each.number}" for each in editions()[0].sections]
    for term in condition.terms:
        if term.name.startswith(CLAIM) and term.name not in stated:
            yield no_such(file, entry, "claim", term.name, stated)
        elif term.name.startswith(SECTION) and term.name not in sections:
            yield no_such(file, entry, "section", term.name, sections)
        elif term.formula and "." not in term.name:
            yield no_such(file, entry, "fact", term.name, FACTS)
        elif term.formula:
            yield from unknown_figures(file, entry, term.formula, {})

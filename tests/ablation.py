"""Switches each rule of doubt off in turn over generated documents, and writes what it prevents and
what it costs into docs/rules.md (make rules)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from test_accuracy import MET
from trial import Outcome, Trial, outcome, trials

from goidata.extraction.hypotheses import Hypothesis, RowReading
from goidata.extraction.laid import Laid
from goidata.extraction.reasons import cost, margin, wordings
from goidata.extraction.rules import RULES, Rule

TARGET = Path(__file__).parents[1] / "docs" / "rules.md"
BATCH = 20


@dataclass(frozen=True, slots=True)
class Without:
    """What becomes of a document where one rule is left out, compared with all of them."""

    wrong: int
    read: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one document with all rules, and without each that said something of it; a
    rule that says nothing changes nothing."""

    read: int
    wrong: int
    without: dict[str, Without]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=2, help="documents a layout and damage")
    options.add_argument("--first", type=int, default=42_000, help="the first seed")
    options.add_argument("--workers", type=int, help="processes; as many as there are cores")
    options.add_argument("--to", type=Path, default=TARGET, help="the file to write")
    chosen = options.parse_args()
    every = list(trials(range(chosen.first, chosen.first + chosen.seeds)))
    with ProcessPoolExecutor(chosen.workers) as pool:
        found = list(pool.map(measured, every, chunksize=BATCH))
        met = list(pool.map(measured, MET))
    chosen.to.write_text("\n".join(page(every, found, met)) + "\n", encoding="utf-8")


def measured(trial: Trial) -> Measured:
    """Reads a document with all rules, then without each that named a rival in it."""
    said: set[str] = set()
    rules = dict(RULES)
    try:
        RULES.update({name: _noted(name, rule, said) for name, rule in rules.items()})
        whole = outcome(trial)
        without = {}
        for name in sorted(said):
            RULES.clear()
            RULES.update({other: rule for other, rule in rules.items() if other != name})
            without[name] = _compared(outcome(trial), whole)
    finally:
        RULES.clear()
        RULES.update(rules)
    return Measured(whole.read, len(whole.wrong), without)


def _noted(name: str, rule: Rule, said: set[str]) -> Rule:
    """A rule that notes its name where it names a rival."""

    def noting(laid: Laid, rows: Sequence[RowReading]) -> Iterator[tuple[int, Hypothesis]]:
        for found in rule(laid, rows):
            said.add(name)
            yield found

    return noting


def _compared(one: Outcome, whole: Outcome) -> Without:
    return Without(len(one.wrong) - len(whole.wrong), one.read - whole.read)


def page(
    every: Sequence[Trial], found: Sequence[Measured], met: Sequence[Measured]
) -> Iterator[str]:
    """The page: a line a rule, then what each mishap costs."""
    read, wrong = sum(each.read for each in found), sum(each.wrong for each in found)
    yield "# Rules of doubt"
    yield ""
    yield (
        f"{len(every):,} generated reports: with all rules {read:,} figures read, "
        f"**{wrong} silently wrong**. Each line leaves one rule out: how many figures then "
        f"become wrong, in how many documents and layouts; in how many of the {len(met)} documents "
        "that once were read wrongly (the list in tests/test_accuracy.py); and how many more are "
        "read. Made by `make rules`."
    )
    yield ""
    yield "| rule | says | wrong without it | in documents | layouts | once wrong | read more |"
    yield "|---|---|---|---|---|---|---|"
    for name, rule in RULES.items():
        says = (rule.__doc__ or "").split("\n\n")[0].replace("\n    ", " ").strip()
        spoke = [
            (t, m.without[name]) for t, m in zip(every, found, strict=True) if name in m.without
        ]
        worse = [trial for trial, each in spoke if each.wrong > 0]
        layouts = len({trial.layout for trial in worse})
        again = sum(name in m.without and m.without[name].wrong > 0 for m in met)
        lost, more = (sum(getattr(each, key) for _, each in spoke) for key in ("wrong", "read"))
        yield f"| {name} | {says} | {lost} | {len(worse)} | {layouts} | {again} | {more} |"
    yield ""
    yield f"What mishaps cost; a reading less than {margin()} dearer than the cheapest is a rival:"
    yield ""
    yield "| mishap | cost | said |"
    yield "|---|---|---|"
    for code, wording in wordings().items():
        if wording.cost is not None:
            yield f"| {code} | {cost(code)} | {wording.zh} |"


if __name__ == "__main__":
    main()

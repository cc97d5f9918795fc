"""Switches each rule of doubt off in turn over generated documents, and writes what it prevents and
what it costs into docs/rules.md (make rules)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from trial import Outcome, Trial, outcome, trials

from goidata.extraction.reasons import cost, margin, wordings
from goidata.extraction.rules import RULES

TARGET = Path(__file__).parents[1] / "docs" / "rules.md"
BATCH = 20


@dataclass(frozen=True, slots=True)
class Total:
    """What became of the figures of all documents, and of which documents any was wrong."""

    read: int
    wrong: int
    documents: tuple[Trial, ...]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=2, help="documents a layout and damage")
    options.add_argument("--first", type=int, default=40_000, help="the first seed")
    options.add_argument("--to", type=Path, default=TARGET, help="the file to write")
    chosen = options.parse_args()
    every = list(trials(range(chosen.first, chosen.first + chosen.seeds)))
    whole = total(every, None)
    without = {name: total(every, name) for name in RULES}
    chosen.to.write_text("\n".join(page(len(every), whole, without)) + "\n", encoding="utf-8")


def total(every: Sequence[Trial], left_out: str | None) -> Total:
    """The outcome of all documents, one rule left out."""
    with ProcessPoolExecutor(initializer=leave_out, initargs=(left_out,)) as pool:
        found: list[Outcome] = list(pool.map(outcome, every, chunksize=BATCH))
    wrong = tuple(trial for trial, each in zip(every, found, strict=True) if each.wrong)
    return Total(sum(each.read for each in found), sum(len(each.wrong) for each in found), wrong)


def leave_out(name: str | None) -> None:
    if name is not None:
        del RULES[name]


def page(documents: int, whole: Total, without: dict[str, Total]) -> Iterator[str]:
    """The page: a line a rule, then what each mishap costs."""
    yield "# Rules of doubt"
    yield ""
    yield (
        f"{documents:,} generated reports: with all rules {whole.read:,} figures read, "
        f"**{whole.wrong} silently wrong**. Each line leaves one rule out: how many figures then "
        "become wrong, in how many documents, and how many more are read. Made by `make rules`."
    )
    yield ""
    yield "| rule | says | wrong without it | in documents | layouts | read more without it |"
    yield "|---|---|---|---|---|---|"
    for name, each in without.items():
        says = (RULES[name].__doc__ or "").split("\n\n")[0].replace("\n    ", " ").strip()
        new = [trial for trial in each.documents if trial not in whole.documents]
        layouts = ", ".join(dict.fromkeys(trial.layout for trial in new)) or "—"
        wrong, more = each.wrong - whole.wrong, each.read - whole.read
        yield f"| {name} | {says} | {wrong} | {len(new)} | {layouts} | {more} |"
    yield ""
    yield "A rule that prevents nothing in this table is kept only where a document that was once"
    yield "read wrongly needs it (the list in tests/test_accuracy.py)."
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

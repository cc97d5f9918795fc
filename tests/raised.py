"""Raises figures by one on the paper of reports that add up, and counts what becomes of them.

Each is found by a failing check of severity error, or is not read any more, or goes unseen. Prints
a table: the real reports beside the checkout, a line each, and generated papers, a line a layout;
`python tests/raised.py --write` puts it into docs/checks.md (make checks).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import made
from paper.figures import CHARACTERS, consistent_figures
from paper.formats import LAYOUTS
from paper.sheets import paper_of
from reprint import Original, of_file, of_paper

from goidata.checks import run
from goidata.errors import Refusal
from goidata.extraction.reading import read
from goidata.extraction.report import Report, State
from goidata.form import edition

TARGET = Path(__file__).parents[1] / "docs" / "checks.md"
BEGIN, END = "<!-- raised: made by make checks -->", "<!-- /raised -->"
REPORTS = made.SHARED.parent / "reports"
REAL = (
    "miyi-office-2023.txt",
    "datong-office-2023.txt",
    "yanbian-county-2024.txt",
    "wanrong-county-2023.txt",
    "panzhihua-office-2023.txt",
    "shuyang-county-2025.docx",
    "pingtan-2021.html",
    "pingtan-2019.html",
    "huaian-city-2024.pdf",
    "pingtan-2023-glued.txt",
    "pingtan-police-2022-glued.txt",
)
OUTCOMES = ("found", "unread", "silent", "wrong", "refused")
# found: a check of severity error fails that held, or was undetermined, before.
# unread: none does, and a figure of tables three and four is no number.
# silent: none does, and all are numbers.
# wrong: a raised figure became a number that is not printed there.


@dataclass(frozen=True, slots=True)
class Raise:
    """One document with the figures `names` raised by one. `kind` is a file of REAL or a layout,
    `seed` that of a generated paper."""

    kind: str
    names: tuple[str, ...]
    seed: int = 0


@cache
def original(kind: str, seed: int = 0) -> Original:
    """The document without a fault."""
    if kind in REAL:
        held = made.shared()[kind.rpartition(".")[0].removesuffix("-glued")]
        form = held.edition["applications"] or held.edition["proceedings"] or "2021"
        return of_file(REPORTS / kind, form, held.values)
    source = random.Random(f"raised {seed}")
    count = CHARACTERS[source.choice(sorted(CHARACTERS))]
    figures = consistent_figures(source, source.choice(["2021", "2021", "2019"]), count)
    return of_paper(LAYOUTS[kind], lambda: paper_of(figures), f"{kind} {seed}")


def outcome(one: Raise) -> str:
    """What becomes of the raised figures: one of OUTCOMES."""
    printed = original(one.kind, one.seed)
    raised = {name: printed.figures[name] + 1 for name in one.names}
    try:
        report = read(printed.reprinted(raised), printed.name)
    except Refusal:
        return "refused"
    numbers = {n: f.value for n, f in report.figures.items() if f.state is State.NUMBER}
    if any(numbers.get(name, value) != value for name, value in raised.items()):
        return "wrong"
    if failing(report) - _before(one.kind, one.seed):
        return "found"
    return "silent" if all(name in numbers for name in printed.figures) else "unread"


def failing(report: Report) -> set[tuple[str, str | None]]:
    """The checks of severity error that fail, and on what."""
    return {(each.check, each.subject) for each in run(report) if each.counts_as_error}


@cache
def _before(kind: str, seed: int) -> set[tuple[str, str | None]]:
    printed = original(kind, seed)
    return failing(read(printed.reprinted({}), printed.name))


def breaks_a_sum(figures: Mapping[str, int], names: Sequence[str]) -> bool:
    """Whether raising all of `names` leaves a sum of the form that does not come out: two at once
    may make up for each other."""
    held = {**figures, **{name: figures[name] + 1 for name in names}}
    fits = all(name in edition("2021").fields for name in held)
    return bool(failing(made.report(held, form="2021" if fits else "2019")))


def raises(kinds: Sequence[str], each: int, at_once: int, seed: int) -> Iterator[Raise]:
    """`each` raises of every kind, drawn by chance; every single cell where `each` is 0."""
    for kind in kinds:
        source = random.Random(f"{kind} {at_once} {seed}")
        if not each:
            yield from (Raise(kind, (name,), seed) for name in original(kind, seed).figures)
            continue
        papers = [seed] if kind in REAL else [seed + i for i in range(10)]
        drawn = 0
        while drawn < each:
            paper = source.choice(papers)
            printed = original(kind, paper).figures
            names = tuple(source.sample(sorted(printed), at_once))
            if breaks_a_sum(printed, names):
                drawn += 1
                yield Raise(kind, names, paper)


def table(counted: Mapping[str, Counter[str]]) -> str:
    """The outcomes of every kind as a table."""
    lines = [f"| document | raised | {' | '.join(OUTCOMES)} |", "|---" * 7 + "|"]
    for kind, count in counted.items():
        cells = " | ".join(str(count[name]) for name in OUTCOMES)
        lines.append(f"| {kind} | {count.total()} | {cells} |")
    return "\n".join(lines)


def main() -> int:
    """Prints the table; exit code 1 where anything raised went unseen or was read wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=60, help="raises a document; 0 for every cell")
    options.add_argument("--at-once", type=int, default=1, help="figures raised in one document")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--workers", type=int, help="processes; as many as there are cores")
    options.add_argument("--only", nargs="*", help="files or layouts, by a part of their names")
    options.add_argument("--write", action="store_true", help="into docs/checks.md")
    options.add_argument("--list", action="store_true", help="name every raise that was not found")
    chosen = options.parse_args()
    kinds = [name for name in REAL if (REPORTS / name).is_file()] + list(LAYOUTS)
    kinds = [k for k in kinds if not chosen.only or any(part in k for part in chosen.only)]
    every = list(raises(kinds, chosen.each, chosen.at_once, chosen.seed))
    with ProcessPoolExecutor(chosen.workers) as pool:
        outcomes = list(pool.map(outcome, every, chunksize=10))
    counted = {kind: Counter[str]() for kind in kinds}
    for one, came in zip(every, outcomes, strict=True):
        counted[one.kind][came] += 1
        if chosen.list and came != "found":
            print(came, one.kind, one.seed, *one.names)
    print(table(counted))
    if chosen.write:
        text = TARGET.read_text("utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        TARGET.write_text(f"{before}{BEGIN}\n\n{table(counted)}\n\n{END}{after}", "utf-8")
    return int(any(came in ("silent", "wrong") for came in outcomes))


if __name__ == "__main__":
    sys.exit(main())

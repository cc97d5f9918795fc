"""Prints another number in one cell at a time, in the documents themselves, and counts whether the
hint of the failing checks points at that cell, with the value that was printed before.

`python tests/pointed.py` writes the table into docs/checks.md (make checks).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from paper.formats import LAYOUTS
from raised import REAL, REPORTS, original

from goidata.checks import Outcome, run
from goidata.errors import Refusal
from goidata.extraction.reading import read
from goidata.extraction.report import Report, State
from goidata.form import all_fields, checks

TARGET = Path(__file__).parents[1] / "docs" / "checks.md"
BEGIN, END = "<!-- pointed: made by make checks -->", "<!-- /pointed -->"
FINGERS = ("cell", "transposed")
OUTCOMES = ("right", "untold", "wrong", "unread", "unseen")
# right: the cell is pointed at, with its value. untold: the fault is found, and no cell pointed at.
# wrong: another cell is. unread: a figure of tables three and four is no number. unseen: no check
# of them fails.
SLOW = 3  # every third cell of what takes long to read
SLOW_KINDS = (".pdf", "pdf")


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A document (see raised.Raise) with `value` printed in the cell of `name`."""

    kind: str
    name: str
    value: int
    seed: int = 0

    @property
    def table(self) -> str:
        return all_fields()[self.name].table


def others(value: int, source: random.Random) -> Iterator[int]:
    """Other numbers that may stand in a cell: off by one, digits exchanged, one lost, any."""
    text = str(value)
    found = [value + 1, value * 10 or 10, source.randrange(0, 3 * value + 10)]
    if len(text) > 1:
        found += [int(text[:-1]), int(text[:-2] + text[-1] + text[-2])]
    yield from (other for other in dict.fromkeys(found) if other != value)


def spoilt(kind: str, seed: int = 0) -> Iterator[Spoilt]:
    """Every cell of a document with every other number."""
    source = random.Random(f"{kind} {seed}")
    step = SLOW if kind.endswith(SLOW_KINDS) else 1
    for name, value in list(original(kind, seed).figures.items())[seed % step :: step]:
        yield from (Spoilt(kind, name, other, seed) for other in others(int(value), source))


def outcome(one: Spoilt) -> str:
    """What becomes of it: one of OUTCOMES."""
    printed = original(one.kind, one.seed)
    try:
        report = read(printed.reprinted({one.name: one.value}), printed.name)
    except Refusal:
        return "unread"
    if any(report.figures[name].state is not State.NUMBER for name in printed.figures):
        return "unread"
    told = pointed(report)
    if told is None:
        return "unseen"
    right = {(one.name, printed.figures[one.name])}
    return "right" if told == right else "wrong" if told else "untold"


def pointed(report: Report) -> set[tuple[str | None, object]] | None:
    """The cells pointed at with their values, by what fails in tables three and four; None where
    nothing does."""
    failing = [
        each
        for each in run(report)
        if each.outcome is Outcome.FAILS and checks()[each.check].kind == "identity"
    ]
    if not failing:
        return None
    hints = [each.hint for each in failing if each.hint and each.hint.kind in FINGERS]
    return {(each.figure, each.value) for each in hints}


def counted(
    every: Iterable[Spoilt], workers: int | None = None
) -> dict[tuple[str, str], Counter[str]]:
    """The outcomes by document and table."""
    listed = list(every)
    found: dict[tuple[str, str], Counter[str]] = {}
    with ProcessPoolExecutor(workers) as pool:
        for one, came in zip(listed, pool.map(outcome, listed, chunksize=40), strict=True):
            found.setdefault((one.kind, one.table), Counter())[came] += 1
    return found


def table(found: Mapping[tuple[str, str], Counter[str]]) -> str:
    """The outcomes as a table, a line for each table of each document and two for all of them."""
    heads = ("pointed at, with its value", "“cannot be told”", "wrong cell", "not read", "unseen")
    lines = [f"| document | table | changed cells | {' | '.join(heads)} |", "|---" * 8 + "|"]
    total = {"applications": Counter[str](), "proceedings": Counter[str]()}
    for (kind, name), count in found.items():
        lines.append(_line(kind, name, count))
        total[name] += count
    return "\n".join([*lines, *(_line("all", name, count) for name, count in total.items())])


def _line(kind: str, name: str, count: Counter[str]) -> str:
    number = {"applications": "three", "proceedings": "four"}[name]
    cells = " | ".join(f"{count[each]:,}" for each in OUTCOMES)
    return f"| {kind} | {number} | {count.total():,} | {cells} |"


def main() -> int:
    """Writes the table; exit code 1 where a wrong cell was pointed at."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", nargs="*", help="files or layouts, by a part of their names")
    options.add_argument("--workers", type=int, help="processes; as many as there are cores")
    options.add_argument("--generated", action="store_true", help="papers too; nothing is written")
    chosen = options.parse_args()
    kinds = [name for name in REAL if (REPORTS / name).is_file() and "glued" not in name]
    kinds += [name for name in LAYOUTS if name != "glued"] if chosen.generated else []
    kinds = [k for k in kinds if not chosen.only or any(part in k for part in chosen.only)]
    found = counted((one for kind in kinds for one in spoilt(kind)), chosen.workers)
    print(table(found))
    if not chosen.only and not chosen.generated:
        text = TARGET.read_text("utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        TARGET.write_text(f"{before}{BEGIN}\n\n{table(found)}\n\n{END}{after}", "utf-8")
    return int(any(count["wrong"] for count in found.values()))


if __name__ == "__main__":
    sys.exit(main())

"""Measures how well pictures of generated reports are read: `python tests/pictured --write`.

Results are kept in a folder outside the project, a file a report, so that what was interrupted
goes on where it stopped; `--write` puts them into docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # in place of this folder, whose modules are of a package

from pictured import measuring, telling  # noqa: E402
from pictured.fonts import FAMILIES, families  # noqa: E402
from pictured.specimens import Specimen, specimens  # noqa: E402

TARGET = HERE.parents[1] / "docs" / "accuracy.md"
FOLDER = Path(tempfile.gettempdir()) / "goidata-pictures"  # where no other is named


def main() -> int:
    """Exit code 1 where any figure is silently wrong, 2 where there are no letters to draw with."""
    options = argparse.ArgumentParser(prog="python tests/pictured", description=__doc__)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--count", type=int, default=300, help="pictures, at least")
    options.add_argument("--minutes", type=float, default=float("inf"), help="stop after so many")
    options.add_argument("--results", type=Path, default=FOLDER, help="where results are kept")
    options.add_argument("--write", action="store_true", help=f"into {TARGET.name}")
    options.add_argument("--to", type=Path, default=TARGET, help="the document to write into")
    chosen = options.parse_args()
    if not families():
        print(f"none of these fonts is here: {', '.join(FAMILIES)}", file=sys.stderr)
        return 2
    results = list(_results(chosen))
    told = telling.section(results, chosen.count)
    print(told)
    if chosen.write:
        text = chosen.to.read_text("utf-8")
        chosen.to.write_text(telling.with_section(text, told), "utf-8")
    wrong = list(telling.faults(results))
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


def _results(chosen: argparse.Namespace) -> Iterator[measuring.Result]:
    """Of one report after another, until there are as many pictures as asked for or no time."""
    end = time.monotonic() + chosen.minutes * 60
    pictures = 0
    for specimen in specimens(chosen.first):
        if pictures >= chosen.count:
            return
        result = measuring.kept(chosen.results, specimen)
        if result is None:
            if time.monotonic() > end:
                return
            result = measuring.measured(specimen)
            measuring.keep(chosen.results, result)
            print(_line(specimen, result), file=sys.stderr, flush=True)
        pictures += result.pictures
        yield result


def _line(specimen: Specimen, result: measuring.Result) -> str:
    about = f"{specimen.seed} {specimen.harm}, {specimen.resolution}, {specimen.look}"
    kinds = (
        measuring.READ,
        measuring.RECOGNISED,
        measuring.OPEN,
        measuring.MISTAKEN,
        measuring.WRONG,
    )
    told = " ".join(f"{kind} {len(result.named(kind))}" for kind in kinds)
    return f"{about}: {told} {result.seconds} s {result.refused or ''}"


if __name__ == "__main__":
    sys.exit(main())

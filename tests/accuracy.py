"""Measures how well generated documents are read, and writes docs/accuracy.md (make accuracy)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from damage.cells import KINDS
from paper.formats import LAYOUTS
from pictured import telling
from trial import DAMAGE, Outcome, Trial, outcome, trials
from worded import words_section

TARGET = Path(__file__).parents[1] / "docs" / "accuracy.md"
BATCH = 20


@dataclass(slots=True)
class Tally:
    """Documents, and figures by what became of them."""

    documents: int = 0
    read: int = 0
    flagged: int = 0
    wrong: int = 0

    def add(self, found: Outcome) -> None:
        self.documents += 1
        self.read += found.read
        self.flagged += len(found.flagged)
        self.wrong += len(found.wrong)

    @property
    def share(self) -> str:
        """Figures read of those printed, in per cent, never rounded up to all."""
        printed = self.read + self.flagged + self.wrong
        share = 100 * self.read / printed if printed else 0
        return "100" if self.read == printed else f"{min(share, 99.99):.2f}"


def main() -> int:
    """Runs the trials; exit code 1 where any figure was silently wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=8, help="documents a layout and damage")
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--workers", type=int, help="processes; as many as there are cores")
    options.add_argument("--to", type=Path, default=TARGET, help="the file to write")
    chosen = options.parse_args()
    every = list(trials(range(chosen.first, chosen.first + chosen.seeds)))
    with ProcessPoolExecutor(chosen.workers) as pool:
        found = dict(zip(every, pool.map(outcome, every, chunksize=BATCH), strict=True))
    before = chosen.to.read_text("utf-8") if chosen.to.is_file() else ""
    text = document(found, chosen.seeds)
    if pictures := telling.section_in(before):  # which another command measures
        text = telling.with_section(text, pictures)
    chosen.to.write_text(text, encoding="utf-8")
    wrong = [(trial, each.wrong) for trial, each in found.items() if each.wrong]
    for trial, names in wrong:
        print(f"wrong: {trial} {', '.join(names)}", file=sys.stderr)
    return 1 if wrong else 0


def document(found: Mapping[Trial, Outcome], seeds: int) -> str:
    """The page: what was done, a line a layout, and the table of layout and damage."""
    tallies = {(layout, damage): Tally() for layout in LAYOUTS for damage in DAMAGE}
    moderate = {layout: Tally() for layout in LAYOUTS}
    whole = {layout: Tally() for layout in LAYOUTS}
    for trial, each in found.items():
        tallies[trial.layout, trial.damage].add(each)
        whole[trial.layout].add(each)
        if trial.moderate:
            moderate[trial.layout].add(each)
    total = Tally()
    for each in found.values():
        total.add(each)
    lines = [
        "# Accuracy",
        "",
        f"{total.documents:,} generated reports, {seeds} for each layout and kind of damage: "
        f"{total.read:,} figures read, {total.flagged:,} flagged, "
        f"**{total.wrong:,} silently wrong**. Made by `make accuracy`; every document can be made "
        "again from its layout, its damage and its seed (tests/trial.py).",
        "",
        "A figure is *read* if it became the number that is printed, *flagged* if it became no "
        "number (ambiguous, missing, text) though one is printed, and *silently wrong* if it "
        "became a number that is not printed there, for another figure or for a blank cell. "
        "Figures differ in every document: of one to five digits or mostly zeros; of editions "
        "2021 and 2019 and of both mixed.",
        "",
        "Moderate damage leaves every figure on the page in a place that shows. Cells left empty "
        "count as moderate only where cells are printed: in the text of a PDF and in glued text "
        "nothing shows which cell was empty, and converters put in empty cells of their own; what "
        "stands there is flagged. In glued text only sums show where a figure ends; what no "
        "sum holds, above all the three figures in a row of table two, is flagged, and so are rows "
        "whose sums are wrong.",
        "",
        "| layout | documents | moderate damage: read % | flagged | wrong "
        "| all damage: read % | flagged | wrong |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for layout in LAYOUTS:
        part, every = moderate[layout], whole[layout]
        lines.append(
            f"| {layout} | {every.documents} | {part.share} | {part.flagged} | {part.wrong} "
            f"| {every.share} | {every.flagged} | {every.wrong} |"
        )
    lines += ["", "Per cent read / flagged / wrong, by damage and layout:", ""]
    lines.append("| damage | " + " | ".join(LAYOUTS) + " |")
    lines.append("|---|" + "---|" * len(LAYOUTS))
    for damage in DAMAGE:
        cells = (tallies[layout, damage] for layout in LAYOUTS)
        shown = " | ".join(f"{each.share} / {each.flagged} / {each.wrong}" for each in cells)
        lines.append(f"| {damage.replace('_', ' ')} | {shown} |")
    lines += ["", "What each kind of damage does:", ""]
    lines += [f"- {name.replace('_', ' ')}: {kind.__doc__}" for name, kind in KINDS.items()]
    lines.append("- sums wrong: the office's own figures do not add up, in tables three or four.")
    lines.append("- two at once, four at once: so many kinds of moderate damage in one document.")
    lines += words_section()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

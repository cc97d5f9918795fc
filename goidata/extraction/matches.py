"""Which run of a document belongs to which row of the form, and how certain that is."""

from __future__ import annotations

from dataclasses import dataclass

RECOGNISED = 0.75  # likeness from which a label counts as read
CLEAR = 0.25  # lead over any rival that a choice must have


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row as a document may print it: the normal forms of its label, and its figures by name in
    printed order."""

    labels: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The run assigned to a row (both by index): the likeness of the label (0 to 1), how far the
    choice is ahead of any other for this row, whether its neighbours leave no other place, and
    whether figures without a row on one side and a row without figures close by on the other side
    let suspect that labels and figures stand shifted against each other."""

    row: int
    run: int
    likeness: float
    lead: float
    by_order: bool = False
    shifted: bool = False

    @property
    def certain(self) -> bool:
        """Whether the row's place in the document is beyond doubt."""
        recognised = self.likeness >= RECOGNISED or self.by_order
        return recognised and self.lead >= CLEAR and not self.shifted


@dataclass(frozen=True, slots=True)
class Alignment:
    """Matches in the order of the rows, the runs of figures left over, and the total score."""

    matches: tuple[Match, ...]
    unused: tuple[int, ...]
    score: float

"""One outcome of one check on one report, with both sides and all its operands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from goidata.documents.document import Place
from goidata.extraction.report import Claim
from goidata.form import Check
from goidata.wording import Both, Said

Number = int | float


class Outcome(StrEnum):
    """UNDETERMINED: an operand is not a number, so nothing can be said."""

    HOLDS = "holds"
    FAILS = "fails"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Hint:
    """Where the fault may lie. `kind` is "cell" (a figure, and the value with which all its sums
    hold), "transposed" (the same, two digits having changed places), "split" (two cells that may be
    one number), "follows" (from such a cell), "words" (the table's sums hold, so rather the words),
    "count" (another count, which agrees), "reading" (so much fails that our reading is suspected)
    or "unknown" (it cannot be told)."""

    kind: str
    figure: str | None = None
    value: Number | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`left` is the printed or stated side, `right` the computed or table side; None where there
    is none or it cannot be computed. Of a sum that fails whatever its blank cells stand for, a side
    with such cells is the sum of those that are numbers: what it comes to at least.

    `subject` is what the check was applied to: a column, row, block, figure or claim by its name.
    `operands` maps the figures concerned to their values, those of the left side first. `claim` is
    the statement compared, `reading` the sum of figures it was compared with, `said` what else is
    to be said of it, `quote` and `place` the words concerned and where they stand. `related` names
    findings that hold and share an operand; `follows` the root failure that explains this one.
    `decided` says which of its figures people decided. `broken`: the check itself failed, which is
    the program's fault.
    """

    check: str
    subject: str | None
    outcome: Outcome
    severity: str
    left: Number | None = None
    right: Number | None = None
    operands: Mapping[str, Number | None] = field(default_factory=dict)
    accepted: bool = False
    hint: Hint | None = None
    claim: Claim | None = None
    reading: str | None = None
    related: tuple[str, ...] = ()
    follows: str | None = None
    said: Said | Both | None = None
    quote: str | None = None
    place: Place | None = None
    decided: tuple[Said, ...] = ()
    broken: bool = False

    @property
    def difference(self) -> Number | None:
        """`left` − `right`; None unless both are known."""
        if self.left is None or self.right is None:
            return None
        return subtract(self.left, self.right)

    @property
    def in_part(self) -> bool:
        """Whether it fails although figures of its sums are no numbers."""
        return self.outcome is Outcome.FAILS and None in self.operands.values()

    @property
    def counts_as_error(self) -> bool:
        """Whether it fails with severity error and has not been accepted as explained."""
        return self.outcome is Outcome.FAILS and self.severity == "error" and not self.accepted


def undetermined(check: Check, why: str) -> Finding:
    """Nothing can be said, for the reason that is called so in findings.toml."""
    said = Said.of(f"findings.{why}")
    return Finding(check.id, None, Outcome.UNDETERMINED, check.severity, said=said)


def subtract(left: Number, right: Number) -> Number:
    """The difference, whole where both are whole, else without the noise of binary fractions."""
    difference = left - right
    return difference if isinstance(difference, int) else round(difference, 6)

"""The stock of documents from one year to the next: what was in force, issued, repealed, is now."""

from __future__ import annotations

from dataclasses import dataclass

from goidata.analysis.conditions import REPORTS, added, bound, where
from goidata.analysis.expressions import column_of
from goidata.analysis.frames import ask
from goidata.analysis.selection import Selection
from goidata.store.reader import Reader

COUNTS = ("issued", "repealed", "in_force")


@dataclass(frozen=True, slots=True)
class Stock:
    """Sums over the units of one stratum whose reports of a year and of the year before both have
    every figure: in force a year before, issued, repealed, in force now; and how many units."""

    before: float
    issued: float
    repealed: float
    after: float
    units: int

    @property
    def expected(self) -> float:
        """What is in force if the sum holds."""
        return self.before + self.issued - self.repealed

    @property
    def unexplained(self) -> float:
        """What is printed beyond that, or short of it."""
        return self.after - self.expected


def stock(db: Reader, selection: Selection, kind: str, year: int) -> Stock | None:
    """The stock of `kind` ("normative_documents", "regulations") in a year, of a selection within
    one stratum over all years; None where no unit has both years."""
    issued, repealed, in_force = (column_of(f"disclosure.{kind}.{name}") for name in COUNTS)
    added_up = {"before": "a.in_force", "issued": "b.issued", "repealed": "b.repealed"}
    added_up |= {"after": "b.in_force"}
    sums = ", ".join(f"{added(of)} AS {name}" for name, of in added_up.items())
    sql = f"""WITH y AS (SELECT r.agency, r.year, {issued} AS issued, {repealed} AS repealed,
        {in_force} AS in_force {REPORTS} WHERE {where(selection)})
      SELECT {sums}, COUNT(*) AS units
      FROM y b JOIN y a ON a.agency = b.agency AND a.year = b.year - 1
      WHERE b.year = $year AND a.in_force IS NOT NULL AND b.issued IS NOT NULL
        AND b.repealed IS NOT NULL AND b.in_force IS NOT NULL"""
    row = ask(db, sql, bound(selection, year=year)).iloc[0]
    if not row["units"]:
        return None
    begun, new, gone, ended = (float(row[name]) for name in added_up)
    return Stock(begun, new, gone, ended, int(row["units"]))

"""Where a series breaks because the form or the law does, and what to say about it.

The rules are those of the form's editions: the stock and the fees of 2019 are other figures with
names of their own and never meet those of 2021; what is declared here is where one name carries on
with another meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from goidata.form import edition
from goidata.wording import say

NARROWER = frozenset({"disclosure.normative_documents.issued"})
REVISED_LAW = 2024
PROCEEDINGS = ("review.", "litigation_direct.", "litigation_after_review.")


def note(code: str, language: str = "zh") -> str:
    """What to say beside a point: "gap", "narrower" or "law_2024"."""
    old, new = (_documents(name, language) for name in ("2019", "2021"))
    return say(f"notes.break.{code}", language, old=old, new=new)


def _documents(name: str, language: str) -> str:
    """What an edition calls normative documents."""
    rows = edition(name).tables["disclosure"].rows
    found = next(row for row in rows if row.name == "normative_documents")
    return found.named(language)


CODES = ("gap", "narrower", "law_2024")


def marked(
    frame: pd.DataFrame, line: Sequence[str], label: str, edition_column: str
) -> pd.DataFrame:
    """The frame with `break` (the line from the point before must not be joined) and `note`.

    `line` names the columns that tell one line from another; `label` the column with the names of
    figures; `edition_column` the column with the edition of the printed table.
    """
    ordered = frame.sort_values("year", kind="stable")
    groups = ordered.groupby(list(line), dropna=False, sort=False)
    before, old = groups["year"].shift(), groups[edition_column].shift()
    gap = before.notna() & (ordered["year"] - before > 1)
    names = ordered[label].astype(object)
    changed = before.notna() & old.notna() & (old != ordered[edition_column])
    narrower = changed & names.isin(NARROWER)
    law = names.str.startswith(PROCEEDINGS).astype(bool) & (ordered["year"] == REVISED_LAW)
    notes = pd.Series([None] * len(ordered), index=ordered.index, dtype=object)
    for mask, code in ((law, "law_2024"), (gap, "gap"), (narrower, "narrower")):
        notes[mask] = code
    return frame.assign(**{"break": (gap | narrower).reindex(frame.index), "note": notes})

"""Why a value is missing: five things that look different, by code.

not_filed (expected, and the set of reports is complete) · not_collected (not in this collection, or
not asked by the printed table's edition) · unreadable · blank · no_applications (denominator 0);
and not_stated, for what a narrative does not say; left_out, for a report held that the selection
leaves out, its errors being open; below_nought, for a rate whose denominator is printed so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from goidata.store.reader import Reader

NOT_FILED = "not_filed"
NOT_COLLECTED = "not_collected"
UNREADABLE = "unreadable"
BLANK = "blank"
NO_APPLICATIONS = "no_applications"
NOT_STATED = "not_stated"
NO_POPULATION = "no_population"
LEFT_OUT = "left_out"
BELOW_NOUGHT = "below_nought"
CODES = (
    NOT_FILED,
    NOT_COLLECTED,
    UNREADABLE,
    BLANK,
    NO_APPLICATIONS,
    NOT_STATED,
    NO_POPULATION,
    LEFT_OUT,
    BELOW_NOUGHT,
)

_STATES = {"blank": BLANK, "na": BLANK}  # any other that has no value is unreadable

_UNREAD = """
SELECT report, name, state FROM unread
WHERE report IN (SELECT value FROM json_each(:reports))
  AND name IN (SELECT value FROM json_each(:names))
"""

Operands = Mapping[str, Sequence[str]]
Reasons = npt.NDArray[np.object_]


def explained(
    db: Reader, frame: pd.DataFrame, value: str, label: str, operands: Operands
) -> pd.DataFrame:
    """The frame with `why_missing`: the reasons that `reasons` gives."""
    why, _ = reasons(db, frame, value, label, operands)
    return with_reasons(frame, why)


def with_reasons(frame: pd.DataFrame, why: Reasons) -> pd.DataFrame:
    """The frame with `why_missing`."""
    return frame.assign(why_missing=pd.Series(why, index=frame.index, dtype=object))


def reasons(
    db: Reader, frame: pd.DataFrame, value: str, label: str, operands: Operands
) -> tuple[Reasons, npt.NDArray[np.intp]]:
    """A code for each row where `value` is missing, else None; and the places of these rows.

    `operands` names the figures behind each entry of the column `label`, those of every edition; an
    operand that the store lists as unread was printed and gave no number, any other is not asked
    for by the edition of that report.
    """
    why = np.full(len(frame), None, object)
    at = np.flatnonzero(frame[value].isna())
    if len(at):
        reports, keys = (frame[name].take(at).tolist() for name in ("report", label))
        unread = _unread(db, reports, [name for key in set(keys) for name in operands[key]])
        pairs = zip(reports, keys, strict=True)
        why[at] = [_worst(unread.get(report, {}), operands[key]) for report, key in pairs]
    return why, at


def _unread(db: Reader, lacking: Sequence[int], names: Sequence[str]) -> dict[int, dict[str, str]]:
    reports = json.dumps(sorted({int(report) for report in lacking}))
    found = db.execute(_UNREAD, {"reports": reports, "names": json.dumps(sorted(set(names)))})
    states: dict[int, dict[str, str]] = {}
    for report, name, state in found:
        states.setdefault(int(report), {})[name] = _STATES.get(state, UNREADABLE)
    return states


def _worst(states: Mapping[str, str], names: Sequence[str]) -> str:
    met = {states[name] for name in names if name in states}
    return next((code for code in (UNREADABLE, BLANK) if code in met), NOT_COLLECTED)

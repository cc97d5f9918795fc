"""Why a report is drawn hollow: its open errors, in one line."""

from __future__ import annotations

from goidata.analysis import labels, queries
from goidata.dashboard.numbers import count, signed
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words


def doubts(visit: Visit) -> dict[int, str]:
    """Each report of the selection with an open error, and which check fails by how much."""
    return visit.keep("doubts", lambda: _doubts(visit))


def _doubts(visit: Visit) -> dict[int, str]:
    found = visit.ask(queries.findings, visit.selection, "fails")
    open_errors = found[(found["severity"] == "error") & ~found["accepted"].astype(bool)]
    lines: dict[int, list[str]] = {}
    for row in records(open_errors):
        lines.setdefault(int(row["report"]), []).append(_line(visit.say, row))
    return {report: visit.say("mark.doubt", what=_first(said)) for report, said in lines.items()}


def sides(row: Record, say: Words) -> str:
    """Both sides of a check and their difference: 26 ≠ 27（差 −1）; empty where it has none."""
    left, right = row["left"], row["right"]
    if left is None or right is None:
        return ""
    by = signed(left - right if row["difference"] is None else row["difference"])
    return say("mark.sides", left=count(left), right=count(right), by=by)


def _line(say: Words, row: Record) -> str:
    check = labels.check(str(row["check"]), say.language)
    return f"{row['check']} {check} {sides(row, say)}".strip()


def _first(said: list[str]) -> str:
    return said[0] + (f" (+{len(said) - 1})" if len(said) > 1 else "")

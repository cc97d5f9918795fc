"""Why a report is drawn hollow: its open errors, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from goidata.analysis import labels, queries
from goidata.dashboard.numbers import count, signed
from goidata.dashboard.records import Record, records
from goidata.dashboard.visit import Visit
from goidata.dashboard.words import Words
from goidata.form import checks


def doubts_of(visit: Visit, rows: Iterable[Record]) -> dict[int, str]:
    """Each report in some rows with an open error, and which check fails by how much."""
    doubtful = tuple(dict.fromkeys(int(row["report"]) for row in rows if row["errors"]))
    if not doubtful:
        return {}
    lines: dict[int, list[str]] = {}
    for row in records(visit.ask(queries.doubts, doubtful)):
        lines.setdefault(int(row["report"]), []).append(_line(visit.say, row))
    return {report: visit.say("mark.doubt", what=_first(said)) for report, said in lines.items()}


def sides(row: Record, say: Words) -> str:
    """Both sides of a check and their difference: 26 ≠ 27（差 −1）; empty where it has none. Where
    it only compares with last year's figure, both and no difference."""
    left, right = row["left"], row["right"]
    if left is None or right is None:
        return ""
    check = checks().get(str(row["check"]))
    shown = {"left": count(left), "right": count(right)}
    if check and check.kind == "years" and check.left is None:
        return say("mark.last_year", **shown)
    by = signed(left - right if row["difference"] is None else row["difference"])
    sign = ">" if check and check.relation == "at_most" else "≠"
    return say("mark.sides", sign=sign, by=by, **shown)


def in_order(met: set[str]) -> list[str]:
    """Checks in the order of their declaration, those no longer declared last."""
    return [*(name for name in checks() if name in met), *sorted(met - checks().keys())]


def _line(say: Words, row: Record) -> str:
    check = labels.check(str(row["check"]), say.language)
    return f"{check}{say('mark.colon')}{row[say.language]}"


def _first(said: list[str]) -> str:
    return said[0] + (f" (+{len(said) - 1})" if len(said) > 1 else "")

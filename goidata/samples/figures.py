"""The figures of one body over years: sums, carry-over and stock hold, volumes drift."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from goidata.form import Edition
from goidata.regions import is_regulation_maker
from goidata.samples.bodies import Body

Number = int | float
# How applications fall to the kinds of applicants, and to outcomes; the rest are rare.
APPLICANTS = (88, 6, 1, 1, 3, 1)
OUTCOMES = {
    "handled.granted": 34,
    "handled.partly_granted": 8,
    "handled.unavailable.not_held": 24,
    "handled.unavailable.must_create": 4,
    "handled.refused.prohibited_by_law": 1,
    "handled.refused.internal_affairs": 2,
    "handled.refused.deliberative_process": 1,
    "handled.refused.administrative_query": 2,
    "handled.not_processed.petition": 4,
    "handled.not_processed.repeat": 3,
}
RARE = 0.4
CARRIED = 0.06  # of the applications, to the next year
DRIFT = 0.35
DISPUTED = 0.05  # of the applications handled
BUSY = 40  # applications a year in a region that has cases of every kind


@dataclass(slots=True)
class Past:
    """What last year hands on: what was carried out by each kind of applicant, and the stock."""

    carried: dict[str, int] = field(default_factory=dict)
    stock: dict[str, int] = field(default_factory=dict)


def figures_of(
    body: Body, form: Edition, year: int, past: Past, source: random.Random
) -> dict[str, Number]:
    """Every figure of a report; `past` is brought up to this year."""
    found: dict[str, Number] = {}
    _disclosure(found, body, form, past, source)
    _applications(found, body, form, year, past, source)
    _proceedings(found, body, form, year, source)
    return {name: found.get(name, 0) for name in form.fields}


def _around(median: float, source: random.Random) -> int:
    return round(median * source.lognormvariate(0, DRIFT))


def _disclosure(
    found: dict[str, Number], body: Body, form: Edition, past: Past, source: random.Random
) -> None:
    for name in form.fields:
        prefix, _, last = name.rpartition(".")
        if prefix not in ("disclosure.regulations", "disclosure.normative_documents"):
            continue
        makes = prefix.endswith("documents") or (body.whole and is_regulation_maker(body.region))
        if last == "issued" and makes:
            issued = source.choice([0, 0, 1, 2, 5]) if body.whole else source.choice([0, 0, 0, 1])
            held = past.stock.setdefault(prefix, _around(30 if body.whole else 3, source))
            repealed = min(held, source.choice([0, 0, 0, 1, 3]))
            past.stock[prefix] = held + issued - repealed
            found |= {
                f"{prefix}.issued": issued,
                f"{prefix}.repealed": repealed,
                f"{prefix}.in_force": past.stock[prefix],
                f"{prefix}.newly_disclosed": issued,
                f"{prefix}.disclosed_total": past.stock[prefix],
            }
    licences = _around(body.licences, source)
    found["disclosure.licences"] = max(int(body.whole), licences)
    found["disclosure.penalties"] = max(int(body.whole), _around(body.licences / 6, source))
    found["disclosure.coercive_measures"] = _around(body.licences / 90, source)
    found["disclosure.fees"] = round(body.licences * source.lognormvariate(0, DRIFT) / 7, 4)


def _applications(
    found: dict[str, Number],
    body: Body,
    form: Edition,
    year: int,
    past: Past,
    source: random.Random,
) -> None:
    rows = form.tables["applications"].rows
    columns = [column.name for column in rows[0].columns[:-1]]
    outcomes = [row.name for row in rows if row.name.startswith("handled.")]
    weights = [OUTCOMES.get(name, RARE) for name in outcomes]
    received = _around(body.applications, source)
    kinds = source.choices(columns, APPLICANTS, k=received)
    for column in columns:
        new, before = kinds.count(column), past.carried.get(column, 0)
        after = min(new + before, sum(source.random() < CARRIED for _ in range(new)))
        handled = new + before - after
        past.carried[column] = after
        found |= {
            f"applications.received.{column}": new,
            f"applications.carried_in.{column}": before,
            f"applications.handled_total.{column}": handled,
            f"applications.carried_out.{column}": after,
        }
        drawn = source.choices(outcomes, weights, k=handled)
        for name in outcomes:
            found[f"applications.{name}.{column}"] = drawn.count(name)
    for row in rows:
        parts = (found.get(f"applications.{row.name}.{column}", 0) for column in columns)
        found[f"applications.{row.name}.total"] = sum(parts)


def _proceedings(
    found: dict[str, Number], body: Body, form: Edition, year: int, source: random.Random
) -> None:
    """Cases. A government's are those of its bodies as well: one of them has at most one of a kind,
    where the whole region has some."""
    busy = body.area >= BUSY
    least, most = (int(busy), None) if body.whole else (0, int(busy))
    handled = int(found["applications.handled_total.total"])
    rows = form.tables["proceedings"].rows
    results = [column.name for column in rows[0].columns[:-1]]
    shares = {"review": DISPUTED, "litigation_direct": DISPUTED / (9 if year > 2023 else 3)}
    for row in rows:
        share = shares.get(row.name, DISPUTED / 4)
        cases = max(least, sum(source.random() < share for _ in range(handled)))
        cases = cases if most is None else min(most, cases)
        drawn = source.choices(results, (55, 15, 20, 10), k=cases)
        found |= {f"{row.name}.{result}": drawn.count(result) for result in results}
        found[f"{row.name}.total"] = cases

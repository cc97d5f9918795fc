"""Chooses between several readings of the same characters by the identities of the form.

Each row has one reading, or several; each identity is a sum over figures that must be zero. A
reading stays only if every identity can still be met with it (arc consistency over the sums that
the other rows can reach). Printed figures are never changed: a row whose readings all contradict
an identity stays undecided, and so does a row whose column does not come out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from goidata.form import checks, edition

Value = int | float | None
Reading = tuple[Value, ...]
MOST_SUMS = 20_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A row: the names of its figures, and the readings that its characters admit."""

    names: tuple[str, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is left of a row's readings; `sound` is false where the identities of two or more of its
    columns cannot be met however the rows are read, or one on which its readings differ."""

    readings: tuple[Reading, ...]
    sound: bool

    def settled(self, index: int) -> bool:
        """Whether all readings left agree on the figure at `index`."""
        return self.sound and len({reading[index] for reading in self.readings}) == 1


Constraint = tuple[tuple[int, str], ...]


@lru_cache(maxsize=64)
def identities(edition_name: str, table: str) -> tuple[Constraint, ...]:
    """The identities of a table of an edition as signed sums that must be zero."""
    form = edition(edition_name)
    known = form.tables[table]
    names = [field.name for field in form.fields_of(table)]
    columns = {column.name for row in known.rows for column in row.columns}
    rows = {row.name for row in known.rows}
    found: dict[Constraint, None] = {}
    for check in checks().values():
        if check.kind != "identity" or not check.left or not check.right:
            continue
        for subject in {"column": columns, "row": rows, "block": rows}[check.per]:
            bound = {check.per: subject}
            left = check.left.names(names, **bound)
            right = check.right.names(names, **bound)
            terms = left + tuple((-sign, name) for sign, name in right)
            if all(name in names for _, name in terms):
                found[terms] = None
    return tuple(found)


def decide(rows: Sequence[Choice], constraints: Sequence[Constraint]) -> list[Decision]:
    """For every row, the readings that the identities leave it."""
    left, failed, contested = _eliminated(rows, constraints)
    return [
        Decision(readings, failed.get(number, 0) < 2 and number not in contested)
        for number, readings in enumerate(left)
    ]


def left_to(
    rows: Sequence[Choice], constraints: Sequence[Constraint]
) -> list[tuple[Reading, ...]] | None:
    """For every row, the readings that the identities leave it; None where they cannot all be
    met."""
    left, failed, _ = _eliminated(rows, constraints, all_held=True)
    return None if failed else left


def _eliminated(
    rows: Sequence[Choice], constraints: Sequence[Constraint], *, all_held: bool = False
) -> tuple[list[tuple[Reading, ...]], dict[int, int], set[int]]:
    """What is left of the readings of each row; in how many identities that cannot be met each
    stands; and those whose readings differ in such a one. With `all_held`, one that cannot is
    enough."""
    left = [row.readings for row in rows]
    where = _places(rows)
    planned = [plan for plan in (_plan(each, where) for each in constraints) if plan]
    failed: dict[int, int] = {}
    contested: set[int] = set()
    changed = True
    while changed:
        changed = False
        failed, contested = {}, set()
        for plan in planned:
            kept = _consistent(plan, left)
            if kept is None:
                continue
            if not all(kept.values()):
                for number in plan:
                    failed[number] = failed.get(number, 0) + 1
                contested.update(n for n, terms in plan.items() if _differ(rows[n], terms))
                if all_held:
                    return left, failed, contested
                continue
            for number, readings in kept.items():
                if len(readings) < len(left[number]):
                    left[number] = readings
                    changed = True
    return left, failed, contested


def _differ(row: Choice, terms: Sequence[tuple[int, int]]) -> bool:
    """Whether the readings of a row differ in a figure that a sum takes."""
    return any(len({reading[index] for reading in row.readings}) > 1 for _, index in terms)


def implied(
    rows: Sequence[Choice], number: int, constraints: Sequence[Constraint]
) -> list[set[Decimal] | None]:
    """For each figure of a row, the values that an identity with the other rows leaves it, however
    these are read; None where none tells."""
    where = _places(rows)
    names = rows[number].names
    found: list[set[Decimal] | None] = [None] * len(names)
    for each in constraints:
        plan = _plan(each, where)
        if plan is None or len(plan) < 2 or len(plan.get(number, ())) != 1:
            continue
        ((sign, index),) = plan.pop(number)
        sums = [_sums(rows[other].readings, terms) for other, terms in plan.items()]
        reached = _reachable([part for part in sums if part]) if all(sums) else None
        if reached is not None:
            values = {-sign * total for total in reached[-1]}
            known = found[index]
            found[index] = values if known is None else values & known
    return found


def _places(rows: Sequence[Choice]) -> dict[str, tuple[int, int]]:
    """The row and the position of each figure."""
    return {
        name: (number, index)
        for number, row in enumerate(rows)
        for index, name in enumerate(row.names)
    }


Plan = dict[int, tuple[tuple[int, int], ...]]


def _plan(constraint: Constraint, where: Mapping[str, tuple[int, int]]) -> Plan | None:
    """A constraint as, for each row, the signed positions it takes; None where a row is lacking."""
    plan: dict[int, list[tuple[int, int]]] = {}
    for sign, name in constraint:
        if name not in where:
            return None
        number, index = where[name]
        plan.setdefault(number, []).append((sign, index))
    return {number: tuple(terms) for number, terms in plan.items()}


def _consistent(
    plan: Plan, left: Sequence[tuple[Reading, ...]]
) -> dict[int, tuple[Reading, ...]] | None:
    """The readings of each row with which the sum can be zero; None where that cannot be told:
    a figure without a value, a row without a reading, or too many sums."""
    numbers = list(plan)
    parts: list[dict[Reading, Decimal]] = []
    for number in numbers:
        sums = _sums(left[number], plan[number])
        if not sums:
            return None
        parts.append(sums)
    if all(len(sums) == 1 for sums in parts):
        fits = sum(next(iter(sums.values())) for sums in parts) == 0
        return {n: left[n] if fits else () for n in numbers}
    before = _reachable(parts)
    after = _reachable(parts[::-1]) if before else None
    if before is None or after is None:
        return None
    kept: dict[int, tuple[Reading, ...]] = {}
    for position, number in enumerate(numbers):
        low, high = before[position], after[len(parts) - 1 - position]
        kept[number] = tuple(
            reading
            for reading, own in parts[position].items()
            if any(-own - other in high for other in low)
        )
    return kept


def _sums(
    readings: Sequence[Reading], terms: Sequence[tuple[int, int]]
) -> dict[Reading, Decimal] | None:
    """What each reading of a row adds to a sum; None where one lacks a value."""
    sums: dict[Reading, Decimal] = {}
    for reading in readings:
        total = _signed_sum(reading, terms)
        if total is None:
            return None
        sums[reading] = total
    return sums


def _signed_sum(reading: Reading, terms: Sequence[tuple[int, int]]) -> Decimal | None:
    total = Decimal(0)
    for sign, index in terms:
        value = reading[index]
        if value is None:
            return None
        total += sign * Decimal(str(value))
    return total


def _reachable(parts: Sequence[Mapping[Reading, Decimal]]) -> list[set[Decimal]] | None:
    """reachable[i]: the sums of the first i parts; None where there are too many."""
    reachable: list[set[Decimal]] = [{Decimal(0)}]
    for sums in parts:
        own = set(sums.values())
        following = {total + value for total in reachable[-1] for value in own}
        if len(following) > MOST_SUMS:
            return None
        reachable.append(following)
    return reachable

"""A report against last year's of the same unit: what was carried over, stock, jumps, copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from goidata.checks.copies import ALIKE, likeness, sequences
from goidata.checks.finding import Finding, Number, Outcome, undetermined
from goidata.checks.held import Held
from goidata.checks.sound import must_be_declared, sound
from goidata.form import Check, Formula, all_fields, checks, editions
from goidata.form.fields import MONEY
from goidata.form.references import DOCUMENTS
from goidata.wording import Said

FACTOR = 5  # times, from which a change asks for a word
BASE = 20  # the least figure of last year that is compared
TEN_THOUSAND = (3_000, 33_000)  # times, about which a sum is in another unit
FEWEST_FILLED = 4  # figures other than 0 of a table that may repeat last year's by no chance
GREAT = 10  # the greatest of them at least
FEES = "disclosure.fees"


def against_last_year(now: Held, before: Held) -> Iterator[Finding]:
    """The findings on `now` that last year's report of the unit gives rise to."""
    must_be_declared("years", tuple(YEARS))
    for check, test in YEARS.items():
        yield from sound(check, partial(test, now, before))


def _carried(now: Held, before: Held) -> Iterator[Finding]:
    check = checks()["Y-CARRY"]
    assert check.left is not None and check.right is not None
    for column in editions()[0].tables["applications"].rows[0].columns:
        left = _side(check.left, now, column=column.name)
        right = _side(check.right, before, column=column.name)
        yield _compared(check, column.name, left, right, now, before)


def _stock(now: Held, before: Held) -> Iterator[Finding]:
    """Only where both reports print the stock."""
    check = checks()["Y-STOCK"]
    assert check.left is not None and check.right is not None and check.carried is not None
    for documents in DOCUMENTS:
        names = [name for _, name in check.left.names((), documents=documents)]
        if not all(name in now.values and name in before.values for name in names):
            continue
        left = _side(check.left, now, documents=documents)
        change = _side(check.right, now, documents=documents)
        carried = _side(check.carried, before, documents=documents)
        right = _joined(change, carried)
        yield _compared(check, documents, left, right, now, before)


Side = tuple[Number | None, dict[str, Number | None]]


def _side(formula: Formula, held: Held, **bound: str) -> Side:
    """The sum of a formula over a report, and its operands; the year marks those of last year."""
    names = formula.names((), **bound)
    values = {name: held.values.get(name) for _, name in names}
    total: Number | None = 0
    for sign, name in names:
        value = values[name]
        total = None if value is None or total is None else total + sign * value
    return total, {f"{name}@{held.year}": value for name, value in values.items()}


def _joined(one: Side, other: Side) -> Side:
    total = None if one[0] is None or other[0] is None else one[0] + other[0]
    return total, {**one[1], **other[1]}


def _compared(
    check: Check, subject: str, left: Side, right: Side, now: Held, before: Held
) -> Finding:
    operands = {**left[1], **right[1]}
    own = f"@{now.year}"
    outcome = Outcome.UNDETERMINED
    if left[0] is not None and right[0] is not None:
        outcome = Outcome.HOLDS if left[0] == right[0] else Outcome.FAILS
    return Finding(
        check=check.id,
        subject=subject,
        outcome=outcome,
        severity=check.severity_for(subject),
        left=left[0],
        right=right[0],
        # The report's own figures under their names, last year's with their year.
        operands={name.removesuffix(own): value for name, value in operands.items()},
    )


def _fees(now: Held, before: Held) -> Iterator[Finding]:
    check = checks()["Y-FEE"]
    if FEES not in now.values or FEES not in before.values:
        return
    this, last = now.values[FEES], before.values[FEES]
    outcome = Outcome.UNDETERMINED
    if this is not None and last is not None:
        low, high = sorted((abs(this), abs(last)))
        least, most = TEN_THOUSAND
        suspicious = low > 0 and least <= high / low <= most
        outcome = Outcome.FAILS if suspicious else Outcome.HOLDS
    yield _on_figure(check, None, FEES, outcome, now, before)


def _jumps(now: Held, before: Held) -> Iterator[Finding]:
    """The totals of table three and all figures of tables two and four; what makes up a total
    follows it. And tables that repeat last year's to the last figure."""
    check = checks()["Y-JUMP"]
    for name, this in now.values.items():
        if name not in before.values or not _is_compared(name):
            continue
        last = before.values[name]
        if this is None or last is None:
            yield _on_figure(check, name, name, Outcome.UNDETERMINED, now, before)
        elif last >= BASE:
            jumps = this > FACTOR * last or this * FACTOR < last
            yield _on_figure(check, name, name, _fails(jumps), now, before)
    for table in now.edition:
        yield from _repeated(check, table, now, before)


@cache
def _is_compared(name: str) -> bool:
    field = all_fields().get(name)
    if field is None or field.unit == MONEY:
        return False
    return field.table != "applications" or name.endswith(".total")


def _repeated(check: Check, table: str, now: Held, before: Held) -> Iterator[Finding]:
    form = now.edition[table]
    if form is None or before.edition.get(table) != form:
        return
    names = [name for name in now.values if _table_of(name) == table]
    this = [now.values[name] for name in names]
    filled = [value for value in this if value]
    if None in this or len(filled) < FEWEST_FILLED or max(filled) < GREAT:
        return
    same = all(now.values[name] == before.values.get(name) for name in names)
    yield Finding(
        check=check.id,
        subject=table,
        outcome=_fails(same),
        severity=check.severity,
        said=Said.of("findings.others.same_table", year=before.year),
    )


@cache
def _table_of(name: str) -> str | None:
    field = all_fields().get(name)
    return field.table if field else None


def _on_figure(
    check: Check, subject: str | None, name: str, outcome: Outcome, now: Held, before: Held
) -> Finding:
    this, last = now.values[name], before.values[name]
    return Finding(
        check=check.id,
        subject=subject,
        outcome=outcome,
        severity=check.severity,
        left=this,
        right=last,
        operands={name: this, f"{name}@{before.year}": last},
    )


def _copied(now: Held, before: Held) -> Iterator[Finding]:
    check = checks()["Y-COPY"]
    if now.abridged or before.abridged:
        yield undetermined(check, "form.abridged")
        return
    alike = likeness(sequences(now.words), sequences(before.words))
    if alike is None:
        yield undetermined(check, "others.too_short")
        return
    percent = round(100 * alike)
    yield Finding(
        check=check.id,
        subject=None,
        outcome=_fails(alike >= ALIKE),
        severity=check.severity,
        left=percent,
        right=round(100 * ALIKE),
        said=Said.of("findings.others.copied_from_last", year=before.year, percent=percent),
    )


def _fails(fault: bool) -> Outcome:
    return Outcome.FAILS if fault else Outcome.HOLDS


YEARS: Mapping[str, Callable[[Held, Held], Iterator[Finding]]] = {
    "Y-CARRY": _carried,
    "Y-STOCK": _stock,
    "Y-FEE": _fees,
    "Y-JUMP": _jumps,
    "Y-COPY": _copied,
}

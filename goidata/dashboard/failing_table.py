"""What the address asks of the list of reports with findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from goidata.analysis import queries
from goidata.analysis.failing import ORDERS
from goidata.analysis.progress import EXPLAINED, NEW, PROGRESS, RETURNED
from goidata.dashboard.arrival import own, owns
from goidata.dashboard.entrance import is_officer
from goidata.dashboard.palette import SEVERITIES
from goidata.dashboard.unit_table import DOWN, ROWS, UP, first_row
from goidata.form import checks

UNDETERMINED = "undetermined"
KINDS = (*SEVERITIES, UNDETERMINED)  # of findings; what cannot be told has no severity that counts
AT_FIRST = ("error", "warning")  # a remark is no fault
WAITING = (NEW, RETURNED)  # reports whose faults still ask for something
RISING = ("unit",)  # at first; of counts and years the greatest stands first


def faults_asked() -> queries.Faults:
    """Errors and warnings of reports that wait for an answer, the gravest first, unless something
    else is asked for."""
    order = own("sort")
    order = order if order in ORDERS else ORDERS[0]
    check = own("check")
    kinds = tuple(name for name in KINDS if name in owns("severity")) or AT_FIRST
    progress = tuple(name for name in PROGRESS if name in owns("state")) or WAITING
    if not is_officer():
        progress = ()  # every report: who may not see what was sent back may not choose by it
    return queries.Faults(
        check=check if check and check in checks() else "",
        severities=tuple(name for name in kinds if name != UNDETERMINED),
        states=tuple(_states(kinds, progress)),
        progress=progress,
        words=own("find") or "",
        order=order,
        rising={UP: True, DOWN: False}.get(own("order") or "", order in RISING),
        first=first_row(),
        rows=ROWS,
    )


def kinds_of(asked: queries.Faults) -> tuple[str, ...]:
    """The kinds of findings that are asked for."""
    return (*asked.severities, *([UNDETERMINED] if UNDETERMINED in asked.states else []))


def is_at_first(asked: queries.Faults) -> bool:
    """Whether nothing was chosen."""
    plain = queries.Faults(
        severities=AT_FIRST,
        states=("open",),
        progress=asked.progress and WAITING,
        rows=asked.rows,
        first=asked.first,
    )
    return replace(asked, order=plain.order, rising=plain.rising) == plain


def _states(kinds: Sequence[str], progress: Sequence[str]) -> Iterator[str]:
    """What findings must be to be shown."""
    if any(name != UNDETERMINED for name in kinds):
        yield "open"
        if EXPLAINED in progress:
            yield "accepted"
    if UNDETERMINED in kinds:
        yield UNDETERMINED


def order_word(order: str, rising: bool) -> str:
    """An order in the address; empty for that at first."""
    return "" if rising == (order in RISING) else UP if rising else DOWN

"""What the address asks of the list of reports with findings."""

from __future__ import annotations

from goidata.analysis import queries
from goidata.analysis.failing import ORDERS, STATES
from goidata.dashboard.arrival import own, owns
from goidata.dashboard.palette import SEVERITIES
from goidata.dashboard.unit_table import DOWN, ROWS, UP, first_row
from goidata.form import checks

AT_FIRST = ("error", "warning")  # a remark is no fault
RISING = ("unit",)  # at first; of counts and years the greatest stands first


def faults_asked() -> queries.Faults:
    """Errors and warnings, those not yet explained, the gravest first, unless something else is
    asked for."""
    order = own("sort")
    order = order if order in ORDERS else ORDERS[0]
    check = own("check")
    return queries.Faults(
        check=check if check and check in checks() else "",
        severities=tuple(name for name in SEVERITIES if name in owns("severity")) or AT_FIRST,
        states=tuple(name for name in STATES if name in owns("state")) or ("open",),
        words=own("find") or "",
        order=order,
        rising={UP: True, DOWN: False}.get(own("order") or "", order in RISING),
        first=first_row(),
        rows=ROWS,
    )


def order_word(order: str, rising: bool) -> str:
    """An order in the address; empty for that at first."""
    return "" if rising == (order in RISING) else UP if rising else DOWN

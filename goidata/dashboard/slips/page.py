"""A sheet to send back as a page that prints on A4; it needs nothing from anywhere else."""

from __future__ import annotations

from goidata.dashboard.markup import fill
from goidata.dashboard.palette import MARKED
from goidata.dashboard.slips.slip import Slip
from goidata.tables.workbook import SHADE


def page_bytes(slip: Slip) -> bytes:
    """The page."""
    tables = [table for table in (slip.faults, slip.unread) if table]
    return fill("slip.html", slip=slip, tables=tables, marked=MARKED, shade=SHADE).encode()

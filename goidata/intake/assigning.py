"""A person's word on whose report a file is, where nothing in the file decides it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from goidata.checks import run
from goidata.errors import UsageError
from goidata.extraction.reading import read
from goidata.extraction.report import Identity, Report
from goidata.intake.acceptance import apply_accepted
from goidata.intake.archives import source_at
from goidata.intake.attempts import digest
from goidata.intake.crosschecks import check_across
from goidata.intake.decided_cells import apply_decided
from goidata.intake.upkeep import up_to_date
from goidata.store.filing import Origin, discard, file_report

BY_HAND = "assigned"


def assign(
    database: Path, file: Path, unit: str | None, region: str | None, year: int | None
) -> Identity:
    """Store `file` as the report of `unit` in `region` (a code) for `year`; what is None stays as
    it was read. A report stored already moves; it is read again either way.

    Raises Refusal where the file cannot be read even so, UsageError where nothing is said,
    DatabaseError.
    """
    if unit is None and region is None and year is None:
        raise UsageError.of("usage.assign")
    source = source_at(file)
    data = source.data()
    report = _settled(read(data, source.name, source.hints, unit=unit, year=year), region)
    origin = Origin(source.file, digest(data))
    with up_to_date(database) as store:
        agencies = discard(store, origin.sha256)
        filed = file_report(store, report, run(report), origin)
        apply_decided(store)
        check_across(store, {*agencies, filed.agency})
        apply_accepted(store)
    return report.identity


def _settled(report: Report, region: str | None) -> Report:
    """`report` in the region that the person names, if any."""
    if region is None:
        return report
    return replace(report, identity=replace(report.identity, region=region, region_reason=BY_HAND))

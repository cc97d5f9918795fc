"""Every question the pages ask of the database; each answer is a pandas frame.

All take `db`, a `store.reader.Reader` as `connect` gives it, and a `Selection`; parameters are
bound, column names come only from the declarations. Only current reports count. What is counted,
added up and ranked is asked of the columnar copy; words, quotations and single papers of the book.

Frames by unit (one row a report, or a report and a figure) begin with KEYS: report, agency (ids),
unit, region (code), region_name, province, city (codes), level, scope, year, errors (failing
errors of the report: above 0, draw the point hollow), beside (listed beside the selection, not
part of it: mark it, keep it out of sums and rankings).

Frames over units come one row a stratum and year: scope, level, reports (that have what is asked),
held (all reports of the selection). Missing values are <NA>; counts are Int64 where all are whole,
rates Float64. Where a value is missing, `why_missing` has a code (missing.py), else it is None.
`break` says that a line must not be joined to the point before, `note` why (breaks.py).
"""

from goidata.analysis.applications import (
    all_reasons,
    applicants,
    applicants_by_year,
    flows,
    outcomes,
    outcomes_by_year,
    reasons,
)
from goidata.analysis.arrivals import late, latest
from goidata.analysis.comparison import (
    COMPARED,
    compared,
    compared_everywhere,
    ranked_everywhere,
    units_of,
)
from goidata.analysis.coverage import coverage, coverage_by_year, lacking
from goidata.analysis.disclosure import (
    document_names,
    documents,
    volume_rows,
    volumes,
    volumes_by_year,
)
from goidata.analysis.failing import Faults, failing_reports, findings_asked, to_return
from goidata.analysis.faults import faults, unread
from goidata.analysis.figured import figures, sums
from goidata.analysis.frames import KEYS
from goidata.analysis.gravest import gravest, not_read
from goidata.analysis.growth import change
from goidata.analysis.heads import (
    beside,
    first_agency,
    held,
    latest_sources,
    marked,
    own_reports,
    sources,
    years_held,
)
from goidata.analysis.holdings import (
    available,
    focus,
    largest,
    left_out,
    level_of,
    narrowing,
    regions,
    reports,
    strata,
    years_alike,
)
from goidata.analysis.listed import BY_REGION, Listing, listed, trends, valued
from goidata.analysis.measured import by_unit, pooled, pooled_over
from goidata.analysis.named import NOWHERE, bearing, papers, shared_names, told_by_file
from goidata.analysis.paper import (
    claims,
    doubts,
    findings_of,
    form,
    report,
    sections,
)
from goidata.analysis.peers import WIDTHS, Peers, typical
from goidata.analysis.places import Placed, empty_places, mapped, placed
from goidata.analysis.portrait import doubted_among, peers_of, portrait, width_of
from goidata.analysis.proceedings import results, results_by_year
from goidata.analysis.progress import progress
from goidata.analysis.quality import doubtful, failures_by_year, findings, sizes, undecided
from goidata.analysis.ranking import standing
from goidata.analysis.revised import Revision, revision
from goidata.analysis.rungs import Rungs, rungs
from goidata.analysis.scatter import Scatter, scatter
from goidata.analysis.searched import (
    Topics,
    contexts,
    found,
    hits,
    is_nothing,
    occurrence_shares,
    searchable,
    shown_from,
    spans,
    topics,
)
from goidata.analysis.stock import stock
from goidata.analysis.tables import TABLES, rows, table
from goidata.analysis.undecided import open_cells
from goidata.analysis.units import first_units, units, units_named

__all__ = [
    "BY_REGION",
    "COMPARED",
    "KEYS",
    "NOWHERE",
    "TABLES",
    "WIDTHS",
    "Faults",
    "Listing",
    "Peers",
    "Placed",
    "Revision",
    "Rungs",
    "Scatter",
    "Topics",
    "all_reasons",
    "applicants",
    "applicants_by_year",
    "available",
    "bearing",
    "beside",
    "by_unit",
    "change",
    "claims",
    "compared",
    "compared_everywhere",
    "contexts",
    "coverage",
    "coverage_by_year",
    "document_names",
    "documents",
    "doubted_among",
    "doubtful",
    "doubts",
    "empty_places",
    "failing_reports",
    "failures_by_year",
    "faults",
    "figures",
    "findings",
    "findings_asked",
    "findings_of",
    "first_agency",
    "first_units",
    "flows",
    "focus",
    "form",
    "found",
    "gravest",
    "held",
    "hits",
    "is_nothing",
    "lacking",
    "largest",
    "late",
    "latest",
    "latest_sources",
    "left_out",
    "level_of",
    "listed",
    "mapped",
    "marked",
    "narrowing",
    "not_read",
    "occurrence_shares",
    "open_cells",
    "outcomes",
    "outcomes_by_year",
    "own_reports",
    "papers",
    "peers_of",
    "placed",
    "pooled",
    "pooled_over",
    "portrait",
    "progress",
    "ranked_everywhere",
    "reasons",
    "regions",
    "report",
    "reports",
    "results",
    "results_by_year",
    "revision",
    "rows",
    "rungs",
    "scatter",
    "searchable",
    "sections",
    "shared_names",
    "shown_from",
    "sizes",
    "sources",
    "spans",
    "standing",
    "stock",
    "strata",
    "sums",
    "table",
    "to_return",
    "told_by_file",
    "topics",
    "trends",
    "typical",
    "undecided",
    "units",
    "units_named",
    "units_of",
    "unread",
    "valued",
    "volume_rows",
    "volumes",
    "volumes_by_year",
    "width_of",
    "years_alike",
    "years_held",
]

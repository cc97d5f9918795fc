"""单位年报: one report as printed, each figure with its place, its words, its findings."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.offers import of_report
from goidata.dashboard.parts import choosing, open_cells, printed, progress, report, returns

visit = begin("report")
if known := choosing.chosen(visit):
    report.identity(visit, known)
    report.findings(visit, known)
    returns.of_report(visit, known)
    progress.stands(visit, known)
    open_cells.listed(visit, known)
    printed.forms(visit, known)
    report.words(visit, known)
    offer(visit, *(of_report(visit, known, name) for name in ("figures_long", "claims")))

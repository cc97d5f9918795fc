"""单位年报: one report as printed, each figure with its place, its words, its findings."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.offers import table
from goidata.dashboard.parts import report

visit = begin("report", needs_reports=False)
if known := report.chosen(visit):
    report.identity(visit, known)
    report.findings(visit, known)
    report.forms(visit, known)
    report.words(visit, known)
    offer(visit, table(visit, "figures_long"), table(visit, "claims"))

"""单位: one unit in one year beside its peers and last year, on a sheet; what to ask of it."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.offers import of_report
from goidata.dashboard.parts import choosing, subject, unit

visit = begin("unit")
if known := choosing.chosen(visit):
    unit.page(visit, subject.subject(visit, known))
    offer(visit, *(of_report(visit, known, name) for name in ("figures_long", "findings")))

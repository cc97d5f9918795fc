"""数据与口径: the dictionary of figures, checks and measures, the sources, and every download."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.offers import everything
from goidata.dashboard.parts import dictionary

visit = begin("data")
offer(visit, *everything(visit))
dictionary.measures_listed(visit)
dictionary.checks_listed(visit)
dictionary.figures(visit)
dictionary.editions_listed(visit)
dictionary.sources(visit)
dictionary.refusals(visit)

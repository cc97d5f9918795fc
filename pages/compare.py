"""对比: units side by side over years, each beside its peers; their ranking and their funnel."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.comparison import comparison, controls, first_peers
from goidata.dashboard.downloads import offer
from goidata.dashboard.headline import what_is_shown
from goidata.dashboard.offers import compared, ranked
from goidata.dashboard.parts import compare, contrast, funnel, ranking

visit = begin("compare")
what_is_shown(visit)
if chosen := comparison(visit, compare.MEASURES):
    peers = first_peers(visit, chosen)
    controls(visit, chosen)
    compare.told(visit, chosen)
    compare.panels(visit, chosen)
    contrast.table(visit, chosen)
    ranking.ranking(visit, chosen, peers)
    funnel.funnel_of(visit, peers, chosen.measure, chosen.agencies)
    offer(visit, compared(visit, chosen), ranked(visit, chosen, peers))

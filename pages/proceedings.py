"""复议诉讼: results of reconsideration and of both kinds of litigation, and their rates."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.headline import headed, what_is_shown
from goidata.dashboard.indicators import cards
from goidata.dashboard.offers import measured, results, table
from goidata.dashboard.parts import funnel, proceedings, rates, units

visit = begin("proceedings")
what_is_shown(visit)
if head := headed(visit):
    cards(visit, head, proceedings.CARDS)
    proceedings.results_by_year(visit, head)
    rates.rate_table(visit, head, proceedings.CARDS, visit.say("proceedings.rates"))
    funnel.funnel_of(visit, head.peers, "review_correction_rate", head.marked)
units.units(visit, head, proceedings.VIEWS)
offer(visit, results(visit), measured(visit, proceedings.CARDS), table(visit, "figures"))

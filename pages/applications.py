"""依申请公开: where applications go, how they end, why they are refused, who asks."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.headline import headed, what_is_shown
from goidata.dashboard.indicators import cards
from goidata.dashboard.offers import measured, outcomes, table
from goidata.dashboard.parts import applications, funnel, rates, reasons, units

visit = begin("applications")
what_is_shown(visit)
if head := headed(visit):
    cards(visit, head, applications.CARDS)
    applications.flow(visit, head)
    reasons.reasons_tree(visit, head)
    applications.reasons(visit, head)
    applications.by_year(visit, head)
    rates.rate_table(visit, head, applications.RATES, visit.say("applications.rates"))
    funnel.funnel_of(visit, head.peers, "disclosure_rate", head.marked)
units.units(visit, head, applications.VIEWS)
offer(visit, outcomes(visit), measured(visit, applications.RATES), table(visit, "figures"))

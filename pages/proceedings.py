"""复议诉讼: results of reconsideration and of both kinds of litigation, and their rates."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.headline import headed, what_is_shown
from goidata.dashboard.indicators import cards
from goidata.dashboard.offers import measured, results, table
from goidata.dashboard.parts import funnel, proceedings, rates

CARDS = (
    "review_rate",
    "litigation_rate",
    "dispute_rate",
    "review_correction_rate",
    "litigation_correction_rate",
)

visit = begin("proceedings")
what_is_shown(visit)
if head := headed(visit):
    cards(visit, head, CARDS)
    proceedings.results_by_year(visit, head)
    rates.rate_table(visit, head, CARDS, visit.say("proceedings.rates"))
    funnel.funnel_of(visit, head, "review_correction_rate")
for block in proceedings.BLOCKS:
    proceedings.results_by_unit(visit, block)
rates.rates(visit, "review_correction_rate")
rates.rates(visit, "dispute_rate")
offer(visit, results(visit), measured(visit, CARDS), table(visit, "figures"))

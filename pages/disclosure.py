"""主动公开: volumes stated, documents, licences, penalties, compulsion, fees."""

from goidata.dashboard.arrival import begin
from goidata.dashboard.downloads import offer
from goidata.dashboard.headline import headed, what_is_shown
from goidata.dashboard.offers import table, volumes
from goidata.dashboard.parts import disclosure, per_head, stock, units

visit = begin("disclosure")
what_is_shown(visit)
led = disclosure.is_stated_by_many(visit)
if head := headed(visit):
    disclosure.yearly(visit, head)
    stock.stock(visit, head)
    per_head.per_head(visit, head)
units.units(visit, head, disclosure.views(led))
offer(visit, volumes(visit), table(visit, "figures"))
